#include "ui/marked_text.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>
#include <cmath>

#include "ui/marked_text_painter.h"
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
}

void MarkedText::setMarkedText(const QString& text, TextMarks marks) {
    const QString shown = toPlainText();
    marks_ = std::move(marks);
    if (text != shown) {
        auto* bar = verticalScrollBar();
        const int position = bar->value();
        const bool at_end = position == bar->maximum();
        if (text.startsWith(shown)) {
            QTextCursor end(document());
            end.movePosition(QTextCursor::End);
            end.insertText(text.mid(shown.size()));
            bar->setValue(at_end ? bar->maximum() : position);
        } else {
            setPlainText(text);
        }
    }
    reserveLoopMargin();
    refreshSelections();
}

void MarkedText::reserveLoopMargin() {
    // The bracket stands in a margin of its own, so that it never covers a letter.
    const int width = marks_.loop ? int(std::ceil(loopMargin(font()))) : 0;
    setViewportMargins(0, 0, width, 0);
    loop_margin_->setVisible(width > 0);
    placeLoopMargin();
}

void MarkedText::placeLoopMargin() {
    const QRect text = viewport()->geometry();
    loop_margin_->setGeometry(text.right() + 1, text.top(), viewportMargins().right(), text.height());
    loop_margin_->update();
}

void MarkedText::resizeEvent(QResizeEvent* event) {
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

void MarkedText::refreshSelections() {
    const Theme theme = themeOf(palette());
    QTextCharFormat format;
    format.setBackground(theme.tint);
    format.setUnderlineStyle(QTextCharFormat::DotLine);
    format.setUnderlineColor(theme.difference);
    QList<QTextEdit::ExtraSelection> selections;
    const int length = document()->characterCount() - 1;
    for (const Span word : marks_.different) {
        if (word.end > length) break;
        QTextCursor cursor(document());
        cursor.setPosition(word.begin);
        cursor.setPosition(word.end, QTextCursor::KeepAnchor);
        selections.append({cursor, format});
    }
    setExtraSelections(selections);
    viewport()->update();
}

QRectF MarkedText::caretRect(int position) const {
    QTextCursor cursor(document());
    cursor.setPosition(std::clamp(position, 0, document()->characterCount() - 1));
    return cursorRect(cursor);
}

void MarkedText::paintEvent(QPaintEvent* event) {
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintLineEnds(painter);
    paintDivergence(painter);
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
    if (event->type() == QEvent::PaletteChange) refreshSelections();
    if (event->type() == QEvent::FontChange) reserveLoopMargin();
}

void ScrollLink::add(QPlainTextEdit* text) {
    texts_.emplace_back(text);
    connect(text->verticalScrollBar(), &QScrollBar::valueChanged, this, [this, text] { follow(text); });
}

void ScrollLink::follow(const QPlainTextEdit* leader) {
    if (following_) return;
    following_ = true;
    const int line = leader->verticalScrollBar()->value();
    for (const auto& text : texts_) {
        if (text && text != leader) text->verticalScrollBar()->setValue(line);
    }
    following_ = false;
}

}  // namespace lossylens::ui
