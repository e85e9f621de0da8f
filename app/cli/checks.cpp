#include "app/cli/checks.h"

#include <charconv>
#include <cmath>
#include <optional>

#include "app/cli/table.h"

namespace lossylens::app {
namespace {

template <class Number>
std::optional<Number> numberIn(const std::string& text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

}  // namespace

CLI::Validator wholeNumber(std::int64_t least, std::int64_t most) {
    const auto check = [least, most](const std::string& text) {
        const auto number = numberIn<std::int64_t>(text);
        if (number && *number >= least && *number <= most) return std::string();
        return visible(text) + " is no whole number from " + std::to_string(least) + " to " +
               std::to_string(most);
    };
    return {check, "", ""};
}

CLI::Validator number(std::string which, bool (*good)(double)) {
    const auto check = [which = std::move(which), good](const std::string& text) {
        const auto number = numberIn<double>(text);
        if (number && std::isfinite(*number) && good(*number)) return std::string();
        return visible(text) + " is no number " + which;
    };
    return {check, "", ""};
}

CLI::Validator notEmpty(std::string what) {
    const auto check = [what = std::move(what)](const std::string& text) {
        return text.empty() ? "is empty, and " + what + " is needed" : std::string();
    };
    return {check, "", ""};
}

}  // namespace lossylens::app
