#include "ui/xray_plane.h"

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

XrayPlane::XrayPlane(QWidget* parent) : CellChooser(parent) {
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

QSize XrayPlane::cells() const {
    return xray_ ? QSize(xray_->coded.block_columns, xray_->coded.block_rows) : QSize();
}

QPoint XrayPlane::chosenCell() const { return {block_ % cells().width(), block_ / cells().width()}; }

std::optional<QPoint> XrayPlane::cellUnder(QPointF position) const {
    const QRectF plane = planeRect(position.y() < planeRect(1).top() ? 0 : 1);
    const double x = (position.x() - plane.left()) / plane.width(),
                 y = (position.y() - plane.top()) / plane.height();
    return QPoint(int(x * xray_->plane.columns) / 8, int(y * xray_->plane.rows) / 8);
}

void XrayPlane::chooseCell(QPoint cell) {
    setBlock(cell.y() * cells().width() + cell.x());
    Q_EMIT blockChosen(block_);
}

}  // namespace lossylens::ui
