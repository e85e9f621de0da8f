#include "study/paired_tests.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/random.h"

namespace lossylens::study {
namespace {

constexpr int most_exact = 20;
constexpr int draws = 100'000;

double sumOf(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// Rounding in sums must not make an equal one smaller.
double boundOf(const std::vector<double>& differences) {
    double sizes = 0;
    for (const double value : differences) sizes += std::abs(value);
    return std::abs(sumOf(differences)) - 1e-10 * sizes;
}

// All patterns in Gray's order: from one to the next, one sign changes.
double exactShare(std::vector<double> differences) {
    const double bound = boundOf(differences);
    double sum = sumOf(differences);
    const std::uint32_t patterns = 1U << differences.size();
    std::uint32_t as_far = 0;
    for (std::uint32_t i = 1; i <= patterns; ++i) {
        if (std::abs(sum) >= bound) ++as_far;
        const auto flipped = static_cast<std::size_t>(std::countr_zero(i)) % differences.size();
        sum -= 2 * differences[flipped];
        differences[flipped] = -differences[flipped];
    }
    return static_cast<double>(as_far) / patterns;
}

double drawnShare(const std::vector<double>& differences, std::uint64_t seed) {
    const double bound = boundOf(differences);
    int as_far = 0;
    for (std::uint64_t draw = 0; draw < draws; ++draw) {
        double sum = 0;
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < differences.size(); ++i, bits >>= 1U) {
            if (i % 64 == 0) bits = randomBits({seed, draw, i});
            sum += (bits & 1U) != 0 ? differences[i] : -differences[i];
        }
        if (std::abs(sum) >= bound) ++as_far;
    }
    return (as_far + 1.0) / (draws + 1.0);
}

}  // namespace

TestResult signFlip(std::span<const double> all, std::uint64_t seed) {
    std::vector<double> differences;
    std::ranges::copy_if(all, std::back_inserter(differences), [](double value) { return value != 0; });
    TestResult result{.pairs = static_cast<int>(differences.size())};
    if (differences.empty()) return result;
    const bool exact = result.pairs <= most_exact;
    result.p = exact ? exactShare(differences) : drawnShare(differences, seed);
    result.least_p = exact ? std::ldexp(2, -result.pairs) : 1.0 / (draws + 1.0);
    return result;
}

TestResult mcNemar(int only_first, int only_second) {
    const int n = only_first + only_second;
    TestResult result{.pairs = n};
    if (n == 0) return result;
    double tail = 0;
    for (int k = 0; k <= std::min(only_first, only_second); ++k) {
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) -
                         n * std::numbers::ln2);
    }
    result.p = std::min(1.0, 2 * tail);
    result.least_p = std::min(1.0, std::ldexp(2, -n));
    return result;
}

std::vector<double> holm(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
    std::vector<double> adjusted(p.size());
    double greatest = 0;
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
        const double times = static_cast<double>(order.size() - rank);
        greatest = std::max(greatest, std::min(1.0, times * p[order[rank]]));
        adjusted[order[rank]] = greatest;
    }
    return adjusted;
}

}  // namespace lossylens::study
