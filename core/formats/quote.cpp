#include "formats/quote.h"

namespace lossylens::formats {

std::string printable(std::string_view text) {
    constexpr std::size_t kLongest = 80;
    std::string shown;
    for (const char c : text.substr(0, kLongest)) shown += c >= 0x20 && c < 0x7f ? c : '?';
    if (text.size() > kLongest) shown += "…";
    return shown;
}

std::string inQuotes(std::string_view text) { return '\'' + printable(text) + '\''; }

}  // namespace lossylens::formats
