#pragma once

#include <optional>
#include <span>

namespace lossylens::metrics {

// All on the ids of a continuation, end-of-text dropped (science.md's definitions; see docs/metrics.md).

// 1 - distinct n-grams / (T - n + 1); empty where T < n. "abababab": .75, .7143, .6667, .6 for n = 1..4.
[[nodiscard]] std::optional<double> seqRep(std::span<const int> ids, int n);

struct Loop {
    int period = 0;    // ids
    int coverage = 0;  // ids at the end of the text that the loop covers
    int copies = 0;    // coverage / period
    friend bool operator==(const Loop&, const Loop&) = default;
};
// The loop that a text ends in. "xyabcabcabc" -> {3, 9, 3}; "aaaa" -> {1, 4, 4}; "qababa" -> none.
[[nodiscard]] std::optional<Loop> terminalLoop(std::span<const int> ids);

}  // namespace lossylens::metrics
