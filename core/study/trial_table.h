#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "study/intervals.h"
#include "study/trial_row.h"

namespace lossylens::study {

// Rows laid out for statistics: a cell is one (prompt, seed), an arm has at most one row in each.
class TrialTable {
public:
    explicit TrialTable(std::vector<TrialRow> rows);

    [[nodiscard]] const Cells& cells() const { return cells_; }
    [[nodiscard]] const std::vector<std::string>& arms() const { return arms_; }
    [[nodiscard]] std::size_t seeds() const { return seeds_; }  // different ones

    using Value = std::function<std::optional<double>(const TrialRow&)>;
    // One a cell; undefined where the arm has no row there.
    [[nodiscard]] CellValues valuesOf(const std::string& arm, const Value& value) const;
    [[nodiscard]] std::vector<const TrialRow*> rowsOf(
        const std::string& arm) const;  // null: none in this cell
    // Mean of each prompt that has a defined value.
    [[nodiscard]] std::vector<double> promptMeans(const CellValues& values) const;
    [[nodiscard]] int trialsOf(const std::string& arm) const;
    [[nodiscard]] int promptsOf(const std::string& arm) const;

private:
    std::vector<TrialRow> rows_;
    Cells cells_;
    std::size_t seeds_ = 0;
    std::vector<std::string> arms_;
    std::map<std::string, std::vector<const TrialRow*>> by_arm_;
};

}  // namespace lossylens::study
