#include "ui/marked_text.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

#include "ui/marked_text_painter.h"
#include "ui/text_scale.h"
#include "ui/theme.h"

namespace lossylens::ui {

MarkedText::MarkedText(QWidget* parent) : QPlainTextEdit(parent), loop_margin_(new QWidget(this)) {
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    loop_margin_->hide();
    loop_margin_->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, loop_margin_, qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!settling_) Q_EMIT scrolledByPerson();
    });
}

void MarkedText::setMarkedText(const QString& text, TextMarks marks, std::vector<int> tokens) {
    const QScopedValueRollback settling(settling_, true);
    const int top = topToken();
    marks_ = std::move(marks);
    tokens_ = std::move(tokens);
    if (text != text_) {
        auto* bar = verticalScrollBar();
        const int position = bar->value();
        const bool at_end = position == bar->maximum();
        const bool grows = text.startsWith(text_);
        if (grows) {
            QTextCursor end(document());
            end.movePosition(QTextCursor::End);
            end.insertText(text.mid(text_.size()));
            bar->setValue(at_end ? bar->maximum() : position);
        } else {
            setPlainText(text);
        }
        text_ = text;
        if (!grows) scrollToToken(std::max(top, 0));  // who goes through texts reads on at the same place
        if (!grows) current_token_ = -1;
    }
    reserveLoopMargin();
    viewport()->update();
}

void MarkedText::setLevels(std::optional<std::vector<int>> levels) {
    levels_ = std::move(levels);
    viewport()->update();
}

void MarkedText::setFound(std::vector<Span> found, int current) {
    found_ = std::move(found);
    current_found_ = current;
    viewport()->update();
}

Span MarkedText::tokenSpan(int token) const {
    const auto at = std::size_t(token);
    return {tokens_[at], at + 1 < tokens_.size() ? tokens_[at + 1] : int(text_.size())};
}

int MarkedText::tokenAt(int position) const {
    if (tokens_.empty()) return -1;
    const auto next = std::upper_bound(tokens_.begin(), tokens_.end(), position);
    return std::max(0, int(next - tokens_.begin()) - 1);
}

QRect MarkedText::tokenRect(int token) const {
    QRectF first;
    forEachLine(tokenSpan(token), [&](const QRectF& line) {
        if (first.isNull()) first = line;
    });
    return first.isNull() ? caretRect(tokenSpan(token).begin).toAlignedRect() : first.toAlignedRect();
}

void MarkedText::setCurrentToken(int token) {
    if (token < 0 || token >= tokenCount()) return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(tokenSpan(token).begin);
    setTextCursor(cursor);
    current_token_ = token;
    viewport()->update();
    Q_EMIT currentTokenChanged(token);
}

// The caret may have been moved by the editor's own keys or the mouse.
void MarkedText::followCaret() {
    const int token = tokenAt(textCursor().position());
    if (token == current_token_) return;
    current_token_ = token;
    viewport()->update();
    Q_EMIT currentTokenChanged(token);
}

int MarkedText::topToken() const { return tokenAt(cursorForPosition({0, 0}).position()); }

void MarkedText::scrollToToken(int token) {
    if (tokens_.empty()) return;
    const int position = tokenSpan(std::clamp(token, 0, tokenCount() - 1)).begin;
    const QTextBlock block = document()->findBlock(position);
    const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
    const QScopedValueRollback settling(settling_, true);
    verticalScrollBar()->setValue(block.firstLineNumber() + (line.isValid() ? line.lineNumber() : 0));
}

void MarkedText::scrollToSpan(Span span) {
    QTextCursor cursor = textCursor();
    cursor.setPosition(span.begin);
    setTextCursor(cursor);
    centerCursor();
    followCaret();
}

void MarkedText::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const int now = current_token_ < 0 ? tokenAt(textCursor().position()) : current_token_;
    if (plain && event->key() == Qt::Key_Left) return setCurrentToken(now - 1);
    if (plain && event->key() == Qt::Key_Right) return setCurrentToken(now + 1);
    if (plain && now >= 0 && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        setCurrentToken(now);
        return Q_EMIT tokenAsked(now);
    }
    QPlainTextEdit::keyPressEvent(event);
    followCaret();
}

void MarkedText::mousePressEvent(QMouseEvent* event) {
    pressed_at_ = event->pos();
    QPlainTextEdit::mousePressEvent(event);
}

void MarkedText::mouseReleaseEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseReleaseEvent(event);
    const bool dragged = (event->pos() - pressed_at_).manhattanLength() >= QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || dragged || textCursor().hasSelection()) return;
    // The caret goes to the nearer side of a letter: the token under the pointer may be the one before.
    const int near = tokenAt(cursorForPosition(event->pos()).position());
    for (const int token : {near, near - 1}) {
        if (token < 0) continue;
        bool hit = false;
        forEachLine(tokenSpan(token), [&](const QRectF& line) { hit = hit || line.contains(event->pos()); });
        if (!hit) continue;
        setCurrentToken(token);
        return Q_EMIT tokenAsked(token);
    }
    followCaret();
    Q_EMIT clickedBeside();
}

// Selects a word: who does so has not asked for the token that the first click met.
void MarkedText::mouseDoubleClickEvent(QMouseEvent* event) {
    QPlainTextEdit::mouseDoubleClickEvent(event);
    Q_EMIT clickedBeside();
}

void MarkedText::focusInEvent(QFocusEvent* event) {
    QPlainTextEdit::focusInEvent(event);
    followCaret();
    viewport()->update();
}

void MarkedText::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    viewport()->update();
}

void MarkedText::reserveLoopMargin() {
    const int width = marks_.loop ? int(std::ceil(loopMargin(font()))) : 0;
    if (width != viewportMargins().right()) setViewportMargins(0, 0, width, 0);
    loop_margin_->setVisible(width > 0);
    placeLoopMargin();
}

void MarkedText::placeLoopMargin() {
    const QRect text = viewport()->geometry();
    loop_margin_->setGeometry(text.right() + 1, text.top(), viewportMargins().right(), text.height());
    loop_margin_->update();
}

void MarkedText::resizeEvent(QResizeEvent* event) {
    const QScopedValueRollback settling(settling_, true);
    QPlainTextEdit::resizeEvent(event);
    placeLoopMargin();
}

bool MarkedText::eventFilter(QObject* watched, QEvent* event) {
    if (watched != loop_margin_ || event->type() != QEvent::Paint)
        return QPlainTextEdit::eventFilter(watched, event);
    QPainter painter(loop_margin_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLoop(painter);
    return true;
}

QRectF MarkedText::caretRect(int position) const {
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(position, 0, document()->characterCount() - 1));
    return cursorRect(cursor);
}

Span MarkedText::spanInSight() const {
    const QRect sight = viewport()->rect();
    return {cursorForPosition(sight.topLeft()).position(), cursorForPosition(sight.bottomRight()).position()};
}

void MarkedText::forEachLine(Span span, const UseRect& use) const {
    const double bottom = viewport()->height();
    for (QTextBlock block = document()->findBlock(span.begin); block.isValid() && block.position() < span.end;
         block = block.next()) {
        const QPointF origin = blockBoundingGeometry(block).topLeft() + contentOffset();
        if (origin.y() > bottom) return;
        const QTextLayout& layout = *block.layout();
        const int begin = std::max(0, span.begin - block.position());
        const int end = std::min(block.length() - 1, span.end - block.position());
        if (begin >= end) continue;
        for (int i = layout.lineForTextPosition(begin).lineNumber(); i >= 0 && i < layout.lineCount(); ++i) {
            const QTextLine line = layout.lineAt(i);
            if (line.textStart() >= end || origin.y() + line.y() > bottom) break;
            const double left = line.cursorToX(std::max(begin, line.textStart()));
            const double right = line.cursorToX(std::min(end, line.textStart() + line.textLength()));
            use(QRectF(std::min(left, right), line.y(), std::abs(right - left), line.height())
                    .translated(origin));
        }
    }
}

namespace {

// Calls `use` with the index of each span that touches `sight`. `spans` are in order and do not overlap.
template <class Use>
void forEachTouching(const std::vector<Span>& spans, Span sight, const Use& use) {
    auto span = std::lower_bound(spans.begin(), spans.end(), sight.begin,
                                 [](const Span& one, int position) { return one.end < position; });
    for (; span != spans.end() && span->begin <= sight.end; ++span) use(int(span - spans.begin()));
}

}  // namespace

void MarkedText::paintEvent(QPaintEvent* event) {
    const Span sight = spanInSight();
    {
        QPainter painter(viewport());
        paintTints(painter, sight);
    }
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintLines(painter, sight);
    paintLineEnds(painter);
    paintDivergence(painter);
    paintFrames(painter, sight);
}

// Behind the letters.
void MarkedText::paintTints(QPainter& painter, Span sight) const {
    const Theme theme = themeOf(palette());
    if (!levels_) {
        forEachTouching(marks_.different, sight, [&](int word) {
            forEachLine(marks_.different[std::size_t(word)],
                        [&](const QRectF& line) { painter.fillRect(line, theme.tint); });
        });
        return;
    }
    const int last = std::min(tokenAt(sight.end), int(levels_->size()) - 1);
    for (int token = std::max(0, tokenAt(sight.begin)); token <= last; ++token) {
        const int level = (*levels_)[std::size_t(token)];
        if (level == 0) continue;
        forEachLine(tokenSpan(token),
                    [&](const QRectF& line) { painter.fillRect(line, levelColour(theme, level)); });
    }
}

// Under the letters.
void MarkedText::paintLines(QPainter& painter, Span sight) const {
    const Theme theme = themeOf(palette());
    if (!levels_) {
        painter.setPen(QPen(theme.difference, std::max(1.0, levelThickness(font(), 2)), Qt::DotLine));
        forEachTouching(marks_.different, sight, [&](int word) {
            forEachLine(marks_.different[std::size_t(word)], [&](const QRectF& line) {
                painter.drawLine(line.bottomLeft() - QPointF(0, 1), line.bottomRight() - QPointF(0, 1));
            });
        });
        return;
    }
    const int last = std::min(tokenAt(sight.end), int(levels_->size()) - 1);
    for (int token = std::max(0, tokenAt(sight.begin)); token <= last; ++token) {
        const double thickness = levelThickness(font(), (*levels_)[std::size_t(token)]);
        if (thickness <= 0) continue;
        forEachLine(tokenSpan(token), [&](const QRectF& line) {
            // A gap at its end tells a token from the next one of the same level.
            const QRectF under(line.left(), line.bottom() - thickness, line.width() - 1, thickness);
            painter.fillRect(under, theme.bytes);
        });
    }
}

// Round what was searched for and the token that the keys are at.
void MarkedText::paintFrames(QPainter& painter, Span sight) const {
    const Theme theme = themeOf(palette());
    forEachTouching(found_, sight, [&](int i) {
        painter.setPen(QPen(theme.accent, i == current_found_ ? 3 : 1));
        forEachLine(found_[std::size_t(i)],
                    [&](const QRectF& line) { painter.drawRect(line.adjusted(.5, .5, -.5, -.5)); });
    });
    if (!hasFocus() || current_token_ < 0 || current_token_ >= tokenCount()) return;
    painter.setPen(QPen(theme.text, 1, Qt::DashLine));
    forEachLine(tokenSpan(current_token_),
                [&](const QRectF& line) { painter.drawRect(line.adjusted(.5, .5, -.5, -.5)); });
}

void MarkedText::paintLineEnds(QPainter& painter) const {
    painter.setPen(themeOf(palette()).muted);
    painter.setFont(font());
    const QFontMetricsF metrics(font());
    for (QTextBlock block = firstVisibleBlock(); block.isValid() && block.next().isValid();
         block = block.next()) {
        const QRectF end = caretRect(block.position() + block.length() - 1);
        if (end.top() > viewport()->height()) break;
        painter.drawText(QPointF(end.left() + 2, end.top() + metrics.ascent()), QStringLiteral("⏎"));
    }
}

void MarkedText::paintDivergence(QPainter& painter) const {
    if (!marks_.divergence) return;
    const QRectF caret = caretRect(*marks_.divergence);
    const double width = std::max(3.0, caret.height() / 6);
    painter.fillRect(QRectF(std::max(0.0, caret.left() - width), caret.top(), width, caret.height()),
                     themeOf(palette()).difference);
}

void MarkedText::paintLoop(QPainter& painter) const {
    if (!marks_.loop) return;
    const double top = caretRect(marks_.loop->span.begin).top();
    const double bottom = caretRect(marks_.loop->span.end).bottom();
    // The label stands beside the part of the bracket that is in sight; its ends may lie outside.
    const double shown_top = std::max(top, -4.0);
    const double shown_bottom = std::min(bottom, loop_margin_->height() + 4.0);
    if (shown_bottom <= shown_top) return;
    paintLoopBracket(painter, loop_margin_->width(), shown_top, shown_bottom, *marks_.loop,
                     themeOf(palette()), font());
}

void MarkedText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) viewport()->update();
    if (event->type() == QEvent::FontChange) reserveLoopMargin();
}

}  // namespace lossylens::ui
