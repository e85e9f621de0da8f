#include "study/family_thresholds.h"

#include <algorithm>
#include <cmath>

namespace lossylens::study {
namespace {

constexpr const char* baseline_name = "baseline";

ThresholdData thresholdData(const TrialTable& table, const std::vector<const ArmSummary*>& arms) {
    ThresholdData data{.cells = table.cells(), .outcomes = {}, .baseline = {}};
    for (const ArmSummary* const arm : arms) {
        const auto rows = table.rowsOf(arm->name);
        for (std::size_t cell = 0; cell < rows.size(); ++cell) {
            if (!rows[cell] || !rows[cell]->cosine_mean) continue;
            data.outcomes.push_back({.cell = static_cast<int>(cell),
                                     .z = std::acos(std::clamp(*rows[cell]->cosine_mean, -1.0, 1.0)),
                                     .collapsed = rows[cell]->collapsed});
        }
    }
    data.baseline.resize(static_cast<std::size_t>(table.cells().count()));
    const auto baseline = table.rowsOf(baseline_name);
    for (std::size_t cell = 0; cell < baseline.size(); ++cell) {
        if (baseline[cell]) data.baseline[cell] = baseline[cell]->collapsed;
    }
    return data;
}

}  // namespace

std::vector<FamilyThreshold> thresholdsOf(const TrialTable& table, const std::vector<ArmSummary>& arms,
                                          const Bootstrap& bootstrap) {
    std::vector<FamilyThreshold> thresholds;
    for (const ArmSummary& first : arms) {
        std::vector<const ArmSummary*> family;
        for (const ArmSummary& arm : arms) {
            if (arm.family == first.family) family.push_back(&arm);
        }
        if (first.name == baseline_name || family.front() != &first || family.size() < 2) continue;
        const ThresholdData data = thresholdData(table, family);
        auto threshold = findThreshold(data, bootstrap);
        if (!threshold) continue;
        thresholds.push_back({.family = first.family,
                              .trials = static_cast<int>(data.outcomes.size()),
                              .strengths = static_cast<int>(family.size()),
                              .threshold = *std::move(threshold)});
    }
    return thresholds;
}

std::vector<FamilyDifference> differencesBetween(const std::vector<FamilyThreshold>& families) {
    std::vector<FamilyDifference> differences;
    std::vector<double> ps;
    for (std::size_t b = 1; b < families.size(); ++b) {
        for (std::size_t a = 0; a < b; ++a) {
            const auto difference = differenceOf(families[b].threshold, families[a].threshold);
            if (!difference) continue;
            differences.push_back({families[b].family, families[a].family, *difference});
            ps.push_back(difference->p);
        }
    }
    const std::vector<double> adjusted = holm(ps);
    for (std::size_t i = 0; i < differences.size(); ++i) differences[i].p_holm = adjusted[i];
    return differences;
}

}  // namespace lossylens::study
