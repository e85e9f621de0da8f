#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <stop_token>

#include "study/run_study.h"

namespace lossylens::study {

// What a study will take, before it is begun.
struct PlannedCost {
    int trials = 0;        // of this part of the study
    int done = 0;          // of them, in earlier sessions
    long tokens = 0;       // that are still to be written, at most: texts may end before
    double seconds = 0;    // for them, at most
    double step_ms = 0;    // measured: one token more for each text of a batch
    double prompt_ms = 0;  // measured: the prompts of a batch
    double score_ms = 0;   // measured: a text of full length under the undistorted model
};

// `done`: numbers of trials. From a few measured steps of the batch that would come first, which takes
// seconds. Positions late in a long text cost more than those that are measured. Errors: those of nn and
// codec; cancelled.
[[nodiscard]] Result<PlannedCost> planCost(const PreparedStudy& study, const std::set<int>& done,
                                           const RunSettings& settings, const std::stop_token& stop);

[[nodiscard]] nlohmann::ordered_json toJson(const PlannedCost& cost);

}  // namespace lossylens::study
