#include "ui/facts_label.h"

#include <QEvent>

namespace lossylens::ui {

void FactsLabel::showFacts(const QString& html) {
    if (html == text()) return;
    forget();
    setText(html);
}

QSize FactsLabel::sizeHint() const {
    if (!size_) size_ = QLabel::sizeHint();
    return *size_;
}

QSize FactsLabel::minimumSizeHint() const {
    if (!least_) least_ = QLabel::minimumSizeHint();
    return *least_;
}

int FactsLabel::heightForWidth(int width) const {
    const auto [entry, is_new] = heights_.try_emplace(width);
    if (is_new) entry->second = QLabel::heightForWidth(width);
    return entry->second;
}

void FactsLabel::changeEvent(QEvent* event) {
    forget();  // the font, perhaps, or the style
    QLabel::changeEvent(event);
}

void FactsLabel::forget() {
    size_.reset();
    least_.reset();
    heights_.clear();
}

}  // namespace lossylens::ui
