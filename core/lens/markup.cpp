#include "lens/markup.h"

#include "text/utf8.h"

namespace lossylens::lens {
namespace {

constexpr char32_t replacement = 0xFFFD;

// What would show nothing, reorder its neighbours, or be no character of XML.
char32_t shownAs(char32_t c) {
    if (c == U'\n' || c == U'\t') return c;
    if (c < 0x20) return 0x2400 + c;  // control pictures: ␀ ␍ ␛
    if (c == 0x7F) return 0x2421;
    const bool second_controls = c >= 0x80 && c <= 0x9F;
    const bool breaks_line = c == 0x2028 || c == 0x2029;
    const bool reorders = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                          c == 0x200F || c == 0x061C;
    const bool no_character = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return second_controls || breaks_line || reorders || no_character ? replacement : c;
}

}  // namespace

std::string markupText(std::string_view text) {
    std::string markup;
    while (!text.empty()) {
        const text::Utf8Step step = text::firstOf(text);
        const bool whole = step.kind == text::Utf8Step::Kind::character;
        const char32_t c = whole ? shownAs(text::codePointOf(text.substr(0, step.length))) : replacement;
        text.remove_prefix(step.length);
        switch (c) {
            case U'<':
                markup += "&lt;";
                break;
            case U'>':
                markup += "&gt;";
                break;
            case U'&':
                markup += "&amp;";
                break;
            case U'"':
                markup += "&quot;";
                break;
            case U'\'':
                markup += "&#39;";
                break;
            default:
                markup += text::utf8Of(c);
        }
    }
    return markup;
}

}  // namespace lossylens::lens
