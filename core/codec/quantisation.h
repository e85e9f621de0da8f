#pragma once

#include <array>

#include "base/result.h"

namespace lossylens::codec {

// Errors: usage for a quality that is not 1-100.
[[nodiscard]] Result<void> checkQuality(int quality);

// The luminance quantisation table of JPEG's annex K at a quality 1-100, scaled as libjpeg scales it for
// baseline files: each step 1-255, row by row (not in zigzag order).
[[nodiscard]] std::array<int, 64> quantisationTable(int quality);

// value / divisor, rounded to nearest (halves away from 0).
[[nodiscard]] constexpr int quantise(int value, int divisor) {
    const int size = ((value < 0 ? -value : value) + divisor / 2) / divisor;
    return value < 0 ? -size : size;
}

}  // namespace lossylens::codec
