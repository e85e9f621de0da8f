#include "ui/marked_text.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>

#include "ui/theme.h"

namespace lossylens::ui {

MarkedText::MarkedText(QWidget* parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
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
    setViewportMargins(0, 0, marks_.loop ? spacing(font()) * 2 : 0, 0);
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
    paintLoop(painter);
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
    painter.fillRect(QRectF(std::max(0.0, caret.left() - width / 2), caret.top(), width, caret.height()),
                     themeOf(palette()).difference);
}

void MarkedText::paintLoop(QPainter& painter) const {
    if (!marks_.loop) return;
    const Theme theme = themeOf(palette());
    const double top = caretRect(marks_.loop->span.begin).top() + 1;
    const double bottom = caretRect(marks_.loop->span.end).bottom() - 1;
    const double right = viewport()->width() - 1.5;
    const double tick = spacing(font()) / 2.0;
    painter.setPen(QPen(theme.loop, 2));
    painter.drawPolyline(
        QPolygonF{{right - tick, top}, {right, top}, {right, bottom}, {right - tick, bottom}});
    const QFont small = scaled(font(), .82);
    const QString label = tr("period %1 × %2").arg(marks_.loop->period).arg(marks_.loop->copies);
    const QFontMetricsF metrics(small);
    const double width = metrics.horizontalAdvance(label) + tick;
    // Beside the part of the bracket that is in sight.
    const double low = std::min(bottom, double(viewport()->height())) - metrics.height() - 2;
    const double y = std::clamp(low, std::max(0.0, top), std::max(std::max(0.0, top), low));
    const QRectF box(right - tick - width, y, width, metrics.height());
    if (!box.intersects(QRectF(viewport()->rect()))) return;
    painter.setFont(small);
    painter.fillRect(box, theme.panel);
    painter.setPen(theme.loop);
    painter.drawText(box, Qt::AlignCenter, label);
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
