#include "ui/steady_label.h"

#include <QEvent>
#include <QLabel>
#include <algorithm>

namespace lossylens::ui {
namespace {

constexpr int least_wrapped = 16, usual_wrapped = 40;  // average characters in a line

}  // namespace

SteadyLabel::SteadyLabel(QLabel* label, QWidget* parent) : QWidget(parent), label_(label) {
    label_->setParent(this);
    line_width_ = label_->sizeHint().width();
}

void SteadyLabel::setText(const QString& text) {
    if (text == label_->text()) return;
    label_->setText(text);
    if (label_->wordWrap() ? !heightsStay() : !lineFits()) updateGeometry();
}

// At all widths that layouts may have kept a height for.
bool SteadyLabel::heightsStay() {
    const bool stay = std::ranges::all_of(
        heights_, [this](const auto& told) { return label_->heightForWidth(told.first) == told.second; });
    if (!stay) heights_.clear();
    return stay;
}

bool SteadyLabel::lineFits() {
    const int needed = label_->sizeHint().width();
    if (needed <= line_width_ && needed > line_width_ / 2) return true;
    line_width_ = needed;
    return false;
}

QString SteadyLabel::text() const { return label_->text(); }

bool SteadyLabel::hasHeightForWidth() const { return label_->wordWrap(); }

int SteadyLabel::heightForWidth(int width) const {
    if (!label_->wordWrap()) return -1;
    const auto [entry, is_new] = heights_.try_emplace(width);
    if (is_new) entry->second = label_->heightForWidth(width);
    return entry->second;
}

QSize SteadyLabel::sizeHint() const {
    if (!label_->wordWrap()) return {line_width_, label_->sizeHint().height()};
    const int width = usual_wrapped * fontMetrics().averageCharWidth();
    return {width, heightForWidth(width)};
}

QSize SteadyLabel::minimumSizeHint() const {
    if (!label_->wordWrap()) return label_->minimumSizeHint();
    return {least_wrapped * fontMetrics().averageCharWidth(), fontMetrics().lineSpacing()};
}

// Without a layout here the label's own questions end here.
void SteadyLabel::resizeEvent(QResizeEvent*) { label_->resize(size()); }

void SteadyLabel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange) return;
    heights_.clear();
    line_width_ = label_->sizeHint().width();
    updateGeometry();
}

}  // namespace lossylens::ui
