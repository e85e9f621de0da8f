#pragma once

#include <span>
#include <vector>

#include "codec/distortion.h"
#include "codec/draws.h"

namespace lossylens::codec {

// y = x + s·n, for distortions that add something: as large as one says, or so large that the cosine becomes
// a given one.
[[nodiscard]] Distorted addNoise(std::span<const float> row, std::span<const double> noise, double scale);

// s ≥ 0 at which cos(x, x + s·n) is `cosine`. In the plane of x and n, with a = n·x/‖x‖ and b = ‖n −
// a·x/‖x‖‖: s = ‖x‖·sin θ / (b·cos θ − a·sin θ), θ = arccos(cosine). The angle grows with s up to that of n
// itself; where that is not enough, `most` comes nearest. 0 where n has no part at right angles to x.
[[nodiscard]] double noiseScale(std::span<const float> row, std::span<const double> noise, double cosine,
                                double most);

// y = x + s·‖x‖/√d·n, n drawn number by number.
class AddsNoise : public Distortion {
public:
    explicit AddsNoise(Purpose purpose) : purpose_(purpose) {}

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const final;
    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const final;

private:
    [[nodiscard]] virtual double drawn(const Draws& draws, std::uint64_t i) const = 0;
    [[nodiscard]] std::vector<double> noiseOf(const DistortionInput& input) const;

    Purpose purpose_;
};

}  // namespace lossylens::codec
