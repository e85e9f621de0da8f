#include "ui/flow_layout.h"

#include <QWidget>
#include <algorithm>

namespace lossylens::ui {
namespace {

QSize hintOf(const QLayoutItem& item) { return item.isEmpty() ? QSize(0, 0) : item.sizeHint(); }

}  // namespace

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
        const std::size_t end = endOfLine(first, inside.width());
        int height = 0;
        for (std::size_t i = first; i < end; ++i) height = std::max(height, hintOf(*items_[i]).height());
        if (place) placeLine(first, end, {inside.x(), y, inside.width(), height});
        y += height + (end < items_.size() ? spacing() : 0);
        first = end;
    }
    return y - rect.y() + contentsMargins().bottom();
}

int FlowLayout::widthOf(std::size_t first, std::size_t end) const {
    int width = 0;
    for (std::size_t i = first; i < end; ++i) {
        if (items_[i]->isEmpty()) continue;
        width += (width > 0 ? spacing() : 0) + hintOf(*items_[i]).width();
    }
    return width;
}

// One past the last item that fits; at least one item fits.
std::size_t FlowLayout::endOfLine(std::size_t first, int width) const {
    std::size_t end = first + 1;
    while (end < items_.size() && widthOf(first, end + 1) <= width) ++end;
    const bool splits_the_right = stretch_at_ > first && stretch_at_ < end && end < items_.size();
    return splits_the_right ? stretch_at_ : end;
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
