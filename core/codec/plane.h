// Room codec: one embedding through JPEG, and through other distortions to compare with. May include base.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace lossylens::codec {

// The paper's grayscale image of one embedding (Haylett 2025, jpeg_process): 2 rows of ceil(d/2) samples,
// row-major, a zero appended to odd d; p = (x - min) / (max - min + 1e-8) * 255 in float32, truncated.
struct Plane {
    static constexpr int rows = 2;
    static constexpr int most_columns = 65500;  // libjpeg's JPEG_MAX_DIMENSION
    int columns = 0;
    int dimensions = 0;  // d, without the padding number
    float minimum = 0;
    float maximum = 0;
    std::vector<std::uint8_t> samples;  // rows * columns

    // What the samples are made with, and turned back with. The divisor has the paper's guard against a range
    // of 0.
    [[nodiscard]] float range() const { return maximum - minimum; }
    [[nodiscard]] float divisor() const { return range() + 1e-8F; }
};

// Errors: not_finite where a number is NaN or infinite, or the range is; usage for an empty row; limit for
// more columns than a JPEG file holds. A constant row is a valid plane of zeros; what becomes of it is
// roundTrip's matter.
[[nodiscard]] Result<Plane> toPlane(std::span<const float> embedding);

// The same without the samples.
[[nodiscard]] Result<Plane> measurePlane(std::span<const float> embedding);

// y = p / 255 * (max - min) + min in float32, padding dropped.
[[nodiscard]] std::vector<float> fromPlane(const Plane& plane);

}  // namespace lossylens::codec
