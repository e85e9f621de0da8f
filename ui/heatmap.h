#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>

#include "ui/colour_map.h"

namespace lossylens::ui {

// Which part of the maps is in sight, shared by the maps that zoom and pan together. In shares of the whole:
// (0, 0, 1, 1) is everything.
class HeatmapLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] QRectF region() const { return region_; }
    void setRegion(QRectF region);  // moved and shrunk into the whole
    void reset() { setRegion(QRectF(0, 0, 1, 1)); }
    void zoom(double across, double down, QPointF centre);  // factors > 1: nearer; centre stays where it is

Q_SIGNALS:
    void regionChanged();
    void pointedAt(QPoint cell);  // column, row under the pointer; (-1, -1): none

private:
    QRectF region_{0, 0, 1, 1};
};

// A matrix of numbers as colours. Wheel zooms, drag pans, double click or Home shows everything; arrows, plus
// and minus do the same from the keyboard.
class Heatmap : public QWidget {
    Q_OBJECT
public:
    explicit Heatmap(HeatmapLink* link, QWidget* parent = nullptr);

    void setImage(QImage image);  // one pixel a number; null: nothing to show
    [[nodiscard]] const QImage& image() const { return image_; }
    [[nodiscard]] QPoint cellAt(QPointF position) const;  // (-1, -1) outside

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void panBy(QPointF share);
    void zoomBy(double factor, QPointF position);

    HeatmapLink* link_;
    QImage image_;
    QPoint pointed_{-1, -1};
    QPointF dragged_from_;
    bool dragging_ = false;
};

// Paints the part of `image` that `region` (in shares) names: hard edges where a number is wider than a
// pixel, averages where it is narrower.
void paintHeatmap(QPainter& painter, const QRectF& target, const QImage& image,
                  const QRectF& region = {0, 0, 1, 1});
// An upright bar of the map's colours, its ends (and zero, where it is in the middle) in numbers beside it.
void paintScaleBar(QPainter& painter, const QRectF& target, ColourMap map, ValueRange range,
                   const QColor& text);

// The bar as a widget.
class ScaleBar : public QWidget {
    Q_OBJECT
public:
    explicit ScaleBar(ColourMap map, QWidget* parent = nullptr);
    void setRange(ValueRange range);
    [[nodiscard]] ValueRange range() const { return range_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColourMap map_;
    ValueRange range_;
};

}  // namespace lossylens::ui
