#include "metrics/similarity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace lossylens::metrics {

namespace {

constexpr std::size_t lanes = 8;
using Lanes = std::array<double, lanes>;

double sumOf(const Lanes& partial) {
    return ((partial[0] + partial[4]) + (partial[2] + partial[6])) +
           ((partial[1] + partial[5]) + (partial[3] + partial[7]));
}

double mean(std::span<const float> values) {
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value);
    return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<double> Products::cosine() const {
    if (aa == 0.0 || bb == 0.0) return std::nullopt;
    // One root of the product: a vector's cosine with itself is exactly 1.
    return std::clamp(ab / std::sqrt(aa * bb), -1.0, 1.0);
}

std::optional<double> Products::normRatio() const {
    if (aa == 0.0) return std::nullopt;
    return std::sqrt(bb / aa);
}

Products& Products::operator+=(const Products& other) {
    ab += other.ab;
    aa += other.aa;
    bb += other.bb;
    return *this;
}

// A single sum would wait for each addition before the next: that is most of the time of a short row.
// Products of two float32 are exact in float64, so that a machine that fuses them with the addition gives the
// same.
Products products(std::span<const float> a, std::span<const float> b) {
    Lanes ab{}, aa{}, bb{};
    const auto add = [&](std::size_t lane, std::size_t i) {
        const auto from_a = static_cast<double>(a[i]);
        const auto from_b = static_cast<double>(b[i]);
        ab[lane] += from_a * from_b;
        aa[lane] += from_a * from_a;
        bb[lane] += from_b * from_b;
    };
    std::size_t i = 0;
    for (; i + lanes <= a.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) add(lane, i + lane);
    }
    for (std::size_t lane = 0; i < a.size(); ++i, ++lane) add(lane, i);
    return {.ab = sumOf(ab), .aa = sumOf(aa), .bb = sumOf(bb)};
}

std::optional<double> cosine(std::span<const float> a, std::span<const float> b) {
    return products(a, b).cosine();
}

std::optional<double> centredCosine(std::span<const float> a, std::span<const float> b) {
    if (a.empty()) return std::nullopt;
    const double centre_a = mean(a), centre_b = mean(b);
    Products sums;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double from_a = static_cast<double>(a[i]) - centre_a;
        const double from_b = static_cast<double>(b[i]) - centre_b;
        sums += {.ab = from_a * from_b, .aa = from_a * from_a, .bb = from_b * from_b};
    }
    return sums.cosine();
}

std::optional<double> normRatio(std::span<const float> before, std::span<const float> after) {
    return products(before, after).normRatio();
}

std::optional<double> meanSquaredError(std::span<const float> a, std::span<const float> b) {
    if (a.empty()) return std::nullopt;
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        sum += difference * difference;
    }
    return sum / static_cast<double>(a.size());
}

}  // namespace lossylens::metrics
