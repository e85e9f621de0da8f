#pragma once

#include <optional>
#include <span>

namespace lossylens::metrics {

// How degenerate a text is. All on the ids of a continuation, T of them, end-of-text dropped; docs/metrics.md
// has the formulas. Empty where the value is not defined.

// Distinct n-grams / all n-grams (T - n + 1); empty where T < n or n < 1.
[[nodiscard]] std::optional<double> distinctN(std::span<const int> ids, int n);

// 1 - distinct n-grams / (T - n + 1). "abababab": .75, .7143, .6667, .6 for n = 1..4.
[[nodiscard]] std::optional<double> seqRep(std::span<const int> ids, int n);

// The product of (1 - seq-rep-n) over n = 2..4; empty where T < 4.
[[nodiscard]] std::optional<double> diversity(std::span<const int> ids);

struct Loop {
    int period = 0;    // ids
    int coverage = 0;  // ids at the end of the text that the loop covers
    int copies = 0;    // coverage / period
    friend bool operator==(const Loop&, const Loop&) = default;
};
// The loop that a text ends in: at least 2 copies of up to 90 ids, or 4 of fewer than 3 ids; the one that
// covers most, then the shortest. "xyabcabcabc" -> {3, 9, 3}; "aaaa" -> {1, 4, 4}; "qababa" -> none. O(90 T).
[[nodiscard]] std::optional<Loop> terminalLoop(std::span<const int> ids);

// Fraction of ids inside any loop, wherever it stands and whatever its period: 2 copies, or 4 of a period
// below 3. "abcabcde" -> .75; empty for no ids. O(T²): for a finished text.
[[nodiscard]] std::optional<double> loopCover(std::span<const int> ids);

// First id of the first 64 ids in a row whose seq-rep-4 is above .5; empty where there are none (censored).
[[nodiscard]] std::optional<int> repetitionOnset(std::span<const int> ids);

}  // namespace lossylens::metrics
