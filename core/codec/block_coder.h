#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lossylens::codec {

// What quantisation needs for each coefficient of a block, in the order in which the coder holds them: rows
// are vertical frequencies; in a row the horizontal frequencies stand as 0 2 4 6 1 3 5 7.
struct BlockTables {
    using Row = std::array<std::uint16_t, 8>;
    struct Frequency {
        Row half{};   // of the divisor: divisions round to nearest
        Row magic{};  // x / divisor = x · magic / 2^16 · scale / 2^16, exactly for x < 2^14
        Row scale{};
        Row step{};  // what a coefficient of 1 stands for
    };
    alignas(64) std::array<Frequency, 8> frequencies{};
};
[[nodiscard]] const BlockTables& blockTables(int quality);  // 1-100; made once

// The samples of a plane of two rows in blocks of JPEG, and what becomes of them: DCT, quantisation and back,
// in libjpeg's integers. Vectors of any width work on whole blocks, so rows are padded to `granularity`
// columns.
class Blocks {
public:
    static constexpr std::size_t granularity = 32;  // 16-bit lanes of the widest vectors

    void resize(std::size_t columns);  // of the plane
    // Samples 0-255, one number a column. Fill columns() of each row, then code().
    [[nodiscard]] std::span<std::int16_t> top() { return std::span(top_).first(columns_); }
    [[nodiscard]] std::span<std::int16_t> bottom() { return std::span(bottom_).first(columns_); }

    // Replaces the samples by those that a JPEG file at this quality would decode to.
    void code(int quality);

    // Bytes of the entropy-coded data of the file for what the last code() coded, by the standard Huffman
    // tables, stuffed zero bytes included.
    [[nodiscard]] int entropyBytes();

private:
    std::size_t columns_ = 0, stride_ = 0;
    std::vector<std::int16_t> top_, bottom_;  // stride
    std::vector<std::int16_t> coefficients_;  // 8 × stride, quantised: rows are vertical frequencies
    std::vector<std::uint8_t> nonzero_;       // 8 × stride / 8: a bit a coefficient
};

}  // namespace lossylens::codec
