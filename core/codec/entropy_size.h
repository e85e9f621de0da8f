#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lossylens::codec {

// The quantised coefficients of blocks in the order in which they are coded: 8 rows, one a vertical
// frequency, `stride` apart; each block has 8 numbers of a row, its horizontal frequencies in the order 0 2 4
// 6 1 3 5 7.
struct QuantisedBlocks {
    std::span<const std::int16_t> coefficients;  // 8 × stride
    std::span<const std::uint8_t> nonzero;       // 8 × stride / 8: a bit a coefficient, lowest first
    std::size_t stride = 0;
    std::size_t blocks = 0;
};

// Bytes that a baseline JPEG file has between its scan header and its end marker for these blocks, with the
// standard luminance Huffman tables, the last byte filled with ones, and a zero byte after each byte of 0xFF.
[[nodiscard]] int entropySize(const QuantisedBlocks& blocks);

// How many of those bits each block takes: neither the ones at the end nor the zero bytes are any block's.
[[nodiscard]] std::vector<int> entropyBits(const QuantisedBlocks& blocks);

}  // namespace lossylens::codec
