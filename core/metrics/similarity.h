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

// The cosine of many rows as one vector (the paper's), without joining them: add row by row.
class FlattenedCosine {
public:
    void add(std::span<const float> before, std::span<const float> after);
    void add(const FlattenedCosine& other) {
        dot_ += other.dot_;
        before_ += other.before_;
        after_ += other.after_;
    }
    [[nodiscard]] std::optional<double> value() const;

private:
    double dot_ = 0, before_ = 0, after_ = 0;
};

}  // namespace lossylens::metrics
