#pragma once

#include <array>

#include "ui/cell_chooser.h"
#include "ui/colour_map.h"

namespace lossylens::ui {

// The 64 numbers of a block and how they are shown.
struct GridNumbers {
    std::array<double, 64> values{};  // row-major
    ColourMap map = ColourMap::grey;
    ValueRange range{0, 255};
    bool coloured = true;
    bool faint_zeros = false;
    int own_rows = 8, own_columns = 8;  // the others only repeat the last one
};

// 8 × 8 numbers in cells, one of which is selected: by a click or the arrow keys.
class XrayGrid : public CellChooser {
    Q_OBJECT
public:
    explicit XrayGrid(const QString& title, QWidget* parent = nullptr);

    void setNumbers(const GridNumbers& numbers);
    void setSelected(int index);  // 8 · row + column; −1: none; emits nothing
    void describe(const QString& cell) { setAccessibleDescription(cell); }
    [[nodiscard]] const GridNumbers& numbers() const { return numbers_; }
    [[nodiscard]] int selected() const { return selected_; }
    [[nodiscard]] QRectF cellRect(int index) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void cellSelected(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QSize cells() const override { return {side, side}; }
    [[nodiscard]] QPoint chosenCell() const override;
    [[nodiscard]] std::optional<QPoint> cellUnder(QPointF position) const override;
    void chooseCell(QPoint cell) override;

private:
    static constexpr int side = 8;

    [[nodiscard]] QFont numberFont() const;
    [[nodiscard]] double titleHeight() const;
    void paintCell(QPainter& painter, int index) const;

    QString title_;
    GridNumbers numbers_;
    int selected_ = -1;
};

// The number as the cells show it: whole, with a minus sign.
[[nodiscard]] QString gridText(double value);

}  // namespace lossylens::ui
