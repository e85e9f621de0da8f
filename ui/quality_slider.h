#pragma once

#include <QAbstractSlider>

namespace lossylens::ui {

// JPEG quality from 1 to 100 as the x-axis of the curve above: its ends lie where it is told to.
class QualitySlider : public QAbstractSlider {
    Q_OBJECT
public:
    explicit QualitySlider(QWidget* parent = nullptr);

    void setEnds(double left, double right);  // x of quality 1 and 100, in this widget's coordinates
    [[nodiscard]] double pixelOf(double quality) const;
    [[nodiscard]] int qualityAt(double x) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] double trackY() const;
    [[nodiscard]] double handleRadius() const;

    double left_ = 0, right_ = 0;
    int wheel_rest_ = 0;  // of a notch, from wheels that turn finer
};

}  // namespace lossylens::ui
