#include "ui/token_chips.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr int most_lines = 4;

}  // namespace

TokenChips::TokenChips(QWidget* parent) : QAbstractScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Tokens of the prompt"));
    viewport()->setBackgroundRole(QPalette::Window);
}

void TokenChips::setTokens(const std::vector<std::string>& pieces,
                           const std::vector<std::optional<double>>& cosines) {
    chips_ = makeChips(pieces, cosines);
    measure();
    if (selected_ >= count()) setSelectedToken(count() - 1);
    viewport()->update();
}

void TokenChips::clear() { setTokens({}, {}); }

void TokenChips::setSelectedToken(int token) {
    token = std::clamp(token, -1, count() - 1);
    if (token == selected_) return;
    selected_ = token;
    if (token >= 0) {
        const QRect rect = chipRect(token).adjusted(0, -margin(), 0, margin());
        auto* bar = verticalScrollBar();
        if (rect.top() < 0) bar->setValue(bar->value() + rect.top());
        if (rect.bottom() > viewport()->height())
            bar->setValue(bar->value() + rect.bottom() - viewport()->height());
        const Chip& chip = chips_[std::size_t(token)];
        setAccessibleDescription(tr("token %1 of %2: %3, cosine %4")
                                     .arg(token + 1)
                                     .arg(count())
                                     .arg(chip.label, cosineText(chip.cosine, 2)));
    }
    viewport()->update();
    Q_EMIT tokenSelected(token);
}

int TokenChips::margin() const { return 3; }

QRect TokenChips::chipRect(int token) const {
    return rects_[std::size_t(token)]
        .translated(margin(), margin() - verticalScrollBar()->value())
        .toAlignedRect();
}

int TokenChips::heightOfLines(int most, int width) const {
    const ChipPainter painter(font());
    const auto rects = painter.layOut(widths_, width - 2 * margin());
    const double bottom = rects.empty() ? painter.lineHeight() : rects.back().bottom();
    return int(std::ceil(std::min(bottom, most * painter.lineHeight()))) + 2 * margin();
}

int TokenChips::heightForWidth(int width) const { return heightOfLines(most_lines, width); }
QSize TokenChips::sizeHint() const {
    return {lineHeight(font()) * 30, heightForWidth(std::max(width(), 100))};
}
QSize TokenChips::minimumSizeHint() const { return {lineHeight(font()) * 8, heightOfLines(1, 1 << 20)}; }

void TokenChips::measure() {
    widths_ = ChipPainter(font()).widthsOf(chips_);
    layOut();
}

void TokenChips::layOut() {
    const ChipPainter painter(font());
    rects_ = painter.layOut(widths_, viewport()->width() - 2 * margin());
    const int height = rects_.empty() ? 0 : int(std::ceil(rects_.back().bottom())) + 2 * margin();
    verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(int(painter.lineHeight()));
    if (std::exchange(laid_out_height_, height) != height) updateGeometry();
}

void TokenChips::resizeEvent(QResizeEvent*) { layOut(); }

void TokenChips::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) measure();
    QAbstractScrollArea::changeEvent(event);
}

void TokenChips::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const Theme theme = themeOf(palette());
    if (chips_.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(viewport()->rect().adjusted(margin(), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("The prompt's tokens appear here."));
        return;
    }
    const ChipPainter chip_painter(font());
    for (int token = 0; token < count(); ++token) {
        const QRect rect = chipRect(token);
        if (!rect.intersects(event->rect())) continue;
        const bool selected = token == selected_;
        chip_painter.paint(painter, rect, chips_[std::size_t(token)], theme,
                           {selected, selected && hasFocus()});
    }
}

int TokenChips::tokenAt(QPointF position) const {
    for (int token = 0; token < count(); ++token) {
        if (chipRect(token).contains(position.toPoint())) return token;
    }
    return -1;
}

void TokenChips::mousePressEvent(QMouseEvent* event) {
    const int token = tokenAt(event->position());
    if (event->button() == Qt::LeftButton && token >= 0) setSelectedToken(token);
}

void TokenChips::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

int TokenChips::tokenOneLine(int direction) const {
    const QRectF from = rects_[std::size_t(std::max(0, selected_))];
    int nearest = selected_;
    double nearest_distance = HUGE_VAL;
    double line = direction > 0 ? HUGE_VAL : -HUGE_VAL;
    for (const QRectF& rect : rects_) {
        if (direction > 0 && rect.top() > from.top()) line = std::min(line, rect.top());
        if (direction < 0 && rect.top() < from.top()) line = std::max(line, rect.top());
    }
    for (int token = 0; token < count(); ++token) {
        const QRectF& rect = rects_[std::size_t(token)];
        const double distance = std::abs(rect.center().x() - from.center().x());
        if (rect.top() != line || distance >= nearest_distance) continue;
        nearest = token;
        nearest_distance = distance;
    }
    return nearest;
}

void TokenChips::keyPressEvent(QKeyEvent* event) {
    if (chips_.empty()) return QAbstractScrollArea::keyPressEvent(event);
    switch (event->key()) {
        case Qt::Key_Left:
            return setSelectedToken(std::max(0, selected_ - 1));
        case Qt::Key_Right:
            return setSelectedToken(selected_ + 1);
        case Qt::Key_Up:
            return setSelectedToken(tokenOneLine(-1));
        case Qt::Key_Down:
            return setSelectedToken(tokenOneLine(1));
        case Qt::Key_Home:
            return setSelectedToken(0);
        case Qt::Key_End:
            return setSelectedToken(count() - 1);
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void TokenChips::focusInEvent(QFocusEvent* event) {
    if (selected_ < 0 && !chips_.empty() && event->reason() != Qt::MouseFocusReason) setSelectedToken(0);
    viewport()->update();
}

void TokenChips::focusOutEvent(QFocusEvent*) { viewport()->update(); }

bool TokenChips::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int token = tokenAt(help->pos());
        if (token >= 0) {
            const Chip& chip = chips_[std::size_t(token)];
            QToolTip::showText(help->globalPos(),
                               tr("token %1, cosine %2").arg(token + 1).arg(cosineText(chip.cosine)), this);
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace lossylens::ui
