#include "app/cli/lists.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace lossylens::app {
namespace {

struct Span {
    int first = 0, last = 0;
};

std::optional<int> wholeNumber(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

std::optional<Span> parsePart(std::string_view part) {
    const std::size_t dash = part.find('-', 1);  // a '-' in front is a sign, and refused by its range
    const auto first = wholeNumber(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : wholeNumber(part.substr(dash + 1));
    if (!first || !last) return {};
    return Span{*first, *last};
}

void append(std::vector<int>& numbers, const Span& span) {
    const int step = span.first <= span.last ? 1 : -1;
    for (int number = span.first;; number += step) {
        if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
        if (number == span.last) return;
    }
}

}  // namespace

Result<std::vector<int>> parseList(std::string_view option, const std::vector<std::string>& texts, int least,
                                   int most) {
    std::vector<int> numbers;
    for (const std::string_view text : texts) {
        for (std::size_t start = 0; start <= text.size();) {
            const std::size_t end = std::min(text.find(',', start), text.size());
            const std::string_view part = text.substr(start, end - start);
            const auto span = parsePart(part);
            const auto inRange = [&](int number) { return number >= least && number <= most; };
            if (!span || !inRange(span->first) || !inRange(span->last)) {
                return fail(ErrorCode::usage, std::string(option),
                            std::string("\"").append(part) + "\" is no whole number from " +
                                std::to_string(least) + " to " + std::to_string(most),
                            "write a list such as 95,75,25 or 1-100");
            }
            append(numbers, *span);
            start = end + 1;
        }
    }
    return numbers;
}

}  // namespace lossylens::app
