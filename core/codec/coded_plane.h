#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "codec/plane.h"

namespace lossylens::codec {

// One block of 8 × 8 samples on its way through JPEG, in libjpeg's integers. Row-major: samples by row and
// column, coefficients by vertical and horizontal frequency.
struct CodedBlock {
    using Numbers = std::array<std::int16_t, 64>;
    Numbers samples{};      // 0-255; the image's last row and column repeated where it has no more
    Numbers transformed{};  // the DCT of samples − 128, 8 times as large as the coefficients
    Numbers quantised{};    // divided by the table's steps, rounded to nearest
    Numbers decoded{};      // samples of quantised times steps, 0-255
};
[[nodiscard]] CodedBlock codeBlock(const CodedBlock::Numbers& samples, const std::array<int, 64>& steps);

// A plane of any size on its way through JPEG, block by block: what its file holds and decodes to, equal to
// libjpeg's to the bit and byte, without the file. Slower than FastRoundTrip, which knows two rows only.
struct CodedPlane {
    int block_rows = 0, block_columns = 0;
    std::vector<CodedBlock> blocks;  // row-major, which is the file's order
    std::vector<int> bits;           // entropy-coded, of each block
    int payload_bytes = 0;           // of the file's entropy-coded data: all bits, filled up and stuffed
    Plane decoded;
};
// Errors: usage (quality).
[[nodiscard]] Result<CodedPlane> codePlane(const Plane& plane, int quality);

}  // namespace lossylens::codec
