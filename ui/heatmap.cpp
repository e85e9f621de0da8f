#include "ui/heatmap.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr double smallest_region = .005;  // of a side
constexpr double zoom_step = 1.25;        // a notch of the wheel
constexpr double pan_step = .1;           // of what is in sight, a key press
constexpr int rows_worth_zooming = 8;     // a plane of two rows zooms across only

QString scaleNumber(double value) {
    const QString number = QString::number(value, 'g', 2);
    return value < 0 ? QChar(0x2212) % number.mid(1) : number;
}

}  // namespace

void HeatmapLink::setRegion(QRectF region) {
    region.setWidth(std::clamp(region.width(), smallest_region, 1.0));
    region.setHeight(std::clamp(region.height(), smallest_region, 1.0));
    region.moveLeft(std::clamp(region.left(), 0.0, 1 - region.width()));
    region.moveTop(std::clamp(region.top(), 0.0, 1 - region.height()));
    if (region == region_) return;
    region_ = region;
    Q_EMIT regionChanged();
}

void HeatmapLink::zoom(double across, double down, QPointF centre) {
    const double width = std::clamp(region_.width() / across, smallest_region, 1.0);
    const double height = std::clamp(region_.height() / down, smallest_region, 1.0);
    const double left = centre.x() - (centre.x() - region_.left()) * width / region_.width();
    const double top = centre.y() - (centre.y() - region_.top()) * height / region_.height();
    setRegion({left, top, width, height});
}

Heatmap::Heatmap(HeatmapLink* link, QWidget* parent) : QWidget(parent), link_(link) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(link_, &HeatmapLink::regionChanged, this, qOverload<>(&QWidget::update));
    connect(link_, &HeatmapLink::pointedAt, this, [this](QPoint cell) {
        if (cell == pointed_) return;
        pointed_ = cell;
        update();
    });
}

void Heatmap::setImage(QImage image) {
    image_ = std::move(image);
    update();
}

QSize Heatmap::sizeHint() const { return {lineHeight(font()) * 24, lineHeight(font()) * 3}; }
QSize Heatmap::minimumSizeHint() const { return {lineHeight(font()) * 8, lineHeight(font()) * 3 / 2}; }

QPoint Heatmap::cellAt(QPointF position) const {
    if (image_.isNull() || !QRectF(rect()).contains(position)) return {-1, -1};
    const QRectF region = link_->region();
    const double x = region.left() + region.width() * position.x() / width();
    const double y = region.top() + region.height() * position.y() / height();
    return {std::clamp(int(x * image_.width()), 0, image_.width() - 1),
            std::clamp(int(y * image_.height()), 0, image_.height() - 1)};
}

void Heatmap::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    if (image_.isNull()) {
        painter.fillRect(rect(), theme.window);
        return;
    }
    const QRectF region = link_->region();
    paintHeatmap(painter, rect(), image_, region);
    if (pointed_.x() >= 0) {
        const double cell_width = width() / (region.width() * image_.width());
        const double cell_height = height() / (region.height() * image_.height());
        QRectF cell((pointed_.x() - region.left() * image_.width()) * cell_width,
                    (pointed_.y() - region.top() * image_.height()) * cell_height, cell_width, cell_height);
        const double grow = std::max(0.0, 5 - cell.width()) / 2;
        cell.adjust(-grow, 0, grow, 0);
        painter.setPen(QPen(Qt::black, 3));
        painter.drawRect(cell);
        painter.setPen(QPen(Qt::white, 1));
        painter.drawRect(cell);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void Heatmap::zoomBy(double factor, QPointF position) {
    const QRectF region = link_->region();
    const QPointF centre(region.left() + region.width() * position.x() / width(),
                         region.top() + region.height() * position.y() / height());
    link_->zoom(factor, image_.height() > rows_worth_zooming ? factor : 1, centre);
}

void Heatmap::panBy(QPointF share) {
    const QRectF region = link_->region();
    link_->setRegion(region.translated(share.x() * region.width(), share.y() * region.height()));
}

void Heatmap::wheelEvent(QWheelEvent* event) {
    zoomBy(std::pow(zoom_step, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void Heatmap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    dragging_ = true;
    dragged_from_ = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void Heatmap::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_) {
        const QPointF moved = event->position() - dragged_from_;
        dragged_from_ = event->position();
        panBy({-moved.x() / width(), -moved.y() / height()});
    }
    Q_EMIT link_->pointedAt(cellAt(event->position()));
}

void Heatmap::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragging_ = false;
    unsetCursor();
}

void Heatmap::mouseDoubleClickEvent(QMouseEvent*) { link_->reset(); }

void Heatmap::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
        case Qt::Key_Left:
            return panBy({-pan_step, 0});
        case Qt::Key_Right:
            return panBy({pan_step, 0});
        case Qt::Key_Up:
            return panBy({0, -pan_step});
        case Qt::Key_Down:
            return panBy({0, pan_step});
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomBy(zoom_step, middle);
        case Qt::Key_Minus:
            return zoomBy(1 / zoom_step, middle);
        case Qt::Key_Home:
            return link_->reset();
        default:
            QWidget::keyPressEvent(event);
    }
}

void Heatmap::leaveEvent(QEvent*) { Q_EMIT link_->pointedAt({-1, -1}); }
void Heatmap::focusInEvent(QFocusEvent*) { update(); }
void Heatmap::focusOutEvent(QFocusEvent*) { update(); }

void paintHeatmap(QPainter& painter, const QRectF& target, const QImage& image, const QRectF& region) {
    if (image.isNull()) return;
    const QRectF source(region.left() * image.width(), region.top() * image.height(),
                        region.width() * image.width(), region.height() * image.height());
    const bool narrower_than_pixels = source.width() > target.width() || source.height() > target.height();
    painter.save();
    if (narrower_than_pixels) {
        // Averages: dropping columns would show some numbers and hide their neighbours.
        const QSize size(int(std::min(source.width(), target.width())),
                         int(std::min(source.height(), target.height())));
        const QImage part = image.copy(source.toAlignedRect());
        painter.drawImage(
            target, part.scaled(size.expandedTo({1, 1}), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    } else {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        painter.drawImage(target, image, source);
    }
    painter.restore();
}

void paintScaleBar(QPainter& painter, const QRectF& target, ColourMap map, ValueRange range,
                   const QColor& text) {
    const QFontMetricsF metrics(painter.font());
    const double width = std::ceil(metrics.height() * .6);
    QImage bar(1, 256, QImage::Format_RGB32);
    for (int level = 0; level < 256; ++level)
        bar.setPixel(0, 255 - level, colourTable(map)[std::size_t(level)]);
    painter.drawImage(QRectF(target.topLeft(), QSizeF(width, target.height())), bar);
    painter.setPen(text);
    const QRectF numbers = target.adjusted(width + metrics.averageCharWidth() / 2, 0, 0, 0);
    painter.drawText(numbers, Qt::AlignLeft | Qt::AlignTop, scaleNumber(range.high));
    painter.drawText(numbers, Qt::AlignLeft | Qt::AlignBottom, scaleNumber(range.low));
    const bool zero_in_middle = range.low == -range.high && target.height() > 3.2 * metrics.height();
    if (zero_in_middle) painter.drawText(numbers, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
}

ScaleBar::ScaleBar(ColourMap map, QWidget* parent) : QWidget(parent), map_(map) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void ScaleBar::setRange(ValueRange range) {
    range_ = range;
    setAccessibleName(tr("colours from %1 to %2").arg(scaleNumber(range.low), scaleNumber(range.high)));
    update();
}

QSize ScaleBar::sizeHint() const {
    const QFontMetrics metrics(scaled(font(), .85));
    return {metrics.height() + metrics.horizontalAdvance(QStringLiteral("−0.0088")), metrics.height() * 2};
}

void ScaleBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(scaled(font(), .85));
    paintScaleBar(painter, rect(), map_, range_, themeOf(palette()).muted);
}

}  // namespace lossylens::ui
