#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace lossylens::metrics {

// Characters by ASCII alone, whatever the locale; all other bytes are none of these.
[[nodiscard]] constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool isLower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool isLetter(char c) { return isUpper(c) || isLower(c); }
[[nodiscard]] constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
[[nodiscard]] constexpr bool isPunctuation(char c) {
    return c > ' ' && c < '\x7f' && !isLetter(c) && !isDigit(c);
}

[[nodiscard]] inline std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (isUpper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

// Of UTF-8: bytes that are not the continuation of another.
[[nodiscard]] inline std::size_t characterCount(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace lossylens::metrics
