#pragma once

#include <string>
#include <vector>

namespace lossylens::study {

struct Summary;

// What a careful reader would ask about these numbers, one sentence each: few trials, few prompts, p values
// that so many pairs cannot reach, thresholds that are none.
[[nodiscard]] std::vector<std::string> cautionsFor(const Summary& summary);

}  // namespace lossylens::study
