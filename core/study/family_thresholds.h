#pragma once

#include <vector>

#include "study/summary.h"
#include "study/trial_table.h"

namespace lossylens::study {

// One for each family of arms with two strengths or more; over quality only those that have one.
struct Thresholds {
    std::vector<FamilyThreshold> over_cosine, over_quality;
};
[[nodiscard]] Thresholds thresholdsOf(const TrialTable& table, const std::vector<ArmSummary>& arms,
                                      const Bootstrap& bootstrap);

// Of every two that are bracketed.
[[nodiscard]] std::vector<FamilyDifference> differencesBetween(const std::vector<FamilyThreshold>& families);

}  // namespace lossylens::study
