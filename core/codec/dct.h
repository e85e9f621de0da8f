#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// libjpeg's accurate integer DCT (ISLOW) as matrices. Loeffler, Ligtenberg and Moschytz's factorisation,
// which libjpeg computes with constants of 13 bits, is linear up to its one rounding a pass; multiplied out,
// each entry is the sum of those constants. Entries that would be equal in exact arithmetic differ by one
// here (10703 and 10704, 2259 to 2261 …), and that is what makes the results equal to libjpeg's to the bit.
namespace lossylens::codec::dct {

using Matrix = std::array<std::array<std::int16_t, 4>, 4>;

// Rows: frequencies 0, 2, 4, 6. Columns: samples 0-3 plus their mirror images 7-4. Used transposed to go
// back.
inline constexpr Matrix even{{
    {8192, 8192, 8192, 8192},
    {10703, 4433, -4433, -10703},
    {8192, -8192, -8192, 8192},
    {4433, -10704, 10704, -4433},
}};

// Rows: frequencies 1, 3, 5, 7. Columns: samples 0-3 minus their mirror images. Symmetric: its own transpose.
inline constexpr Matrix odd{{
    {11363, 9633, 6437, 2260},
    {9633, -2259, -11362, -6436},
    {6437, -11362, 2261, 9633},
    {2260, -6436, 9633, -11363},
}};

// What one frequency 0-7 of a column adds to its sample 0-3.
[[nodiscard]] constexpr std::int16_t weight(std::size_t frequency, std::size_t sample) {
    return (frequency % 2 == 0 ? even : odd)[frequency / 2][sample];
}

// Bits that a pass of each direction drops: rows and columns going forward, columns and rows going back.
inline constexpr int forward_row_bits = 11;
inline constexpr int forward_column_bits = 15;
inline constexpr int inverse_column_bits = 11;
inline constexpr int inverse_row_bits = 18;

// value / 2^bits, rounded to nearest as libjpeg rounds it (halves upwards).
[[nodiscard]] constexpr int dropBits(int value, int bits) { return (value + (1 << (bits - 1))) >> bits; }

}  // namespace lossylens::codec::dct
