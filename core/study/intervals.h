#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace lossylens::study {

// Intervals of science.md, section 5, at 95 %. Undefined where there is nothing to say.
struct Interval {
    double low = 0, high = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

inline constexpr double interval_level = .95;

// Of a rate (Wilson 1927): 15 of 30 → .33 … .67; 0 of 30 → 0 … .11. Empty for n = 0.
[[nodiscard]] std::optional<Interval> wilson(int successes, int n);

// Φ⁻¹: normalQuantile(.975) = 1.95996. 0 < p < 1.
[[nodiscard]] double normalQuantile(double p);
[[nodiscard]] double normalCumulative(double z);

// Interpolated between the two nearest (type 7, as NumPy does). Values in rising order, not empty.
[[nodiscard]] double quantileOf(std::span<const double> sorted, double share);

// What is resampled: prompts, and within them seeds. A cell is one (prompt, seed); cells are numbered prompt
// after prompt.
struct Cells {
    std::vector<int> seeds;  // of each prompt; none of them 0

    [[nodiscard]] int count() const;
    friend bool operator==(const Cells&, const Cells&) = default;
};

struct Bootstrap {
    int resamples = 10'000;
    std::uint64_t seed = 1;
    std::stop_token stop = {};  // once asked to, no more are drawn; what comes of the others is to be dropped
    std::function<void(double)> observe = {};  // is told which share of the resamples is done, 0 … 1
};

// Calls `use` with the number of each resample, until all are done or a stop is asked for.
template <class Use>
void forEachResample(const Bootstrap& bootstrap, Use use) {
    constexpr int between_reports = 100;
    for (int i = 0; i < bootstrap.resamples && !bootstrap.stop.stop_requested(); ++i) {
        if (bootstrap.observe && i % between_reports == 0)
            bootstrap.observe(static_cast<double>(i) / bootstrap.resamples);
        use(i);
    }
}

// How often each cell is in the `number`-th resample: as many prompts as there are are drawn with
// replacement, for each of them as many seeds as it has, with replacement. The same for every statistic, so
// that what is paired stays paired.
[[nodiscard]] std::vector<int> resample(const Cells& cells, const Bootstrap& bootstrap, int number);

// A value a cell; undefined ones play no part.
using CellValues = std::vector<std::optional<double>>;

// Mean of the defined values, each as often as `counts` says (once each where there are none). Empty where
// none is.
[[nodiscard]] std::optional<double> meanOf(const CellValues& values, std::span<const int> counts = {});

// Percentile interval of estimates from resamples; empty for fewer than two.
[[nodiscard]] std::optional<Interval> percentileInterval(std::vector<double> estimates);

// Of a mean: bias-corrected and accelerated (Efron 1987), accelerated by leaving out one prompt at a time.
// Empty for fewer than two defined values. Where BCa is not defined (all the same, one prompt), percentiles.
[[nodiscard]] std::optional<Interval> meanInterval(const Cells& cells, const CellValues& values,
                                                   const Bootstrap& bootstrap);
// The same of many, from the same resamples.
[[nodiscard]] std::vector<std::optional<Interval>> meanIntervals(const Cells& cells,
                                                                 const std::vector<CellValues>& values,
                                                                 const Bootstrap& bootstrap);

}  // namespace lossylens::study
