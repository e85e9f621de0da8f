#pragma once

#include <QFrame>

#include "ui/tour.h"

class QBoxLayout;
class QLabel;
class QPushButton;

namespace lossylens::ui {

// The tour on screen: the present step in words, a mark for every step, and the way on, back and round again.
// Stands beside the page, or above it where the window is narrow.
class TourPanel : public QFrame {
    Q_OBJECT
public:
    explicit TourPanel(QWidget* parent = nullptr);

    void setTour(const Tour& tour, bool model_open);
    void setBeside(bool beside);  // the page; otherwise above it
    void announce();              // to a screen reader: what the panel says now

    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString state() const;  // what is left to do in this step, or that it is done
    [[nodiscard]] QString marks() const;  // "✓ done, – skipped, …" as a screen reader has it
    [[nodiscard]] QPushButton* backButton() const { return back_; }
    [[nodiscard]] QPushButton* nextButton() const { return next_; }
    [[nodiscard]] QPushButton* restartButton() const { return restart_; }

Q_SIGNALS:
    void nextAsked();
    void backAsked();
    void restartAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showEnd(const Tour& tour);
    void showMarks(const Tour& tour);
    void restyle();

    QBoxLayout *parts_, *top_;
    QBoxLayout* buttons_;
    QLabel *marks_, *heading_, *text_, *state_;
    QPushButton *back_, *next_, *restart_;
    bool done_ = false;
};

}  // namespace lossylens::ui
