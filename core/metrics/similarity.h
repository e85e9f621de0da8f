// Room metrics: how far apart two vectors, distributions or texts are. May include base. Sums in float64;
// a value that is not defined is an empty optional, never 0.
#pragma once

#include <optional>
#include <span>

namespace lossylens::metrics {

// a and b have the same length. Empty where either norm is 0.
[[nodiscard]] std::optional<double> cosine(std::span<const float> a, std::span<const float> b);
[[nodiscard]] std::optional<double> centredCosine(std::span<const float> a,
                                                  std::span<const float> b);  // Pearson
[[nodiscard]] std::optional<double> normRatio(std::span<const float> before, std::span<const float> after);
[[nodiscard]] std::optional<double> meanSquaredError(std::span<const float> a, std::span<const float> b);

// The sums of products that cosine and norm ratio are made of: one pass over two rows gives both. Eight
// interleaved partial sums of each, joined in a fixed order: exactly the same on every machine.
struct Products {
    double ab = 0, aa = 0, bb = 0;

    [[nodiscard]] std::optional<double> cosine() const;     // of a and b
    [[nodiscard]] std::optional<double> normRatio() const;  // of b to a
    Products& operator+=(const Products& other);
};
[[nodiscard]] Products products(std::span<const float> a, std::span<const float> b);

// The cosine of many rows as one vector (the paper's), without joining them: add row by row.
class FlattenedCosine {
public:
    void add(std::span<const float> before, std::span<const float> after) {
        sums_ += products(before, after);
    }
    void add(const FlattenedCosine& other) { sums_ += other.sums_; }
    [[nodiscard]] std::optional<double> value() const { return sums_.cosine(); }

private:
    Products sums_;
};

}  // namespace lossylens::metrics
