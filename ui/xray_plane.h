#pragma once

#include <QImage>
#include <memory>

#include "lens/xray.h"
#include "ui/cell_chooser.h"

namespace lossylens::ui {

using XrayPointer = std::shared_ptr<const lens::Xray>;

// The plane as JPEG is given it, over the plane that comes back, in the greys of its samples, with the blocks
// marked. A click or the arrow keys choose a block.
class XrayPlane : public CellChooser {
    Q_OBJECT
public:
    explicit XrayPlane(QWidget* parent = nullptr);

    void setXray(XrayPointer xray);  // null: nothing to show; keeps the block where there still is one
    [[nodiscard]] int block() const { return block_; }
    void setBlock(int block);
    [[nodiscard]] QRectF blockRect(int block) const;  // in the upper plane
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void blockChosen(int block);

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QSize cells() const override;  // blocks
    [[nodiscard]] QPoint chosenCell() const override;
    [[nodiscard]] std::optional<QPoint> cellUnder(QPointF position) const override;
    void chooseCell(QPoint cell) override;

private:
    [[nodiscard]] QRectF planeRect(int which) const;  // 0: before, 1: after

    XrayPointer xray_;
    QImage before_, after_;
    int block_ = 0;
};

}  // namespace lossylens::ui
