#include "ui/theme.h"

#include <QFontMetrics>
#include <QWidget>
#include <algorithm>
#include <cmath>

namespace lossylens::ui {
namespace {

QColor mix(const QColor& a, const QColor& b, double share_of_b) {
    const auto channel = [&](int from, int to) { return int(std::lround(from + (to - from) * share_of_b)); };
    return QColor(channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue()));
}

constexpr double strong_marks = 4.5, strong_borders = 3;  // contrasts
constexpr double usual_line = 18;  // pixels that a line of text is high on most desktops

double luminance(const QColor& color) {
    const auto linear = [](double c) { return c <= .04045 ? c / 12.92 : std::pow((c + .055) / 1.055, 2.4); };
    return .2126 * linear(color.redF()) + .7152 * linear(color.greenF()) + .0722 * linear(color.blueF());
}

// The faintest mix of a colour with the text's that stands out from the panel.
QColor strengthened(const QColor& color, const Theme& theme, double least) {
    for (double share = 0; share < 1; share += .05) {
        const QColor mixed = mix(color, theme.text, share);
        if (contrast(mixed, theme.panel) >= least) return mixed;
    }
    return theme.text;
}

Theme strengthened(Theme theme) {
    theme.muted = theme.text;
    for (QColor* color : {&theme.accent, &theme.token_line, &theme.bytes, &theme.difference, &theme.loop})
        *color = strengthened(*color, theme, strong_marks);
    theme.border = strengthened(theme.border, theme, strong_borders);
    return theme;
}

}  // namespace

Theme themeOf(const QPalette& palette) {
    Theme theme;
    theme.text = palette.color(QPalette::Text);
    theme.panel = palette.color(QPalette::Base);
    theme.window = palette.color(QPalette::Window);
    theme.dark = luminance(theme.panel) < luminance(theme.text);
    theme.muted = mix(theme.text, theme.panel, .35);
    theme.border = mix(theme.text, theme.panel, .82);
    // The accent and its companions are fixed pairs: a palette's highlight may be any hue, and these must
    // stay apart from each other and readable on the panel, to the colour-blind as well.
    theme.accent = theme.dark ? QColor(0x6f, 0xa8, 0xff) : QColor(0x1c, 0x5b, 0xc0);
    theme.token_line = mix(theme.accent, theme.panel, theme.dark ? .50 : .58);
    theme.bytes = theme.dark ? QColor(0xf0, 0xb0, 0x55) : QColor(0x96, 0x5a, 0x00);
    theme.difference = theme.dark ? QColor(0xff, 0x7d, 0x98) : QColor(0xb0, 0x00, 0x3a);
    theme.tint = mix(theme.panel, theme.difference, theme.dark ? .20 : .09);
    theme.loop = theme.dark ? QColor(0xc9, 0x9b, 0xff) : QColor(0x74, 0x30, 0xb8);
    theme.strong = palette.color(QPalette::PlaceholderText) == theme.text;
    return theme.strong ? strengthened(theme) : theme;
}

void askForStrongColours(QPalette& palette, const QPalette& desktop) {
    palette.setColor(QPalette::PlaceholderText, desktop.color(QPalette::Text));
}

double stroke(const QFont& font) { return std::max(1.0, lineHeight(font) / usual_line); }

int lineHeight(const QFont& font) { return QFontMetrics(font).height(); }

int spacing(const QFont& font) { return std::max(4, lineHeight(font) / 2); }
int gap(const QFont& font) { return std::max(2, lineHeight(font) / 4); }

double contrast(const QColor& a, const QColor& b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + .05) / (low + .05);
}

QFont scaled(QFont font, double factor) {
    if (font.pixelSize() > 0) {
        font.setPixelSize(std::max(1, int(std::lround(font.pixelSize() * factor))));
    } else {
        font.setPointSizeF(std::max(1.0, font.pointSizeF() * factor));
    }
    return font;
}

Theme paperTheme() {
    QPalette palette;
    palette.setColor(QPalette::Text, QColor(0x1b, 0x1f, 0x27));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Window, QColor(0xee, 0xf0, 0xf3));
    return themeOf(palette);
}

void setTextColor(QWidget& widget, const QColor& color) {
    QPalette palette = widget.palette();
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Text, color);  // on a panel, whose background is a text's
    widget.setPalette(palette);
}

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

}  // namespace lossylens::ui
