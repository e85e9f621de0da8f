#pragma once

#include <string>
#include <vector>

#include "study/summary.h"

namespace lossylens::study {

// What has to be said beside the numbers of a summary; its own cautions are not looked at.
[[nodiscard]] std::vector<Caution> cautionsFor(const Summary& summary);

}  // namespace lossylens::study
