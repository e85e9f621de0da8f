#pragma once

#include <QWidget>

class QBoxLayout;

namespace lossylens::ui {

class TourPanel;

// The pages with the tour beside them, or above them where beside would leave too little room.
class TourFrame : public QWidget {
    Q_OBJECT
public:
    TourFrame(TourPanel* tour, QWidget* pages, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void arrange();

    TourPanel* tour_;
    QBoxLayout* layout_;
};

}  // namespace lossylens::ui
