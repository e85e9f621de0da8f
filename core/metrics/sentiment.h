#pragma once

#include <string_view>

namespace lossylens::metrics {

// How positive (to 1) or negative (to -1) a sentence is by VADER's lexicon and rules (Hutto and Gilbert
// 2014): s / sqrt(s² + 15), s the sum of its words' valences; 0 where it has none. docs/metrics.md lists the
// rules.
[[nodiscard]] double compound(std::string_view sentence);

}  // namespace lossylens::metrics
