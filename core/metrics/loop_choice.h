#pragma once

#include <algorithm>
#include <optional>

#include "metrics/repetition.h"

namespace lossylens::metrics {

inline constexpr int longest_period = 90;
inline constexpr int short_period =
    3;  // below it, a loop needs more copies: many texts end in two line breaks

[[nodiscard]] constexpr int copiesNeeded(int period) { return period < short_period ? 4 : 2; }

// The loop at the end of a text of `length` ids, where matches(period) of its last ids equal the one a period
// earlier, without a gap. For room metrics itself.
template <class Matches>
[[nodiscard]] std::optional<Loop> chooseLoop(int length, const Matches& matches) {
    std::optional<Loop> loop;
    for (int period = 1; period <= std::min(longest_period, length / 2); ++period) {
        const int coverage = matches(period) + period;
        const int copies = coverage / period;
        if (copies < copiesNeeded(period)) continue;
        if (!loop || coverage > loop->coverage)
            loop = {.period = period, .coverage = coverage, .copies = copies};
    }
    return loop;
}

}  // namespace lossylens::metrics
