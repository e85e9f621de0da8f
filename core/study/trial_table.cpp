#include "study/trial_table.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lossylens::study {

TrialTable::TrialTable(std::vector<TrialRow> rows) : rows_(std::move(rows)) {
    std::ranges::stable_sort(rows_, {}, &TrialRow::trial);
    std::vector<std::string> prompts;
    std::map<std::string, std::set<std::uint64_t>> seeds_of;
    std::set<std::uint64_t> seeds;
    for (const TrialRow& row : rows_) {
        if (seeds_of[row.prompt].empty()) prompts.push_back(row.prompt);
        seeds_of[row.prompt].insert(row.seed);
        seeds.insert(row.seed);
        if (std::ranges::find(arms_, row.arm) == arms_.end()) arms_.push_back(row.arm);
    }
    seeds_ = seeds.size();
    std::map<std::pair<std::string, std::uint64_t>, std::size_t> cell_of;
    for (const std::string& prompt : prompts) {
        cells_.seeds.push_back(static_cast<int>(seeds_of[prompt].size()));
        for (const std::uint64_t seed : seeds_of[prompt]) {
            const std::size_t cell = cell_of.size();
            cell_of.emplace(std::pair(prompt, seed), cell);
        }
    }
    for (const std::string& arm : arms_) by_arm_[arm].resize(cell_of.size(), nullptr);
    for (const TrialRow& row : rows_) by_arm_[row.arm][cell_of.at({row.prompt, row.seed})] = &row;
    // The baseline comes first wherever its first row is.
    std::ranges::stable_partition(arms_, [](const std::string& arm) { return arm == "baseline"; });
}

CellValues TrialTable::valuesOf(const std::string& arm, const Value& value) const {
    CellValues values(static_cast<std::size_t>(cells_.count()));
    const auto rows = rowsOf(arm);
    for (std::size_t cell = 0; cell < rows.size(); ++cell) {
        if (rows[cell]) values[cell] = value(*rows[cell]);
    }
    return values;
}

std::vector<const TrialRow*> TrialTable::rowsOf(const std::string& arm) const {
    const auto found = by_arm_.find(arm);
    return found == by_arm_.end() ? std::vector<const TrialRow*>{} : found->second;
}

std::vector<double> TrialTable::promptMeans(const CellValues& values) const {
    std::vector<double> means;
    std::size_t cell = 0;
    for (const int seeds : cells_.seeds) {
        const CellValues of_prompt(values.begin() + static_cast<std::ptrdiff_t>(cell),
                                   values.begin() + static_cast<std::ptrdiff_t>(cell) + seeds);
        if (const auto mean = meanOf(of_prompt)) means.push_back(*mean);
        cell += static_cast<std::size_t>(seeds);
    }
    return means;
}

int TrialTable::trialsOf(const std::string& arm) const {
    return static_cast<int>(std::ranges::count_if(rowsOf(arm), [](const TrialRow* row) { return row; }));
}

int TrialTable::promptsOf(const std::string& arm) const {
    const auto there = [](const TrialRow&) -> std::optional<double> { return 1.0; };
    return static_cast<int>(promptMeans(valuesOf(arm, there)).size());
}

}  // namespace lossylens::study
