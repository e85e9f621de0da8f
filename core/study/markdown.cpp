#include "study/markdown.h"

#include "lens/report.h"

namespace lossylens::study {
namespace {

constexpr double least_p_shown = 1e-4;

// Without the sign of what rounds to 0.
std::string shown(double value, int decimals) {
    const std::string text = lens::fixedText(value, decimals);
    return text.find_first_not_of("-0.") == std::string::npos && text.starts_with('-') ? text.substr(1)
                                                                                       : text;
}

}  // namespace

MarkdownTable::MarkdownTable(const std::vector<std::string>& header) {
    add(header);
    add(std::vector<std::string>(header.size(), "---"));
}

void MarkdownTable::add(const std::vector<std::string>& cells) {
    text_ += '|';
    for (const std::string& cell : cells) text_ += ' ' + cell + " |";
    text_ += '\n';
}

std::string withInterval(std::optional<double> value, const std::optional<Interval>& interval, int decimals,
                         double scale) {
    if (!value) return lens::fixedText(value, decimals);
    std::string text = shown(*value * scale, decimals);
    if (!interval) return text;
    return text + " [" + shown(interval->low * scale, decimals) + ", " +
           shown(interval->high * scale, decimals) + "]";
}

std::string meanOf(const ArmSummary& arm, std::string_view measure, int decimals, double scale) {
    const MeasureSummary* const found = arm.find(measure);
    return found ? withInterval(found->mean, found->interval, decimals, scale) : "n/a";
}

std::string pText(double p) {
    if (p < least_p_shown) return "< 0.0001";
    return p > 1 - least_p_shown ? "1" : lens::fixedText(p, 4);
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

}  // namespace lossylens::study
