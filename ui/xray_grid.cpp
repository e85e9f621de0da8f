#include "ui/xray_grid.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

constexpr int side = 8;
constexpr double faint = .4;  // opacity of numbers that carry nothing

}  // namespace

QString gridText(double value) {
    const long whole = std::lround(value);
    return whole < 0 ? QChar(0x2212) % QString::number(-whole) : QString::number(whole);
}

XrayGrid::XrayGrid(const QString& title, QWidget* parent) : QWidget(parent), title_(title) {
    setFocusPolicy(Qt::StrongFocus);
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

void XrayGrid::select(int index) {
    setSelected(index);
    Q_EMIT cellSelected(index);
}

void XrayGrid::selectAt(QPointF position) {
    for (int index = 0; index < side * side; ++index) {
        if (cellRect(index).contains(position)) return select(index);
    }
}

void XrayGrid::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    selectAt(event->position());
}

void XrayGrid::mouseMoveEvent(QMouseEvent* event) { selectAt(event->position()); }

void XrayGrid::keyPressEvent(QKeyEvent* event) {
    const int row = std::max(selected_, 0) / side, column = std::max(selected_, 0) % side;
    const auto go = [this](int to_row, int to_column) {
        select(std::clamp(to_row, 0, side - 1) * side + std::clamp(to_column, 0, side - 1));
    };
    switch (event->key()) {
        case Qt::Key_Left:
            return go(row, column - 1);
        case Qt::Key_Right:
            return go(row, column + 1);
        case Qt::Key_Up:
            return go(row - 1, column);
        case Qt::Key_Down:
            return go(row + 1, column);
        case Qt::Key_Home:
            return go(row, 0);
        case Qt::Key_End:
            return go(row, side - 1);
        default:
            QWidget::keyPressEvent(event);
    }
}

void XrayGrid::focusInEvent(QFocusEvent*) { update(); }
void XrayGrid::focusOutEvent(QFocusEvent*) { update(); }

}  // namespace lossylens::ui
