#include "ui/xray_plane.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr double least_block = 5;  // pixels, below which lines between blocks would hide them

QImage greys(const codec::Plane& plane) {
    QImage image(plane.columns, plane.rows, QImage::Format_Grayscale8);
    for (int row = 0; row < plane.rows; ++row)
        std::copy_n(plane.samples.data() + std::size_t(row) * plane.columns, plane.columns,
                    image.scanLine(row));
    return image;
}

}  // namespace

XrayPlane::XrayPlane(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Blocks of the plane"));
}

void XrayPlane::setXray(XrayPointer xray) {
    const bool other_shape = !xray_ || !xray || xray_->coded.blocks.size() != xray->coded.blocks.size();
    xray_ = std::move(xray);
    before_ = xray_ ? greys(xray_->plane) : QImage();
    after_ = xray_ ? greys(xray_->coded.decoded) : QImage();
    if (xray_ && other_shape) {
        const bool image = xray_->layout.image == codec::PlaneLayout::Image::prompt;
        block_ = image ? xray_->token / 8 * xray_->coded.block_columns : 0;
    }
    update();
}

void XrayPlane::setBlock(int block) {
    block_ = block;
    update();
}

QSize XrayPlane::sizeHint() const { return {lineHeight(font()) * 20, lineHeight(font()) * 5}; }
QSize XrayPlane::minimumSizeHint() const { return {lineHeight(font()) * 10, lineHeight(font()) * 5}; }

QRectF XrayPlane::planeRect(int which) const {
    const double space = gap(font()), height = (this->height() - space) / 2.0;
    return {0, which * (height + space), double(width()), height};
}

QRectF XrayPlane::blockRect(int block) const {
    if (!xray_) return {};
    const QRectF plane = planeRect(0);
    const double across = plane.width() / xray_->plane.columns * 8,
                 down = plane.height() / xray_->plane.rows * 8;
    const QPointF at(plane.left() + block % xray_->coded.block_columns * across,
                     plane.top() + block / xray_->coded.block_columns * down);
    return QRectF(at, QSizeF(across, down)).intersected(plane);
}

void XrayPlane::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    if (!xray_) return painter.fillRect(rect(), theme.window);
    painter.drawImage(planeRect(0), before_);
    painter.drawImage(planeRect(1), after_);
    const QPointF below = planeRect(1).topLeft();
    if (blockRect(0).width() >= least_block) {
        QColor line = theme.accent;
        line.setAlphaF(.6f);
        painter.setPen(QPen(line, 1));
        for (int column = 1; column < xray_->coded.block_columns; ++column) {
            const double x = std::round(blockRect(column).left());
            painter.drawLine(QLineF(x, 0, x, height()));
        }
    }
    for (const QPointF& plane : {QPointF(), below}) {
        const QRectF chosen = blockRect(block_).translated(plane);
        painter.setPen(QPen(theme.panel, 4));
        painter.drawRect(chosen.adjusted(1, 1, -1, -1));
        painter.setPen(QPen(hasFocus() ? theme.accent : theme.difference, 2));
        painter.drawRect(chosen.adjusted(1, 1, -1, -1));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void XrayPlane::choose(int row, int column) {
    if (!xray_) return;
    const int to = std::clamp(row, 0, xray_->coded.block_rows - 1) * xray_->coded.block_columns +
                   std::clamp(column, 0, xray_->coded.block_columns - 1);
    setBlock(to);
    Q_EMIT blockChosen(to);
}

void XrayPlane::chooseAt(QPointF position) {
    if (!xray_) return;
    const QRectF plane = planeRect(position.y() < planeRect(1).top() ? 0 : 1);
    const double x = (position.x() - plane.left()) / plane.width(),
                 y = (position.y() - plane.top()) / plane.height();
    choose(int(y * xray_->plane.rows) / 8, int(x * xray_->plane.columns) / 8);
}

void XrayPlane::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    chooseAt(event->position());
}

void XrayPlane::mouseMoveEvent(QMouseEvent* event) { chooseAt(event->position()); }

void XrayPlane::keyPressEvent(QKeyEvent* event) {
    if (!xray_) return QWidget::keyPressEvent(event);
    const int columns = xray_->coded.block_columns, row = block_ / columns, column = block_ % columns;
    switch (event->key()) {
        case Qt::Key_Left:
            return choose(row, column - 1);
        case Qt::Key_Right:
            return choose(row, column + 1);
        case Qt::Key_Up:
            return choose(row - 1, column);
        case Qt::Key_Down:
            return choose(row + 1, column);
        case Qt::Key_Home:
            return choose(row, 0);
        case Qt::Key_End:
            return choose(row, columns - 1);
        default:
            QWidget::keyPressEvent(event);
    }
}

void XrayPlane::focusInEvent(QFocusEvent*) { update(); }
void XrayPlane::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace lossylens::ui
