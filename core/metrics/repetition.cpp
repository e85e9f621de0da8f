#include "metrics/repetition.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "metrics/loop_choice.h"

namespace lossylens::metrics {

namespace {

constexpr int onset_window = 64;
constexpr int onset_n = 4;

int length(std::span<const int> ids) { return static_cast<int>(ids.size()); }

// A number for each n-gram of ids, by its first id: equal numbers for equal n-grams, 0 … distinct − 1. Needs
// 1 ≤ n ≤ T; O(T log T) comparisons of n-grams.
std::vector<int> numberedNgrams(std::span<const int> ids, int n) {
    const auto ngram = [&](int start) { return ids.subspan(start, n); };
    std::vector<int> starts(ids.size() - n + 1);
    std::iota(starts.begin(), starts.end(), 0);
    std::ranges::sort(starts,
                      [&](int a, int b) { return std::ranges::lexicographical_compare(ngram(a), ngram(b)); });
    std::vector<int> numbers(starts.size(), 0);
    int number = 0;
    for (std::size_t i = 1; i < starts.size(); ++i) {
        if (!std::ranges::equal(ngram(starts[i - 1]), ngram(starts[i]))) ++number;
        numbers[starts[i]] = number;
    }
    return numbers;
}

// How many ids before `end` equal the one a period earlier, without a gap.
int matchesBefore(std::span<const int> ids, int end, int period) {
    int matches = 0;
    while (end - matches > period && ids[end - matches - 1] == ids[end - matches - 1 - period]) ++matches;
    return matches;
}

}  // namespace

std::optional<double> distinctN(std::span<const int> ids, int n) {
    if (n < 1 || length(ids) < n) return std::nullopt;
    const std::vector<int> numbers = numberedNgrams(ids, n);
    return (std::ranges::max(numbers) + 1.0) / static_cast<double>(numbers.size());
}

std::optional<double> seqRep(std::span<const int> ids, int n) {
    const auto distinct = distinctN(ids, n);
    if (!distinct) return std::nullopt;
    return 1.0 - *distinct;
}

std::optional<double> diversity(std::span<const int> ids) {
    double product = 1;
    for (const int n : {2, 3, 4}) {
        const auto distinct = distinctN(ids, n);
        if (!distinct) return std::nullopt;
        product *= *distinct;
    }
    return product;
}

std::optional<Loop> terminalLoop(std::span<const int> ids) {
    return chooseLoop(length(ids), [&](int period) { return matchesBefore(ids, length(ids), period); });
}

std::optional<double> loopCover(std::span<const int> ids) {
    if (ids.empty()) return std::nullopt;
    std::vector<bool> covered(ids.size(), false);
    for (int period = 1; period <= length(ids) / 2; ++period) {
        int end = length(ids);
        while (end > period) {
            const int matches = matchesBefore(ids, end, period);
            const int coverage = matches + period;
            if (matches > 0 && coverage / period >= copiesNeeded(period)) {
                std::fill(covered.begin() + (end - coverage), covered.begin() + end, true);
            }
            end -= matches + 1;  // the id that broke the run belongs to no run of this period
        }
    }
    return static_cast<double>(std::ranges::count(covered, true)) / static_cast<double>(covered.size());
}

std::optional<int> repetitionOnset(std::span<const int> ids) {
    if (length(ids) < onset_window) return std::nullopt;
    const std::vector<int> ngrams = numberedNgrams(ids, onset_n);
    const int window = onset_window - onset_n + 1;  // n-grams in a window of ids
    std::vector<int> counts(ngrams.size(), 0);
    int distinct = 0;
    for (int i = 0; i < static_cast<int>(ngrams.size()); ++i) {
        if (counts[ngrams[i]]++ == 0) ++distinct;
        if (i >= window && --counts[ngrams[i - window]] == 0) --distinct;
        if (i >= window - 1 && 2 * distinct < window) return i - window + 1;
    }
    return std::nullopt;
}

}  // namespace lossylens::metrics
