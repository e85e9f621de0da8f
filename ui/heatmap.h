#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>
#include <memory>
#include <vector>

#include "ui/colour_map.h"

namespace lossylens::ui {

class WipeDivider;

// Which part of the maps is in sight, and the cell that is read, shared by the maps that zoom and pan
// together. In shares of the whole: (0, 0, 1, 1) is everything.
class HeatmapLink : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] QRectF region() const { return region_; }
    void setRegion(QRectF region);  // moved and shrunk into the whole
    void reset() { setRegion(QRectF(0, 0, 1, 1)); }
    void zoom(double across, double down, QPointF centre);  // factors > 1: nearer; centre stays where it is
    [[nodiscard]] QPoint cell() const { return cell_; }
    void setCell(QPoint cell);  // column, row under the pointer or the keys; (-1, -1): none

Q_SIGNALS:
    void regionChanged();
    void cellChanged(QPoint cell);

private:
    QRectF region_{0, 0, 1, 1};
    QPoint cell_{-1, -1};
};

// A matrix of numbers and how they are coloured.
struct HeatmapMatrix {
    std::shared_ptr<const std::vector<float>> values;  // row-major; null: nothing to show
    int columns = 0;
    ColourMap map = ColourMap::viridis;
    ValueRange range;

    [[nodiscard]] int rows() const { return values && columns > 0 ? int(values->size()) / columns : 0; }
};
// The part that `region` (in shares) names at `size` pixels: a number's colour, or that of the mean of the
// numbers that share a pixel.
[[nodiscard]] QImage heatmapPart(const HeatmapMatrix& matrix, const QRectF& region, QSize size);

// A matrix of numbers as colours; with a second one, a divider between the two. The wheel zooms (with Ctrl
// across only), dragging pans, a double click or 0 shows everything; arrows move the cell that is read, with
// Ctrl they pan.
class Heatmap : public QWidget {
    Q_OBJECT
public:
    explicit Heatmap(HeatmapLink* link, QWidget* parent = nullptr);

    void setMatrix(HeatmapMatrix matrix);
    // The one right of the divider, of the same shape; null values: none.
    void setSecond(HeatmapMatrix matrix);
    void setCaptions(const QString& first, const QString& second);
    [[nodiscard]] const HeatmapMatrix& matrix() const { return matrix_; }
    [[nodiscard]] QImage image() const;  // all of the matrix, a pixel a number
    [[nodiscard]] const HeatmapMatrix& second() const { return second_; }
    [[nodiscard]] WipeDivider* divider() const { return divider_; }
    [[nodiscard]] QPoint cellAt(QPointF position) const;  // (-1, -1) outside
    [[nodiscard]] QRectF cellRect(QPoint cell) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cellPicked(QPoint cell);  // clicked, or Return

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void forgetImages();
    void placeDivider();
    void paintCell(QPainter& painter) const;
    void paintCaptions(QPainter& painter, double divide) const;
    void panBy(QPointF share);
    void zoomBy(double factor, Qt::Orientations directions, QPointF position);
    void moveCell(QPoint by);

    HeatmapLink* link_;
    WipeDivider* divider_;
    HeatmapMatrix matrix_, second_;
    QImage image_, second_image_;  // of what is in sight; null: to be made
    QString caption_, second_caption_;
    QPointF pressed_at_, dragged_from_;
    bool pressed_ = false, dragging_ = false;
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
    void setMap(ColourMap map);
    [[nodiscard]] ValueRange range() const { return range_; }
    [[nodiscard]] ColourMap map() const { return map_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColourMap map_;
    ValueRange range_;
};

}  // namespace lossylens::ui
