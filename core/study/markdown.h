#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/intervals.h"
#include "study/summary.h"

namespace lossylens::study {

// A table in Markdown, a line a row.
class MarkdownTable {
public:
    explicit MarkdownTable(const std::vector<std::string>& header);
    void add(const std::vector<std::string>& cells);
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

// "0.12 [0.05, 0.20]"; without an interval the number alone, "n/a" where it is not defined.
[[nodiscard]] std::string withInterval(std::optional<double> value, const std::optional<Interval>& interval,
                                       int decimals, double scale = 1);
// The mean of an arm's measure in that way.
[[nodiscard]] std::string meanOf(const ArmSummary& arm, std::string_view measure, int decimals,
                                 double scale = 1);
[[nodiscard]] std::string pText(double p);                                // "0.0312", "< 0.0001", "1"
[[nodiscard]] std::string listed(const std::vector<std::string>& words);  // "a, b and c"

}  // namespace lossylens::study
