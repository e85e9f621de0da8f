#pragma once

#include <string>

#include "study/summary.h"

namespace lossylens::app {

// A study's summary for people: a table of arms, comparisons, thresholds, and the words of caution.
[[nodiscard]] std::string summaryText(const study::Summary& summary);

}  // namespace lossylens::app
