#pragma once

#include <optional>
#include <span>

#include "metrics/repetition.h"

namespace lossylens::metrics {

// When a text counts as collapsed: either is enough.
struct CollapseRule {
    int loop_ids = 32;      // it ends in a loop that covers so many ids
    double seq_rep_4 = .5;  // seq-rep-4 of the continuation is above this
    friend bool operator==(const CollapseRule&, const CollapseRule&) = default;
};
[[nodiscard]] constexpr bool hasCollapsed(const std::optional<Loop>& loop, std::optional<double> seq_rep_4,
                                          const CollapseRule& rule = {}) {
    return (loop && loop->coverage >= rule.loop_ids) || (seq_rep_4 && *seq_rep_4 > rule.seq_rep_4);
}
// The same of a continuation's ids, end-of-text dropped.
[[nodiscard]] inline bool hasCollapsed(std::span<const int> ids, const CollapseRule& rule = {}) {
    return hasCollapsed(terminalLoop(ids), seqRep(ids, 4), rule);
}

}  // namespace lossylens::metrics
