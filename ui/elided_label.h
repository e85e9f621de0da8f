#pragma once

#include <QLabel>

namespace lossylens::ui {

// One line of plain text that is cut with "…" where there is no room, instead of widening the window; the
// whole of it stays in the tool tip.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace lossylens::ui
