#include "metrics/answers.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "metrics/characters.h"
#include "metrics/words.h"

namespace lossylens::metrics {
namespace {

// Digits with commas between thousands, as they start `text`; the commas left out.
std::string digitsAtStart(std::string_view text) {
    std::string digits;
    std::size_t i = 0;
    const auto digitAt = [&](std::size_t at) { return at < text.size() && isDigit(text[at]); };
    const auto thousandsAt = [&](std::size_t at) {
        return digitAt(at + 1) && digitAt(at + 2) && digitAt(at + 3) && !digitAt(at + 4);
    };
    while (digitAt(i)) {
        digits += text[i++];
        if (i < text.size() && text[i] == ',' && thousandsAt(i)) ++i;
    }
    if (i + 1 < text.size() && text[i] == '.' && digitAt(i + 1)) {
        digits += text[i++];
        while (digitAt(i)) digits += text[i++];
    }
    return digits;
}

// A minus counts where it does not join two things, as it does in "7-5".
std::optional<double> firstNumber(std::string_view text) {
    const auto start = static_cast<std::size_t>(std::ranges::find_if(text, isDigit) - text.begin());
    if (start == text.size()) return std::nullopt;
    const std::string digits = digitsAtStart(text.substr(start));
    double number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool minus = start > 0 && text[start - 1] == '-' &&
                       (start == 1 || (!isDigit(text[start - 2]) && !isLetter(text[start - 2])));
    return minus ? -number : number;
}

std::optional<double> asNumber(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// A question that is continued may be followed by others, a line each.
std::string firstSentence(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    const auto sentences = sentencesOf(text.substr(0, text.find_first_of("\r\n")));
    return sentences.empty() ? std::string() : sentences.front();
}

bool says(std::string_view sentence, std::string_view answer) {
    const auto words = wordsOf(sentence);
    const auto wanted = wordsOf(answer);
    return !wanted.empty() && !std::ranges::search(words, wanted).empty();
}

}  // namespace

bool answersCorrectly(std::string_view text, std::span<const std::string> accepted) {
    const auto number = firstNumber(text);
    const std::string sentence = firstSentence(text);
    return std::ranges::any_of(accepted, [&](const std::string& answer) {
        if (const auto wanted = asNumber(answer)) return number == wanted;
        return says(sentence, answer);
    });
}

}  // namespace lossylens::metrics
