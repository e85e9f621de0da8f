#include "ui/scroll_link.h"

#include <QScopedValueRollback>
#include <QScrollBar>
#include <cmath>

#include "ui/marked_text.h"

namespace lossylens::ui {

void ScrollLink::add(MarkedText* text) {
    std::erase_if(texts_, [](const auto& known) { return known.isNull(); });
    texts_.emplace_back(text);
    connect(text, &MarkedText::scrolledByPerson, this, [this, text] { follow(text); });
}

void ScrollLink::follow(const MarkedText* leader) {
    if (!enabled_ || following_) return;
    const QScopedValueRollback following(following_, true);
    const auto* from = leader->verticalScrollBar();
    const double share = from->maximum() > 0 ? double(from->value()) / from->maximum() : 0;
    const int token = leader->topToken();
    for (const auto& text : texts_) {
        if (!text || text == leader) continue;
        auto* bar = text->verticalScrollBar();
        if (token < 0 || text->tokenCount() == 0)
            bar->setValue(int(std::lround(share * bar->maximum())));
        else
            text->scrollToToken(token);
    }
}

}  // namespace lossylens::ui
