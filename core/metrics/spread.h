#pragma once

#include <array>
#include <optional>
#include <vector>

namespace lossylens::metrics {

// How a number is spread over many things. Quantiles are interpolated between the two nearest values in order
// (Hyndman and Fan's type 7, NumPy's and R's default).
struct Spread {
    static constexpr std::array shares{.01, .05, .25, .5, .75, .95, .99};

    std::size_t n = 0;
    double mean = 0, least = 0, most = 0;
    std::array<double, shares.size()> quantiles{};  // one for each of shares

    [[nodiscard]] double at(double share) const;  // one of shares
    [[nodiscard]] double median() const { return at(.5); }
};
// Empty where there are no values. The mean is summed in the order that they have.
[[nodiscard]] std::optional<Spread> spreadOf(std::vector<double> values);

// How many values are in each of `bins` equal parts of [from, to]; what lies outside counts to the nearest.
struct Histogram {
    double from = 0, to = 1;
    std::vector<int> counts;
};
[[nodiscard]] Histogram histogramOf(const std::vector<double>& values, double from, double to, int bins);

}  // namespace lossylens::metrics
