#include "study/family_thresholds.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "study/arms.h"

namespace lossylens::study {
namespace {

constexpr const char* baseline_name = "baseline";

using Family = std::vector<const ArmSummary*>;

std::vector<Family> familiesOf(const std::vector<ArmSummary>& arms) {
    std::vector<Family> families;
    for (const ArmSummary& arm : arms) {
        if (arm.name == baseline_name) continue;
        const auto known = std::ranges::find_if(
            families, [&](const Family& family) { return family.front()->family == arm.family; });
        if (known == families.end())
            families.push_back({&arm});
        else
            known->push_back(&arm);
    }
    std::erase_if(families, [](const Family& family) { return family.size() < 2; });
    return families;
}

std::optional<double> zOf(const TrialRow& row, const ArmSummary& arm, ThresholdScale scale) {
    if (scale == ThresholdScale::quality) return -std::stod(arm.strength);
    if (!row.cosine_mean) return {};
    return std::acos(std::clamp(*row.cosine_mean, -1.0, 1.0));
}

ThresholdData thresholdData(const TrialTable& table, const Family& arms, ThresholdScale scale) {
    ThresholdData data{.cells = table.cells(), .outcomes = {}, .baseline = {}};
    for (const ArmSummary* const arm : arms) {
        const auto rows = table.rowsOf(arm->name);
        for (std::size_t cell = 0; cell < rows.size(); ++cell) {
            if (!rows[cell]) continue;
            if (const auto z = zOf(*rows[cell], *arm, scale))
                data.outcomes.push_back(
                    {.cell = static_cast<int>(cell), .z = *z, .collapsed = rows[cell]->collapsed});
        }
    }
    data.baseline.resize(static_cast<std::size_t>(table.cells().count()));
    const auto baseline = table.rowsOf(baseline_name);
    for (std::size_t cell = 0; cell < baseline.size(); ++cell) {
        if (baseline[cell]) data.baseline[cell] = baseline[cell]->collapsed;
    }
    return data;
}

std::optional<FamilyThreshold> thresholdOf(const TrialTable& table, const Family& family,
                                           ThresholdScale scale, const Bootstrap& bootstrap) {
    const ThresholdData data = thresholdData(table, family, scale);
    auto threshold = findThreshold(data, bootstrap);
    if (!threshold) return {};
    return FamilyThreshold{.family = family.front()->family,
                           .trials = static_cast<int>(data.outcomes.size()),
                           .strengths = static_cast<int>(family.size()),
                           .threshold = *std::move(threshold),
                           .scale = scale};
}

}  // namespace

Thresholds thresholdsOf(const TrialTable& table, const std::vector<ArmSummary>& arms,
                        const Bootstrap& bootstrap) {
    const std::vector<Family> families = familiesOf(arms);
    Thresholds thresholds;
    double done = 0;
    Bootstrap own = bootstrap;
    if (bootstrap.observe) {
        own.observe = [&](double share) {
            bootstrap.observe((done + share) / (2 * static_cast<double>(families.size())));
        };
    }
    for (const Family& family : families) {
        for (const auto scale : {ThresholdScale::cosine, ThresholdScale::quality}) {
            const bool over_quality = scale == ThresholdScale::quality;
            if (!bootstrap.stop.stop_requested() && (!over_quality || hasQuality(family.front()->family))) {
                if (auto threshold = thresholdOf(table, family, scale, own))
                    (over_quality ? thresholds.over_quality : thresholds.over_cosine)
                        .push_back(*std::move(threshold));
            }
            ++done;
        }
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
