#pragma once

#include <QAbstractSlider>

namespace lossylens::ui {

// The line between two maps that lie over each other, with a handle: its value, 0 … 1000, is the share of the
// width that shows the first one. Dragged, or moved by the keys of a slider.
class WipeDivider : public QAbstractSlider {
    Q_OBJECT
public:
    static constexpr int whole = 1000;

    explicit WipeDivider(QWidget* parent);

    [[nodiscard]] double share() const { return value() / double(whole); }
    [[nodiscard]] int handleWidth() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    double grabbed_at_ = 0;  // of the handle's own width
};

}  // namespace lossylens::ui
