#include "ui/heatmap.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/cell_chooser.h"
#include "ui/heatmap_divider.h"
#include "ui/numbers.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr double smallest_region = .005;  // of a side
constexpr double zoom_step = 1.25;        // a notch of the wheel
constexpr double pan_step = .1;           // of what is in sight, a key press
constexpr int rows_worth_zooming = 8;     // a plane of two rows zooms across only

QString scaleNumber(double value) { return significantText(value, 2); }

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

void HeatmapLink::setCell(QPoint cell) {
    if (cell == cell_) return;
    cell_ = cell;
    Q_EMIT cellChanged(cell);
}

QImage heatmapPart(const HeatmapMatrix& matrix, const QRectF& region, QSize size) {
    if (matrix.rows() == 0 || size.isEmpty()) return {};
    return heatmapImage(resample(*matrix.values, matrix.columns, region, size), size.width(), matrix.map,
                        matrix.range);
}

Heatmap::Heatmap(HeatmapLink* link, QWidget* parent)
    : QWidget(parent), link_(link), divider_(new WipeDivider(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    divider_->hide();
    connect(divider_, &WipeDivider::valueChanged, this, [this] {
        placeDivider();
        update();
    });
    connect(link_, &HeatmapLink::regionChanged, this, &Heatmap::forgetImages);
    connect(link_, &HeatmapLink::cellChanged, this, qOverload<>(&QWidget::update));
}

void Heatmap::setMatrix(HeatmapMatrix matrix) {
    matrix_ = std::move(matrix);
    forgetImages();
}

void Heatmap::setSecond(HeatmapMatrix matrix) {
    second_ = std::move(matrix);
    divider_->setVisible(second_.rows() > 0);
    placeDivider();
    forgetImages();
}

QImage Heatmap::image() const {
    return heatmapPart(matrix_, {0, 0, 1, 1}, {matrix_.columns, matrix_.rows()});
}

void Heatmap::setCaptions(const QString& first, const QString& second) {
    caption_ = first;
    second_caption_ = second;
    update();
}

void Heatmap::forgetImages() {
    image_ = {};
    second_image_ = {};
    update();
}

void Heatmap::placeDivider() {
    const int handle = divider_->handleWidth();
    const int x = int(std::lround(divider_->share() * width()));
    divider_->setGeometry(x - handle / 2, 0, handle, height());
}

void Heatmap::resizeEvent(QResizeEvent*) {
    placeDivider();
    forgetImages();
}

QSize Heatmap::sizeHint() const { return {lineHeight(font()) * 24, lineHeight(font()) * 3}; }
QSize Heatmap::minimumSizeHint() const { return {lineHeight(font()) * 8, lineHeight(font()) * 2}; }

QPoint Heatmap::cellAt(QPointF position) const {
    const int rows = matrix_.rows();
    if (rows == 0 || !QRectF(rect()).contains(position)) return {-1, -1};
    const QRectF region = link_->region();
    const double x = region.left() + region.width() * position.x() / width();
    const double y = region.top() + region.height() * position.y() / height();
    return cellWithin({int(x * matrix_.columns), int(y * rows)}, {matrix_.columns, rows});
}

QRectF Heatmap::cellRect(QPoint cell) const {
    const QRectF region = link_->region();
    const double cell_width = width() / (region.width() * matrix_.columns);
    const double cell_height = height() / (region.height() * matrix_.rows());
    return {(cell.x() - region.left() * matrix_.columns) * cell_width,
            (cell.y() - region.top() * matrix_.rows()) * cell_height, cell_width, cell_height};
}

void Heatmap::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    if (matrix_.rows() == 0) {
        painter.fillRect(rect(), theme.window);
        return;
    }
    const double ratio = devicePixelRatioF();
    const auto drawn = [&](const HeatmapMatrix& matrix, QImage& image) {
        if (image.isNull()) image = heatmapPart(matrix, link_->region(), (QSizeF(size()) * ratio).toSize());
        return image;
    };
    const bool both = second_.rows() > 0;
    const double divide = both ? std::round(divider_->share() * width()) : width();
    const auto draw = [&](const QImage& image, double left, double right) {
        if (right <= left) return;
        painter.drawImage(QRectF(left, 0, right - left, height()), image,
                          QRectF(left * ratio, 0, (right - left) * ratio, image.height()));
    };
    if (divide > 0) draw(drawn(matrix_, image_), 0, divide);
    if (divide < width()) draw(drawn(second_, second_image_), divide, width());
    paintCell(painter);
    paintCaptions(painter, divide);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void Heatmap::paintCell(QPainter& painter) const {
    if (link_->cell().x() < 0) return;
    QRectF cell = cellRect(link_->cell());
    const double grow = std::max(0.0, 5 - cell.width()) / 2;
    cell.adjust(-grow, 0, grow, 0);
    painter.setPen(QPen(Qt::black, 3));
    painter.drawRect(cell);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawRect(cell);
}

// In the upper corners, each only while its map is in sight.
void Heatmap::paintCaptions(QPainter& painter, double divide) const {
    painter.setFont(scaled(font(), .85));
    const QFontMetricsF metrics(painter.font());
    const double edge = metrics.height() / 4;
    const auto caption = [&](const QString& text, bool right) {
        const QSizeF room(metrics.horizontalAdvance(text) + 2 * edge, metrics.height() + edge / 2);
        if (text.isEmpty() || room.width() > (right ? width() - divide : divide) - 2 * edge) return;
        const QRectF box(QPointF(right ? width() - room.width() - edge : edge, edge), room);
        QColor background = palette().color(QPalette::Base);
        background.setAlphaF(.85f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(background);
        painter.drawRoundedRect(box, edge, edge);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(box, Qt::AlignCenter, text);
    };
    caption(caption_, false);
    if (second_.rows() > 0) caption(second_caption_, true);
}

void Heatmap::zoomBy(double factor, Qt::Orientations directions, QPointF position) {
    const QRectF region = link_->region();
    const QPointF centre(region.left() + region.width() * position.x() / width(),
                         region.top() + region.height() * position.y() / height());
    const bool down = directions.testFlag(Qt::Vertical) && matrix_.rows() > rows_worth_zooming;
    link_->zoom(factor, down ? factor : 1, centre);
}

void Heatmap::panBy(QPointF share) {
    const QRectF region = link_->region();
    link_->setRegion(region.translated(share.x() * region.width(), share.y() * region.height()));
}

// The page below scrolls where there is nothing to zoom out of.
void Heatmap::wheelEvent(QWheelEvent* event) {
    const int turned = event->angleDelta().y();
    const bool everything = link_->region() == QRectF(0, 0, 1, 1);
    if (matrix_.rows() == 0 || turned == 0 || (turned < 0 && everything)) return event->ignore();
    const bool across = event->modifiers().testFlag(Qt::ControlModifier);
    zoomBy(std::pow(zoom_step, turned / 120.0),
           across ? Qt::Orientations(Qt::Horizontal) : Qt::Horizontal | Qt::Vertical, event->position());
    event->accept();
}

void Heatmap::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    pressed_ = true;
    pressed_at_ = dragged_from_ = event->position();
}

void Heatmap::mouseMoveEvent(QMouseEvent* event) {
    const QPointF at = event->position();
    if (pressed_ && !dragging_ && (at - pressed_at_).manhattanLength() >= QApplication::startDragDistance()) {
        dragging_ = true;
        setCursor(Qt::ClosedHandCursor);
    }
    if (dragging_) {
        const QPointF moved = at - dragged_from_;
        dragged_from_ = at;
        panBy({-moved.x() / width(), -moved.y() / height()});
    }
    link_->setCell(cellAt(at));
}

void Heatmap::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const QPoint cell = cellAt(event->position());
    if (pressed_ && !dragging_ && cell.x() >= 0) Q_EMIT cellPicked(cell);
    pressed_ = dragging_ = false;
    unsetCursor();
}

void Heatmap::mouseDoubleClickEvent(QMouseEvent*) { link_->reset(); }

// The cell that is read stays in sight.
void Heatmap::moveCell(QPoint by) {
    if (matrix_.rows() == 0) return;
    const QPoint from = link_->cell().x() < 0 ? cellAt(QPointF(0, 0)) - by : link_->cell();
    const QPoint to = cellWithin(from + by, {matrix_.columns, matrix_.rows()});
    const QRectF cell(double(to.x()) / matrix_.columns, double(to.y()) / matrix_.rows(),
                      1.0 / matrix_.columns, 1.0 / matrix_.rows());
    QRectF region = link_->region();
    if (cell.left() < region.left()) region.moveLeft(cell.left());
    if (cell.right() > region.right()) region.moveRight(cell.right());
    if (cell.top() < region.top()) region.moveTop(cell.top());
    if (cell.bottom() > region.bottom()) region.moveBottom(cell.bottom());
    link_->setRegion(region);
    link_->setCell(to);
}

void Heatmap::keyPressEvent(QKeyEvent* event) {
    if (const auto step = stepOfKey(event->key())) {
        const bool pan = event->modifiers().testFlag(Qt::ControlModifier) && step->manhattanLength() == 1;
        return pan ? panBy(QPointF(*step) * pan_step) : moveCell(*step);
    }
    const QPointF middle(width() / 2.0, height() / 2.0);
    switch (event->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            return zoomBy(zoom_step, Qt::Horizontal | Qt::Vertical, middle);
        case Qt::Key_Minus:
            return zoomBy(1 / zoom_step, Qt::Horizontal | Qt::Vertical, middle);
        case Qt::Key_0:
            return link_->reset();
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space:
            if (link_->cell().x() >= 0) Q_EMIT cellPicked(link_->cell());
            return;
        default:
            QWidget::keyPressEvent(event);
    }
}

void Heatmap::leaveEvent(QEvent*) { link_->setCell({-1, -1}); }

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

void ScaleBar::setMap(ColourMap map) {
    map_ = map;
    update();
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
