#include "study/intervals.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.h"

namespace lossylens::study {
namespace {

constexpr double tail = (1 - interval_level) / 2;

enum class Draw : std::uint64_t { prompt, seed };  // what a random number is for

int drawBelow(int n, const Bootstrap& bootstrap, int number, Draw purpose, int which, int within) {
    const double uniform = randomUniform(
        {bootstrap.seed, static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(purpose),
         static_cast<std::uint64_t>(which), static_cast<std::uint64_t>(within)});
    return std::min(n - 1, static_cast<int>(uniform * n));
}

// Means without one prompt, for each prompt that leaves any.
std::vector<double> jackknife(const Cells& cells, const CellValues& values) {
    std::vector<double> means;
    int first = 0;
    for (const int seeds : cells.seeds) {
        std::vector<int> counts(values.size(), 1);
        std::fill_n(counts.begin() + first, seeds, 0);
        if (const auto mean = meanOf(values, counts)) means.push_back(*mean);
        first += seeds;
    }
    return means;
}

std::optional<double> accelerationOf(const std::vector<double>& leave_one_out) {
    const auto n = static_cast<double>(leave_one_out.size());
    const double mean = std::accumulate(leave_one_out.begin(), leave_one_out.end(), 0.0) / n;
    double squares = 0, cubes = 0;
    for (const double value : leave_one_out) {
        squares += (mean - value) * (mean - value);
        cubes += (mean - value) * (mean - value) * (mean - value);
    }
    if (squares == 0) return {};
    return cubes / (6 * std::pow(squares, 1.5));
}

// The share of estimates below the value, those equal to it by half.
double shareBelow(const std::vector<double>& sorted, double value) {
    const auto [first, last] = std::ranges::equal_range(sorted, value);
    return (static_cast<double>(first - sorted.begin()) + static_cast<double>(last - sorted.begin())) /
           (2 * static_cast<double>(sorted.size()));
}

Interval bca(const std::vector<double>& sorted, double bias, double acceleration) {
    const auto at = [&](double share) {
        const double z = bias + normalQuantile(share);
        return quantileOf(sorted, normalCumulative(bias + z / (1 - acceleration * z)));
    };
    return {at(tail), at(1 - tail)};
}

std::optional<Interval> intervalOf(const Cells& cells, const CellValues& values,
                                   std::vector<double> estimates) {
    const auto defined = std::ranges::count_if(values, [](const auto& value) { return value.has_value(); });
    if (defined < 2 || estimates.size() < 2) return {};
    std::ranges::sort(estimates);
    const double below = shareBelow(estimates, *meanOf(values));
    const auto acceleration = accelerationOf(jackknife(cells, values));
    if (!acceleration || below <= 0 || below >= 1) return percentileInterval(std::move(estimates));
    return bca(estimates, normalQuantile(below), *acceleration);
}

// Many sets of values cell after cell: their sums are made side by side, each in the order of meanOf.
class ValueTable {
public:
    ValueTable(const std::vector<CellValues>& values, std::size_t cells)
        : sets_(values.size()),
          cells_(cells),
          values_(sets_ * cells),
          defined_(values_.size()),
          sums_(sets_),
          counts_(sets_) {
        for (std::size_t set = 0; set < sets_; ++set) {
            for (std::size_t cell = 0; cell < cells; ++cell) {
                if (!values[set][cell]) continue;
                values_[cell * sets_ + set] = *values[set][cell];
                defined_[cell * sets_ + set] = 1;
            }
        }
    }

    // Of each set that has a defined value in the resample.
    void addMeans(const std::vector<int>& counts, std::vector<std::vector<double>>& means) {
        std::ranges::fill(sums_, 0);
        std::ranges::fill(counts_, 0);
        for (std::size_t cell = 0; cell < cells_; ++cell) {
            const double times = counts[cell];
            if (times == 0) continue;
            const double* const value = values_.data() + cell * sets_;
            const double* const defined = defined_.data() + cell * sets_;
            for (std::size_t set = 0; set < sets_; ++set) {
                sums_[set] += times * value[set];
                counts_[set] += times * defined[set];
            }
        }
        for (std::size_t set = 0; set < sets_; ++set) {
            if (counts_[set] > 0) means[set].push_back(sums_[set] / counts_[set]);
        }
    }

private:
    std::size_t sets_, cells_;
    std::vector<double> values_, defined_;
    std::vector<double> sums_, counts_;  // of one resample
};

}  // namespace

std::optional<Interval> wilson(int successes, int n) {
    if (n < 1) return {};
    const double z = normalQuantile(1 - tail);
    const double rate = static_cast<double>(successes) / n;
    const double scale = 1 + z * z / n;
    const double centre = (rate + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(rate * (1 - rate) / n + z * z / (4.0 * n * n));
    // Rounding must not leave a sliver at the ends, where the formula gives 0 and 1 exactly.
    return Interval{successes == 0 ? 0 : std::max(0.0, centre - half),
                    successes == n ? 1 : std::min(1.0, centre + half)};
}

double normalCumulative(double z) { return .5 * std::erfc(-z / std::numbers::sqrt2); }

double normalQuantile(double p) {
    double low = -40, high = 40;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (normalCumulative(middle) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

double quantileOf(std::span<const double> sorted, double share) {
    const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], place - std::floor(place));
}

int Cells::count() const { return std::accumulate(seeds.begin(), seeds.end(), 0); }

std::vector<int> resample(const Cells& cells, const Bootstrap& bootstrap, int number) {
    std::vector<int> first(cells.seeds.size(), 0);
    std::exclusive_scan(cells.seeds.begin(), cells.seeds.end(), first.begin(), 0);
    std::vector<int> counts(static_cast<std::size_t>(cells.count()), 0);
    const auto prompts = static_cast<int>(cells.seeds.size());
    for (int i = 0; i < prompts; ++i) {
        const auto prompt =
            static_cast<std::size_t>(drawBelow(prompts, bootstrap, number, Draw::prompt, i, 0));
        for (int j = 0; j < cells.seeds[prompt]; ++j) {
            const int seed = drawBelow(cells.seeds[prompt], bootstrap, number, Draw::seed, i, j);
            ++counts[static_cast<std::size_t>(first[prompt] + seed)];
        }
    }
    return counts;
}

std::optional<double> meanOf(const CellValues& values, std::span<const int> counts) {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i]) continue;
        const double times = counts.empty() ? 1 : counts[i];
        sum += times * *values[i];
        count += times;
    }
    if (count == 0) return {};
    return sum / count;
}

std::optional<Interval> percentileInterval(std::vector<double> estimates) {
    if (estimates.size() < 2) return {};
    std::ranges::sort(estimates);
    return Interval{quantileOf(estimates, tail), quantileOf(estimates, 1 - tail)};
}

std::optional<Interval> meanInterval(const Cells& cells, const CellValues& values,
                                     const Bootstrap& bootstrap) {
    return meanIntervals(cells, {values}, bootstrap).front();
}

std::vector<std::optional<Interval>> meanIntervals(const Cells& cells, const std::vector<CellValues>& values,
                                                   const Bootstrap& bootstrap) {
    ValueTable table(values, static_cast<std::size_t>(cells.count()));
    std::vector<std::vector<double>> estimates(values.size());
    forEachResample(bootstrap, [&](int i) { table.addMeans(resample(cells, bootstrap, i), estimates); });
    std::vector<std::optional<Interval>> intervals;
    for (std::size_t v = 0; v < values.size() && !bootstrap.stop.stop_requested(); ++v)
        intervals.push_back(intervalOf(cells, values[v], std::move(estimates[v])));
    intervals.resize(values.size());
    return intervals;
}

}  // namespace lossylens::study
