#include "ui/prompt_editor.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QFontMetrics>
#include <QMimeData>
#include <QTextCursor>
#include <algorithm>
#include <cmath>

namespace lossylens::ui {

PromptEditor::PromptEditor(QWidget* parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setPlaceholderText(tr("Write something for the model to go on from"));
    setAccessibleName(tr("Prompt"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // A plain text layout counts its size in lines.
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &PromptEditor::updateGeometry);
}

void PromptEditor::showPrompt(const QString& prompt) {
    if (toPlainText() == prompt) return;
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(prompt);
}

int PromptEditor::heightOf(int lines) const {
    const double margins = 2 * document()->documentMargin() + 2 * frameWidth();
    return static_cast<int>(std::ceil(lines * QFontMetricsF(font()).lineSpacing() + margins)) + 1;
}

QSize PromptEditor::sizeHint() const {
    const int lines = static_cast<int>(document()->documentLayout()->documentSize().height());
    return {QPlainTextEdit::sizeHint().width(), heightOf(std::clamp(lines, least_lines, most_lines))};
}

bool PromptEditor::canInsertFromMimeData(const QMimeData* source) const {
    return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptEditor::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange) updateGeometry();
}

}  // namespace lossylens::ui
