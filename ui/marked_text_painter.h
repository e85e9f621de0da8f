#pragma once

#include <QFont>
#include <QPainter>
#include <QString>

#include "ui/text_marks.h"
#include "ui/theme.h"

namespace lossylens::ui {

// Draws a text with its marks, as MarkedText shows it, wrapped into `area`; what does not fit is replaced by
// a line that says so. For devices without clipping (SVG): nothing is drawn outside.
void paintMarkedText(QPainter& painter, const QRectF& area, const QString& text, const TextMarks& marks,
                     const Theme& theme, const QFont& font);

// The bracket beside a loop, from `top` to `bottom`, its label inside; shared with MarkedText.
void paintLoopBracket(QPainter& painter, double right, double top, double bottom, const LoopMark& loop,
                      const Theme& theme, const QFont& font);
[[nodiscard]] double loopMargin(const QFont& font);  // what the bracket and its label take beside the text

}  // namespace lossylens::ui
