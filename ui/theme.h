// Room ui: the window and its panels. May include base and lens (values only). This file: the colours and
// distances that every panel and the comparison picture share.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace lossylens::ui {

// Colours derived from a palette, so that a change from light to dark is followed by asking again.
struct Theme {
    bool dark = false;
    bool strong = false;  // no faint ones: every line and mark is 4.5 : 1 on `panel`, borders 3 : 1
    QColor text;          // on `panel`
    QColor muted;         // secondary text; still 4.5 : 1 on `panel`
    QColor panel;         // where content stands
    QColor window;        // around the panels
    QColor border;        // of panels, and grid lines
    QColor accent;        // the curve, the handle, what is selected
    QColor token_line;    // one line a token, behind the curve
    QColor bytes;         // everything on the right axis
    QColor difference;    // bars, underlines, the paper's crosses
    QColor tint;          // behind words that differ
    QColor loop;          // the bracket round a loop
};
[[nodiscard]] Theme themeOf(const QPalette& palette);
[[nodiscard]] Theme paperTheme();  // of pictures, for paper and web pages: light, whatever the screen is

// Gives `palette` what themeOf() takes for the wish for strong colours, as large type for a projector has it:
// secondary text that is no fainter than text. Some desktops' high-contrast palettes have it by themselves.
void askForStrongColours(QPalette& palette, const QPalette& desktop);

// What a line of one pixel is widened by where the type is large, so that it is seen from as far away.
[[nodiscard]] double stroke(const QFont& font);

// Distances in units of the font, so that nothing is clipped when it is twice as large.
[[nodiscard]] int spacing(const QFont& font);  // half a line
[[nodiscard]] int gap(const QFont& font);      // a quarter of a line
[[nodiscard]] int lineHeight(const QFont& font);

// WCAG's contrast of two colours, 1 … 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

void setTextColor(QWidget& widget, const QColor& color);

// The font scaled; works for fonts sized in points and in pixels.
[[nodiscard]] QFont scaled(QFont font, double factor);
[[nodiscard]] QFont bold(QFont font);

}  // namespace lossylens::ui
