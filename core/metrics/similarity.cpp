#include "metrics/similarity.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lossylens::metrics {

namespace {

// The sums of products that a cosine is made of, about the given centres.
struct Products {
    double ab = 0, aa = 0, bb = 0;

    [[nodiscard]] std::optional<double> cosine() const {
        if (aa == 0.0 || bb == 0.0) return std::nullopt;
        // One root of the product: a vector's cosine with itself is exactly 1.
        return std::clamp(ab / std::sqrt(aa * bb), -1.0, 1.0);
    }
};

Products products(std::span<const float> a, std::span<const float> b, double centre_a = 0,
                  double centre_b = 0) {
    Products sums;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double from_a = static_cast<double>(a[i]) - centre_a;
        const double from_b = static_cast<double>(b[i]) - centre_b;
        sums.ab += from_a * from_b;
        sums.aa += from_a * from_a;
        sums.bb += from_b * from_b;
    }
    return sums;
}

double mean(std::span<const float> values) {
    double sum = 0;
    for (const float value : values) sum += static_cast<double>(value);
    return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<double> cosine(std::span<const float> a, std::span<const float> b) {
    return products(a, b).cosine();
}

std::optional<double> centredCosine(std::span<const float> a, std::span<const float> b) {
    if (a.empty()) return std::nullopt;
    return products(a, b, mean(a), mean(b)).cosine();
}

std::optional<double> normRatio(std::span<const float> before, std::span<const float> after) {
    const Products sums = products(before, after);
    if (sums.aa == 0.0) return std::nullopt;
    return std::sqrt(sums.bb / sums.aa);
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

void FlattenedCosine::add(std::span<const float> before, std::span<const float> after) {
    const Products sums = products(before, after);
    dot_ += sums.ab;
    before_ += sums.aa;
    after_ += sums.bb;
}

std::optional<double> FlattenedCosine::value() const {
    return Products{.ab = dot_, .aa = before_, .bb = after_}.cosine();
}

}  // namespace lossylens::metrics
