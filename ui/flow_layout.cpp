#include "ui/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace lossylens::ui {

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent) { setSpacing(6); }

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item) { items_.emplace_back(item); }

void FlowLayout::addStretch() { stretch_at_ = items_.size(); }

QLayoutItem* FlowLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? items_[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index) {
    if (index < 0 || index >= count()) return nullptr;
    QLayoutItem* item = items_[static_cast<std::size_t>(index)].release();
    items_.erase(items_.begin() + index);
    return item;
}

QSize FlowLayout::minimumSize() const {
    QSize size;
    for (const auto& item : items_) size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool place) const {
    const QRect inside = rect.marginsRemoved(contentsMargins());
    int y = inside.y();
    for (std::size_t first = 0; first < items_.size();) {
        int width = 0;
        int height = 0;
        std::size_t end = first;
        while (end < items_.size()) {
            const QSize size = items_[end]->isEmpty() ? QSize() : items_[end]->sizeHint();
            const int wider = width + (width > 0 ? spacing() : 0) + std::max(0, size.width());
            if (end > first && wider > inside.width()) break;
            width = wider;
            height = std::max(height, size.height());
            ++end;
        }
        if (place) placeLine(first, end, {inside.x(), y, inside.width(), height});
        y += height + (end < items_.size() ? spacing() : 0);
        first = end;
    }
    return y - rect.y() + contentsMargins().bottom();
}

void FlowLayout::placeLine(std::size_t first, std::size_t end, const QRect& line) const {
    int right = line.right() + 1;
    const std::size_t at_right = stretch_at_ == 0 ? end : std::clamp(stretch_at_, first, end);
    for (std::size_t i = end; i > at_right; --i) {
        QLayoutItem& item = *items_[i - 1];
        if (item.isEmpty()) continue;
        right -= item.sizeHint().width();
        item.setGeometry({right, line.y(), item.sizeHint().width(), line.height()});
        right -= spacing();
    }
    int x = line.x();
    for (std::size_t i = first; i < at_right; ++i) {
        QLayoutItem& item = *items_[i];
        if (item.isEmpty()) continue;
        const int width = std::min(item.sizeHint().width(), line.width());
        item.setGeometry({x, line.y(), width, line.height()});
        x += width + spacing();
    }
}

}  // namespace lossylens::ui
