#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "codec/plane_layout.h"

namespace lossylens::codec {

// toPlane's and fromPlane's arithmetic for many numbers at once: the same float32 operations in the same
// order, so the same results to the bit.

struct Extremes {
    float minimum = 0;
    float maximum = 0;
    bool finite = true;  // no number is NaN or infinite; otherwise the extremes mean nothing
};
[[nodiscard]] Extremes findExtremes(std::span<const float> numbers);  // not of nothing

// level = (number - minimum) / divisor * 255, truncated or rounded.
void toLevels(std::span<const float> numbers, float minimum, float divisor, std::span<std::int16_t> levels,
              PlaneLayout::Levels how = PlaneLayout::Levels::truncated);

// number = level / 255 * range + minimum, for levels 0-255.
void fromLevels(std::span<const std::int16_t> levels, float range, float minimum, std::span<float> numbers);

}  // namespace lossylens::codec
