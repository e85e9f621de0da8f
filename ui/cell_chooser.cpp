#include "ui/cell_chooser.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>

namespace lossylens::ui {
namespace {

constexpr int everything = 1'000'000;  // cells

}  // namespace

std::optional<QPoint> stepOfKey(int key) {
    switch (key) {
        case Qt::Key_Left:
            return QPoint(-1, 0);
        case Qt::Key_Right:
            return QPoint(1, 0);
        case Qt::Key_Up:
            return QPoint(0, -1);
        case Qt::Key_Down:
            return QPoint(0, 1);
        case Qt::Key_Home:
            return QPoint(-everything, 0);
        case Qt::Key_End:
            return QPoint(everything, 0);
        default:
            return {};
    }
}

QPoint cellWithin(QPoint cell, QSize cells) {
    return {std::clamp(cell.x(), 0, cells.width() - 1), std::clamp(cell.y(), 0, cells.height() - 1)};
}

CellChooser::CellChooser(QWidget* parent) : QWidget(parent) { setFocusPolicy(Qt::StrongFocus); }

void CellChooser::chooseAt(QPointF position) {
    if (cells().isEmpty()) return;
    if (const auto cell = cellUnder(position)) chooseCell(cellWithin(*cell, cells()));
}

void CellChooser::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    chooseAt(event->position());
}

void CellChooser::mouseMoveEvent(QMouseEvent* event) { chooseAt(event->position()); }

void CellChooser::keyPressEvent(QKeyEvent* event) {
    const auto step = stepOfKey(event->key());
    if (!step || cells().isEmpty()) return QWidget::keyPressEvent(event);
    chooseCell(cellWithin(chosenCell() + *step, cells()));
}

}  // namespace lossylens::ui
