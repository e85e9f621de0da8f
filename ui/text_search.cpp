#include "ui/text_search.h"

#include <algorithm>

#include "ui/find_bar.h"
#include "ui/marked_text.h"

namespace lossylens::ui {
namespace {

std::vector<Span> matchesIn(const QString& text, const QString& wanted) {
    std::vector<Span> found;
    if (wanted.isEmpty()) return found;
    for (auto at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive))
        found.push_back({int(at), int(at + wanted.size())});
    return found;
}

}  // namespace

TextSearch::TextSearch(FindBar* bar, Texts texts, QObject* parent)
    : QObject(parent), bar_(bar), texts_(std::move(texts)) {
    connect(bar_, &FindBar::wantedChanged, this, &TextSearch::findAnew);
    connect(bar_, &FindBar::nextAsked, this, &TextSearch::next);
    connect(bar_, &FindBar::previousAsked, this, &TextSearch::previous);
    connect(bar_, &FindBar::closed, this, &TextSearch::end);
}

void TextSearch::begin() {
    bar_->begin();
    findAnew();
}

void TextSearch::end() {
    bar_->hide();
    current_ = {};
    for (MarkedText* text : texts_()) text->setFound({});
}

void TextSearch::refresh() {
    if (!bar_->isHidden()) show(false);
}

void TextSearch::findAnew() {
    current_ = {};
    show(false);
    if (const auto all = places(); !all.empty()) {
        current_ = all.front();
        show(true);
    }
}

std::vector<TextSearch::Place> TextSearch::places() const {
    std::vector<Place> all;
    const auto texts = texts_();
    for (int text = 0; text < int(texts.size()); ++text) {
        for (int match = 0; match < int(texts[std::size_t(text)]->found().size()); ++match)
            all.push_back({text, match});
    }
    return all;
}

// Round the end as well; from before the first one or past the last one where there is no current one.
void TextSearch::step(int by) {
    if (bar_->isHidden()) return begin();
    const auto all = places();
    if (all.empty()) return;
    const int count = int(all.size());
    const auto now = std::ranges::find(all, current_);
    const int from = now != all.end() ? int(now - all.begin()) : (by > 0 ? -1 : count);
    current_ = all[std::size_t((from + by + count) % count)];
    show(true);
}

void TextSearch::show(bool scroll) {
    const auto texts = texts_();
    for (int i = 0; i < int(texts.size()); ++i) {
        MarkedText& text = *texts[std::size_t(i)];
        text.setFound(matchesIn(text.shown(), bar_->wanted()), i == current_.text ? current_.match : -1);
        if (scroll && i == current_.text) text.scrollToSpan(text.found()[std::size_t(current_.match)]);
    }
    const auto all = places();
    const auto now = std::ranges::find(all, current_);
    bar_->setCount(now != all.end() ? int(now - all.begin()) : -1, int(all.size()));
}

}  // namespace lossylens::ui
