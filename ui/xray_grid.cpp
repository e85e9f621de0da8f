#include "ui/xray_grid.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/numbers.h"
#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr double faint = .4;  // opacity of numbers that carry nothing

}  // namespace

QString gridText(double value) { return countText(std::lround(value)); }

XrayGrid::XrayGrid(const QString& title, QWidget* parent) : CellChooser(parent), title_(title) {
    setAccessibleName(title);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void XrayGrid::setNumbers(const GridNumbers& numbers) {
    numbers_ = numbers;
    update();
}

void XrayGrid::setSelected(int index) {
    selected_ = index;
    update();
}

QFont XrayGrid::numberFont() const { return scaled(font(), .78); }
double XrayGrid::titleHeight() const { return QFontMetricsF(font()).height() + gap(font()); }

QSize XrayGrid::sizeHint() const {
    const QFontMetricsF metrics(numberFont());
    const int across = int(std::ceil(metrics.horizontalAdvance(QStringLiteral("−888")) + 4));
    const int down = int(std::ceil(metrics.height() + 1));
    return {side * across + 2, int(titleHeight()) + side * down + 2};
}

QRectF XrayGrid::cellRect(int index) const {
    const QRectF cells = QRectF(rect()).adjusted(1, titleHeight() + 1, -1, -1);
    const double across = cells.width() / side, down = cells.height() / side;
    return {cells.left() + index % side * across, cells.top() + index / side * down, across, down};
}

void XrayGrid::paintEvent(QPaintEvent*) {
    const Theme theme = themeOf(palette());
    QPainter painter(this);
    painter.setPen(theme.text);
    painter.drawText(QRectF(0, 0, width(), titleHeight()), Qt::AlignLeft | Qt::AlignTop, title_);
    painter.setFont(numberFont());
    for (int index = 0; index < side * side; ++index) paintCell(painter, index);
    // What only repeats the row or column before it lies beyond a dashed line.
    painter.setPen(QPen(theme.difference, 2, Qt::DashLine));
    const QRectF last = cellRect(side * (numbers_.own_rows - 1) + numbers_.own_columns - 1);
    const QRectF all = cellRect(0).united(cellRect(side * side - 1));
    if (numbers_.own_rows < side)
        painter.drawLine(QLineF(all.left(), last.bottom(), all.right(), last.bottom()));
    if (numbers_.own_columns < side)
        painter.drawLine(QLineF(last.right(), all.top(), last.right(), all.bottom()));
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.border, hasFocus() ? 2 : 1));
    painter.drawRect(all);
    if (selected_ < 0) return;
    painter.setPen(QPen(theme.panel, 4));
    painter.drawRect(cellRect(selected_));
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.text, 2));
    painter.drawRect(cellRect(selected_));
}

void XrayGrid::paintCell(QPainter& painter, int index) const {
    const double value = numbers_.values[std::size_t(index)];
    const QRectF cell = cellRect(index);
    const bool repeated = index / side >= numbers_.own_rows || index % side >= numbers_.own_columns;
    QColor text = palette().color(QPalette::Text);
    if (numbers_.coloured) {
        const ValueRange& range = numbers_.range;
        const QColor background = colourAt(numbers_.map, (value - range.low) / (range.high - range.low));
        painter.fillRect(cell, background);
        text = readableOn(background);
    }
    const bool zero = numbers_.faint_zeros && std::lround(value) == 0;
    if (zero || repeated) text.setAlphaF(float(faint));
    painter.setPen(text);
    const QString number = gridText(value);
    const double room = cell.width() - 2, wanted = QFontMetricsF(painter.font()).horizontalAdvance(number);
    if (wanted <= room) {
        painter.drawText(cell, Qt::AlignCenter, number);
        return;
    }
    painter.save();  // a number of five characters is squeezed
    painter.translate(cell.center());
    painter.scale(room / wanted, 1);
    painter.drawText(QRectF(-wanted, -cell.height() / 2, 2 * wanted, cell.height()), Qt::AlignCenter, number);
    painter.restore();
}

QPoint XrayGrid::chosenCell() const {
    const int cell = std::max(selected_, 0);
    return {cell % side, cell / side};
}

std::optional<QPoint> XrayGrid::cellUnder(QPointF position) const {
    for (int index = 0; index < side * side; ++index) {
        if (cellRect(index).contains(position)) return QPoint(index % side, index / side);
    }
    return {};
}

void XrayGrid::chooseCell(QPoint cell) {
    const int index = cell.y() * side + cell.x();
    setSelected(index);
    Q_EMIT cellSelected(index);
}

}  // namespace lossylens::ui
