#include "metrics/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lossylens::metrics {

double Spread::at(double share) const {
    return quantiles[static_cast<std::size_t>(std::ranges::find(shares, share) - shares.begin())];
}

std::optional<Spread> spreadOf(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    Spread spread;
    spread.n = values.size();
    spread.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    // Each quantile is found in what lies above the one before: together much less than sorting.
    auto from = values.begin();
    for (std::size_t i = 0; i < Spread::shares.size(); ++i) {
        const double place = Spread::shares[i] * static_cast<double>(values.size() - 1);
        const auto below = values.begin() + static_cast<std::ptrdiff_t>(place);
        std::nth_element(from, below, values.end());
        if (i == 0) spread.least = *std::min_element(values.begin(), below + 1);
        const auto above = below + 1 == values.end() ? below : std::min_element(below + 1, values.end());
        spread.quantiles[i] = std::lerp(*below, *above, place - std::floor(place));
        from = below;
    }
    spread.most = *std::max_element(from, values.end());
    return spread;
}

Histogram histogramOf(const std::vector<double>& values, double from, double to, int bins) {
    Histogram histogram{.from = from, .to = to, .counts = std::vector(static_cast<std::size_t>(bins), 0)};
    for (const double value : values) {
        const double bin = std::floor((value - from) / (to - from) * bins);
        ++histogram.counts[static_cast<std::size_t>(std::clamp(bin, 0.0, static_cast<double>(bins - 1)))];
    }
    return histogram;
}

}  // namespace lossylens::metrics
