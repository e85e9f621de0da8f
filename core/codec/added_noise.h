#pragma once

#include <span>
#include <vector>

#include "codec/distortion.h"

namespace lossylens::codec {

// y = x + s·n, for distortions that add something: as large as one says, or so large that the cosine becomes
// a given one.
[[nodiscard]] Distorted addNoise(std::span<const float> row, std::span<const double> noise, double scale);

// s ≥ 0 at which cos(x, x + s·n) is `cosine`. In the plane of x and n, with a = n·x/‖x‖ and b = ‖n −
// a·x/‖x‖‖: s = ‖x‖·sin θ / (b·cos θ − a·sin θ), θ = arccos(cosine). The angle grows with s up to that of n
// itself; where that is not enough, `most` comes nearest. 0 where n has no part at right angles to x.
[[nodiscard]] double noiseScale(std::span<const float> row, std::span<const double> noise, double cosine,
                                double most);

}  // namespace lossylens::codec
