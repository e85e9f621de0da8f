#pragma once

#include <QPoint>
#include <QSize>
#include <QWidget>
#include <optional>

namespace lossylens::ui {

// What an arrow key, Home or End adds to a cell (column, row); empty for other keys. Home and End go further
// than any grid is wide.
[[nodiscard]] std::optional<QPoint> stepOfKey(int key);
[[nodiscard]] QPoint cellWithin(QPoint cell, QSize cells);  // the nearest one that there is

// A widget of cells, one of which is chosen: by a click, by dragging, by the arrow keys, Home and End.
class CellChooser : public QWidget {
    Q_OBJECT
public:
    explicit CellChooser(QWidget* parent = nullptr);

protected:
    [[nodiscard]] virtual QSize cells() const = 0;  // columns, rows; empty: nothing to choose from
    [[nodiscard]] virtual QPoint chosenCell() const = 0;
    [[nodiscard]] virtual std::optional<QPoint> cellUnder(QPointF position) const = 0;  // may lie outside
    virtual void chooseCell(QPoint cell) = 0;  // a cell that there is

    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void chooseAt(QPointF position);
};

}  // namespace lossylens::ui
