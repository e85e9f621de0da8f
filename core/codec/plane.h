// Room codec: one embedding through JPEG, and through other distortions to compare with. May include base.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "codec/plane_layout.h"

namespace lossylens::codec {

// The paper's grayscale image of one embedding (Haylett 2025, jpeg_process): 2 rows of ceil(d/2) samples,
// row-major, a zero appended to odd d; p = (x - min) / (max - min + 1e-8) * 255 in float32, truncated. Other
// layouts have other rows (zeros appended until the last is full), another order of the dimensions, or
// rounded levels.
struct Plane {
    static constexpr int most_columns = 65500;  // libjpeg's JPEG_MAX_DIMENSION
    PlaneLayout layout;
    int rows = 2;
    int columns = 0;
    int dimensions = 0;  // numbers it holds, without the padding
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
[[nodiscard]] Result<Plane> toPlane(std::span<const float> embedding, const PlaneLayout& layout = {});

// The same without the samples.
[[nodiscard]] Result<Plane> measurePlane(std::span<const float> embedding, const PlaneLayout& layout = {});

// A whole prompt as one image: a row a token, a column a dimension, one minimum and maximum for all.
// embeddings: tokens * d, row-major. Errors: those of toPlane; limit for more tokens than a JPEG file holds.
[[nodiscard]] Result<Plane> toPromptPlane(std::span<const float> embeddings, int tokens,
                                          const PlaneLayout& layout);

// The place in samples of each number of the embedding (of each token's, one after the other).
[[nodiscard]] std::vector<int> samplePlaces(const Plane& plane);

// y = p / 255 * (max - min) + min in float32, padding dropped; in the order of the embedding.
[[nodiscard]] std::vector<float> fromPlane(const Plane& plane);

}  // namespace lossylens::codec
