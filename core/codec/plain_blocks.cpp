#include "codec/plain_blocks.h"

#include <algorithm>
#include <array>

#include "codec/dct.h"
#include "codec/quantisation.h"

namespace lossylens::codec {

namespace {

using Eight = std::array<int, 8>;  // in the coder's order: frequencies 0 2 4 6 1 3 5 7

std::size_t frequencyOf(std::size_t lane) { return lane < 4 ? 2 * lane : 2 * lane - 7; }

Eight forwardRow(const std::int16_t* samples) {
    Eight row{};
    for (std::size_t lane = 0; lane < 8; ++lane) {
        const std::size_t frequency = frequencyOf(lane);
        int sum = 0;
        for (std::size_t n = 0; n < 4; ++n) {
            const int near = samples[n] - 128, mirrored = samples[7 - n] - 128;
            sum += dct::weight(frequency, n) * (frequency % 2 == 0 ? near + mirrored : near - mirrored);
        }
        row[lane] = dct::dropBits(sum, dct::forward_row_bits);
    }
    return row;
}

// The bottom row stands for seven: libjpeg fills a block up by repeating the last row. As every vertical
// frequency but 0 adds up to 0 over a column of equal samples, it sees the difference of the two rows only.
int forwardColumn(std::size_t frequency, int top, int bottom) {
    const int sum = frequency == 0 ? top + 7 * bottom : top - bottom;
    return dct::dropBits(dct::weight(frequency, 0) * sum, dct::forward_column_bits);
}

void inverseRow(const Eight& row, std::int16_t* samples) {
    for (std::size_t n = 0; n < 4; ++n) {
        int even = 0, odd = 0;
        for (std::size_t lane = 0; lane < 4; ++lane) {
            even += dct::even[lane][n] * row[lane];
            odd += dct::odd[lane][n] * row[lane + 4];
        }
        const auto sample = [](int sum) {
            return static_cast<std::int16_t>(
                std::clamp(dct::dropBits(sum, dct::inverse_row_bits) + 128, 0, 255));
        };
        samples[n] = sample(even + odd);
        samples[7 - n] = sample(even - odd);
    }
}

void codeBlock(std::int16_t* top, std::int16_t* bottom, std::size_t stride, const BlockTables& tables,
               std::int16_t* coefficients) {
    const Eight top_row = forwardRow(top), bottom_row = forwardRow(bottom);
    Eight top_sums{}, bottom_sums{};
    for (std::size_t frequency = 0; frequency < 8; ++frequency) {
        const auto& table = tables.frequencies[frequency];
        for (std::size_t lane = 0; lane < 8; ++lane) {
            const int value = forwardColumn(frequency, top_row[lane], bottom_row[lane]);
            const int coefficient = quantise(value, 2 * table.half[lane]);
            coefficients[frequency * stride + lane] = static_cast<std::int16_t>(coefficient);
            top_sums[lane] += dct::weight(frequency, 0) * coefficient * table.step[lane];
            bottom_sums[lane] += dct::weight(frequency, 1) * coefficient * table.step[lane];
        }
    }
    for (int& sum : top_sums) sum = dct::dropBits(sum, dct::inverse_column_bits);
    for (int& sum : bottom_sums) sum = dct::dropBits(sum, dct::inverse_column_bits);
    inverseRow(top_sums, top);
    inverseRow(bottom_sums, bottom);
}

}  // namespace

void codeBlocksPlainly(std::int16_t* top, std::int16_t* bottom, std::size_t stride, const BlockTables& tables,
                       std::int16_t* coefficients) {
    for (std::size_t i = 0; i < stride; i += 8)
        codeBlock(top + i, bottom + i, stride, tables, coefficients + i);
}

void findNonzeroPlainly(const std::int16_t* coefficients, std::size_t count, std::uint8_t* bits) {
    for (std::size_t i = 0; i < count; ++i) {
        if (i % 8 == 0) bits[i / 8] = 0;
        bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (coefficients[i] != 0) << (i % 8));
    }
}

}  // namespace lossylens::codec
