#include "app/cli/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace lossylens::app {
namespace {

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string Table::text() const {
    std::vector<std::size_t> widths(rows_.front().size());
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], characters(row[i]));
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string space(widths[i] - characters(row[i]), ' ');
            if (i > 0) line += "  ";
            line += i == 0 ? row[i] + space : space + row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::string fixed(std::optional<double> value, int decimals) {
    if (!value || !std::isfinite(*value)) return "–";
    std::array<char, 400> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *value,
                                   std::chars_format::fixed, decimals)
                         .ptr;
    return {digits.data(), end};
}

std::string visible(const std::string& piece) {
    constexpr std::string_view hexadecimal = "0123456789abcdef";
    std::string text = "\"";
    for (const char c : piece) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
            text += "\\n";
        else if (c == '\t')
            text += "\\t";
        else if (c == '\r')
            text += "\\r";
        else if (byte < 0x20 || byte == 0x7f)
            text += std::string("\\x") + hexadecimal[byte / 16] + hexadecimal[byte % 16];
        else
            text += c;
    }
    return text + '"';
}

}  // namespace lossylens::app
