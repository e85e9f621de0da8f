#include "ui/steady_label.h"

#include <QEvent>
#include <QLabel>

namespace lossylens::ui {
namespace {

constexpr int least_wrapped = 16, usual_wrapped = 40;  // average characters in a line
constexpr int rest_ms = 300;

}  // namespace

SteadyLabel::SteadyLabel(QLabel* label, QWidget* parent) : QWidget(parent), label_(label) {
    label_->setParent(this);
    line_width_ = label_->sizeHint().width();
    rest_.setSingleShot(true);
    rest_.setInterval(rest_ms);
    connect(&rest_, &QTimer::timeout, this, &SteadyLabel::askAnew);
}

void SteadyLabel::setText(const QString& text) {
    if (text == label_->text()) return;
    label_->setText(text);
    if (label_->wordWrap())
        compareHeight();
    else if (!lineFits())
        updateGeometry();
}

void SteadyLabel::compareHeight() {
    const auto told = heights_.find(width());
    if (told == heights_.end()) return;
    const int height = label_->heightForWidth(width());
    if (height > told->second) return askAnew();
    if (height < told->second) rest_.start();
}

void SteadyLabel::askAnew() {
    rest_.stop();
    heights_.clear();
    updateGeometry();
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
    return {usual_wrapped * fontMetrics().averageCharWidth(), fontMetrics().lineSpacing()};
}

QSize SteadyLabel::minimumSizeHint() const {
    if (!label_->wordWrap()) return label_->minimumSizeHint();
    return {least_wrapped * fontMetrics().averageCharWidth(), fontMetrics().lineSpacing()};
}

// There is no layout that the label could tell of itself. What was told for this width may be of an older
// text.
void SteadyLabel::resizeEvent(QResizeEvent*) {
    label_->resize(size());
    if (label_->wordWrap()) compareHeight();
}

void SteadyLabel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange) return;
    line_width_ = label_->sizeHint().width();
    askAnew();
}

}  // namespace lossylens::ui
