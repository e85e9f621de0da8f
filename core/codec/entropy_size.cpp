#include "codec/entropy_size.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <utility>

namespace lossylens::codec {

namespace {

struct Code {
    std::uint32_t bits = 0;
    int length = 0;
};

// Codes of a Huffman table as JPEG writes it down: how many codes there are of each length 1-16, and the
// symbols by rising code (ITU-T T.81, annex C).
template <std::size_t symbols>
constexpr std::array<Code, 256> makeCodes(const std::array<int, 16>& counts,
                                          const std::array<std::uint8_t, symbols>& values) {
    std::array<Code, 256> codes{};
    std::uint32_t next = 0;
    std::size_t symbol = 0;
    for (int length = 1; length <= 16; ++length, next <<= 1) {
        for (int i = 0; i < counts[static_cast<std::size_t>(length - 1)]; ++i) {
            codes[values[symbol++]] = {next++, length};
        }
    }
    return codes;
}

// Table K.3: symbol = how many bits the difference to the block before has.
constexpr auto dc_codes = makeCodes<12>({0, 1, 5, 1, 1, 1, 1, 1, 1}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});

// Table K.5: symbol = zeros before the coefficient (high half) and how many bits it has (low half).
constexpr auto ac_codes = makeCodes<162>(
    {0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125},
    {0x01, 0x02, 0x03, 0x00, 0x04, 0x11, 0x05, 0x12, 0x21, 0x31, 0x41, 0x06, 0x13, 0x51, 0x61, 0x07, 0x22,
     0x71, 0x14, 0x32, 0x81, 0x91, 0xa1, 0x08, 0x23, 0x42, 0xb1, 0xc1, 0x15, 0x52, 0xd1, 0xf0, 0x24, 0x33,
     0x62, 0x72, 0x82, 0x09, 0x0a, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2a, 0x34,
     0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0x4a, 0x53, 0x54, 0x55,
     0x56, 0x57, 0x58, 0x59, 0x5a, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x73, 0x74, 0x75, 0x76,
     0x77, 0x78, 0x79, 0x7a, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x92, 0x93, 0x94, 0x95, 0x96,
     0x97, 0x98, 0x99, 0x9a, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7, 0xa8, 0xa9, 0xaa, 0xb2, 0xb3, 0xb4, 0xb5,
     0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9, 0xca, 0xd2, 0xd3, 0xd4,
     0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xf1,
     0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfa});
constexpr int end_of_block = 0x00;
constexpr int sixteen_zeros = 0xF0;

// Where the coefficient at each place of the zigzag stands: its row, and its lane in the row.
struct Place {
    std::uint8_t row = 0, lane = 0;
};
constexpr std::array<Place, 64> zigzag = [] {
    std::array<Place, 64> places{};
    int row = 0, column = 0;
    for (auto& place : places) {
        place = {static_cast<std::uint8_t>(row),
                 static_cast<std::uint8_t>(column % 2 == 0 ? column / 2 : 4 + column / 2)};
        const bool up = (row + column) % 2 == 0;
        if (up && column == 7) {
            ++row;
        } else if (!up && row == 7) {
            ++column;
        } else if (up) {
            row -= row > 0;
            ++column;
        } else {
            column -= column > 0;
            ++row;
        }
    }
    return places;
}();

// spread_bits[row][byte]: the bits of a row's byte, each at its place of the zigzag.
constexpr auto spread_bits = [] {
    std::array<std::array<std::uint64_t, 256>, 8> masks{};
    for (std::size_t z = 0; z < 64; ++z) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            masks[zigzag[z].row][byte] |= static_cast<std::uint64_t>(byte >> zigzag[z].lane & 1) << z;
        }
    }
    return masks;
}();

int bitsOf(int value) { return std::bit_width(static_cast<unsigned>(std::abs(value))); }

int bytesOfOnes(std::uint32_t word) {
    // A byte of ones is a byte of zeros after inversion; adding 0x7F to its low bits then sets no high bit.
    constexpr std::uint32_t low = 0x7F7F7F7F;
    const std::uint32_t inverted = ~word;
    const std::uint32_t high_bits = ~(((inverted & low) + low) | inverted | low);
    return static_cast<int>((high_bits >> 7) * 0x01010101U >> 24);  // their sum, in the highest byte
}

// Counts the bytes of a stream of bits as they would be written.
class BitCounter {
public:
    // A code and, after it, the low bits of a value: at most 27 bits in all.
    void put(const Code& code, int value, int value_bits) {
        // Negative values are written as one less, so that their highest bit is 0.
        const auto low = static_cast<std::uint32_t>(value < 0 ? value - 1 : value) & ((1U << value_bits) - 1);
        pending_ = pending_ << (code.length + value_bits) |
                   static_cast<std::uint64_t>(code.bits) << value_bits | low;
        held_ += code.length + value_bits;
        if (held_ >= 32) {
            held_ -= 32;
            bytes_ += 4 + bytesOfOnes(static_cast<std::uint32_t>(pending_ >> held_));
        }
    }

    // The bytes of all that was put, the last one filled up with ones.
    [[nodiscard]] int finish() const {
        const int rest = (held_ + 7) / 8;
        const int filler = 8 * rest - held_;
        const std::uint64_t word =
            (pending_ << filler | ((1U << filler) - 1)) & ((std::uint64_t{1} << (8 * rest)) - 1);
        return bytes_ + rest + bytesOfOnes(static_cast<std::uint32_t>(word));
    }

private:
    std::uint64_t pending_ = 0;
    int held_ = 0;  // bits pending, below 32 between calls
    int bytes_ = 0;
};

// Counts bits alone.
class BitLength {
public:
    void put(const Code& code, int, int value_bits) { bits_ += code.length + value_bits; }
    [[nodiscard]] int takeBits() { return std::exchange(bits_, 0); }

private:
    int bits_ = 0;
};

using Offsets = std::array<std::size_t, 64>;  // of the place in a block's coefficients, by the zigzag

// A bit for each place of the zigzag of a block whose coefficient is not 0.
std::uint64_t nonzeroPlaces(const QuantisedBlocks& blocks, std::size_t block) {
    std::uint64_t places = 0;
    for (std::size_t row = 0; row < 8; ++row) {
        places |= spread_bits[row][blocks.nonzero[row * (blocks.stride / 8) + block]];
    }
    return places;
}

template <class Counter>
void putAlternating(Counter& counter, const QuantisedBlocks& blocks, std::size_t block,
                    const Offsets& offsets) {
    const auto coefficients = blocks.coefficients.subspan(8 * block);
    std::uint64_t places = nonzeroPlaces(blocks, block) & ~std::uint64_t{1};
    int last = 0;
    for (; places != 0; places &= places - 1) {
        const int z = std::countr_zero(places);
        const int value = coefficients[offsets[static_cast<std::size_t>(z)]];
        int zeros = z - last - 1;
        for (; zeros > 15; zeros -= 16) counter.put(ac_codes[sixteen_zeros], 0, 0);
        const int bits = bitsOf(value);
        counter.put(ac_codes[static_cast<std::size_t>(zeros << 4 | bits)], value, bits);
        last = z;
    }
    if (last < 63) counter.put(ac_codes[end_of_block], 0, 0);
}

// Puts each block into the counter and calls done() after it.
template <class Counter, class Done>
void putBlocks(Counter& counter, const QuantisedBlocks& blocks, const Done& done) {
    Offsets offsets{};
    std::ranges::transform(zigzag, offsets.begin(),
                           [&](Place at) { return at.row * blocks.stride + at.lane; });
    int previous = 0;
    for (std::size_t block = 0; block < blocks.blocks; ++block) {
        const int dc = blocks.coefficients[8 * block];
        const int bits = bitsOf(dc - previous);
        counter.put(dc_codes[static_cast<std::size_t>(bits)], dc - previous, bits);
        previous = dc;
        putAlternating(counter, blocks, block, offsets);
        done();
    }
}

}  // namespace

int entropySize(const QuantisedBlocks& blocks) {
    BitCounter counter;
    putBlocks(counter, blocks, [] {});
    return counter.finish();
}

std::vector<int> entropyBits(const QuantisedBlocks& blocks) {
    BitLength length;
    std::vector<int> bits;
    putBlocks(length, blocks, [&] { bits.push_back(length.takeBits()); });
    return bits;
}

}  // namespace lossylens::codec
