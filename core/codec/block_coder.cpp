#include "codec/block_coder.h"

#include <algorithm>
#include <bit>

#include "codec/dct.h"
#include "codec/entropy_size.h"
#include "codec/plain_blocks.h"
#include "codec/quantisation.h"

// SVE and RISC-V vectors are not made of 128-bit blocks in the way that the shuffles below expect; their
// machines run the NEON or the portable version.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "codec/block_coder.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::codec::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR  // a machine without vectors of 128 bits

void codeBlocks(std::int16_t* top, std::int16_t* bottom, std::size_t stride, const BlockTables& tables,
                std::int16_t* coefficients) {
    codeBlocksPlainly(top, bottom, stride, tables, coefficients);
}

void findNonzero(const std::int16_t* coefficients, std::size_t count, std::uint8_t* bits) {
    findNonzeroPlainly(coefficients, count, bits);
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using D16 = hn::ScalableTag<std::int16_t>;
using D32 = hn::RepartitionToWide<D16>;
using V16 = hn::Vec<D16>;
using V32 = hn::Vec<D32>;
constexpr D16 d16;
constexpr D32 d32;
static_assert(hn::MaxLanes(d16) <= Blocks::granularity);

// Constants for pairProducts, repeated in every 128-bit block: lane i has m[i][first], m[i][first + 1].
struct Pairs {
    alignas(16) std::int16_t lanes[8];
};
constexpr Pairs rowPairs(const dct::Matrix& m, std::size_t first) {
    return {{m[0][first], m[0][first + 1], m[1][first], m[1][first + 1],  //
             m[2][first], m[2][first + 1], m[3][first], m[3][first + 1]}};
}
constexpr Pairs columnPairs(const dct::Matrix& m, std::size_t first) {
    return {{m[first][0], m[first + 1][0], m[first][1], m[first + 1][1],  //
             m[first][2], m[first + 1][2], m[first][3], m[first + 1][3]}};
}
// Lanes that all have the weights of two frequencies, this one and the next, on one sample.
constexpr Pairs weightPairs(std::size_t frequency, std::size_t sample) {
    const std::int16_t a = dct::weight(frequency, sample), b = dct::weight(frequency + 1, sample);
    return {{a, b, a, b, a, b, a, b}};
}

// In each 32-bit lane: the sum of the two products of its 16-bit halves.
HWY_INLINE V32 pairProducts(V16 a, V16 b) {
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL
    return V32{_mm512_madd_epi16(a.raw, b.raw)};
#elif HWY_TARGET == HWY_AVX2
    return V32{_mm256_madd_epi16(a.raw, b.raw)};
#elif HWY_TARGET == HWY_SSE4 || HWY_TARGET == HWY_SSSE3
    return V32{_mm_madd_epi16(a.raw, b.raw)};
#else
    const auto low = [](V16 v) { return hn::ShiftRight<16>(hn::ShiftLeft<16>(hn::BitCast(d32, v))); };
    const auto high = [](V16 v) { return hn::ShiftRight<16>(hn::BitCast(d32, v)); };
    return hn::Add(hn::Mul(low(a), low(b)), hn::Mul(high(a), high(b)));
#endif
}
HWY_INLINE V32 pairProducts(V16 a, const Pairs& b) { return pairProducts(a, hn::LoadDup128(d16, b.lanes)); }

// The pair at 32-bit lane `lane` of each block, in all lanes of that block.
template <int lane>
HWY_INLINE V16 spread(V16 v) {
    return hn::BitCast(d16, hn::Broadcast<lane>(hn::BitCast(d32, v)));
}

template <int bits>
HWY_INLINE V32 rounding() {
    return hn::Set(d32, 1 << (bits - 1));
}

// First pass forward, one row of 8 samples a block: frequencies 0 2 4 6 1 3 5 7.
HWY_INLINE V16 forwardRow(V16 samples) {
    static constexpr Pairs even01 = rowPairs(dct::even, 0), even23 = rowPairs(dct::even, 2);
    static constexpr Pairs odd01 = rowPairs(dct::odd, 0), odd23 = rowPairs(dct::odd, 2);
    const V16 mirrored = hn::Reverse8(d16, samples);
    const V16 sums = hn::Add(samples, mirrored);
    const V16 differences = hn::Sub(samples, mirrored);
    const V32 half = rounding<dct::forward_row_bits>();
    const V32 even = hn::Add(pairProducts(spread<0>(sums), even01), pairProducts(spread<1>(sums), even23));
    const V32 odd =
        hn::Add(pairProducts(spread<0>(differences), odd01), pairProducts(spread<1>(differences), odd23));
    return hn::ReorderDemote2To(d16, hn::ShiftRight<dct::forward_row_bits>(hn::Add(even, half)),
                                hn::ShiftRight<dct::forward_row_bits>(hn::Add(odd, half)));
}

// Second pass forward. A block has the top row once and the bottom row seven times, because libjpeg fills it
// up by repeating the last row: every vertical frequency but 0 sees only the difference of the two.
template <std::size_t frequency>
HWY_INLINE V16 forwardColumn(V16 top, V16 bottom) {
    const V16 difference = hn::Sub(top, bottom);
    if constexpr (frequency == 0) {  // top + 7 bottom, and 2 bits to drop
        return hn::ShiftRight<2>(hn::Add(hn::Add(difference, hn::ShiftLeft<3>(bottom)), hn::Set(d16, 2)));
    } else if constexpr (frequency == 4) {
        return hn::ShiftRight<2>(hn::Add(difference, hn::Set(d16, 2)));
    } else {
        static_assert(dct::forward_column_bits == 15);  // (a · b + 2^14) >> 15 is one instruction
        return hn::MulFixedPoint15(difference, hn::Set(d16, dct::weight(frequency, 0)));
    }
}

// value / divisor, rounded to nearest, halves away from 0.
HWY_INLINE V16 quantise(V16 value, const BlockTables::Frequency& tables) {
    const hn::RebindToUnsigned<D16> du16;
    const auto load = [&](const BlockTables::Row& row) { return hn::LoadDup128(du16, row.data()); };
    const auto dividend = hn::Add(hn::BitCast(du16, hn::Abs(value)), load(tables.half));
    const auto quotient = hn::MulHigh(hn::MulHigh(dividend, load(tables.magic)), load(tables.scale));
    const V16 sign = hn::BroadcastSignBit(value);
    return hn::Sub(hn::Xor(hn::BitCast(d16, quotient), sign), sign);
}

HWY_INLINE V16 dequantise(V16 coefficient, const BlockTables::Frequency& tables) {
    const hn::RebindToUnsigned<D16> du16;
    return hn::Mul(coefficient, hn::BitCast(d16, hn::LoadDup128(du16, tables.step.data())));
}

// First pass back: samples 0 and 1 of each column, summed up two frequencies at a time. The other six are the
// rows that nobody reads.
struct ColumnSums {
    V32 top_left, top_right, bottom_left, bottom_right;

    HWY_INLINE ColumnSums() {  // in words: an implicit constructor would not be made for this target
        top_left = top_right = bottom_left = bottom_right = rounding<dct::inverse_column_bits>();
    }

    template <std::size_t frequency>
    HWY_INLINE void add(V16 coefficient, V16 next) {
        static constexpr Pairs top = weightPairs(frequency, 0), bottom = weightPairs(frequency, 1);
        const V16 left = hn::InterleaveLower(d16, coefficient, next);
        const V16 right = hn::InterleaveUpper(d16, coefficient, next);
        top_left = hn::Add(top_left, pairProducts(left, top));
        top_right = hn::Add(top_right, pairProducts(right, top));
        bottom_left = hn::Add(bottom_left, pairProducts(left, bottom));
        bottom_right = hn::Add(bottom_right, pairProducts(right, bottom));
    }

    static HWY_INLINE V16 join(V32 left, V32 right) {
        return hn::ReorderDemote2To(d16, hn::ShiftRight<dct::inverse_column_bits>(left),
                                    hn::ShiftRight<dct::inverse_column_bits>(right));
    }
};

// Second pass back: from frequencies 0 2 4 6 1 3 5 7 to 8 samples, 0-255.
HWY_INLINE V16 inverseRow(V16 row) {
    static constexpr Pairs even01 = columnPairs(dct::even, 0), even23 = columnPairs(dct::even, 2);
    static constexpr Pairs odd01 = columnPairs(dct::odd, 0), odd23 = columnPairs(dct::odd, 2);
    const V32 even =
        hn::Add(hn::Add(pairProducts(spread<0>(row), even01), pairProducts(spread<1>(row), even23)),
                rounding<dct::inverse_row_bits>());
    const V32 odd = hn::Add(pairProducts(spread<2>(row), odd01), pairProducts(spread<3>(row), odd23));
    const V32 left = hn::ShiftRight<dct::inverse_row_bits>(hn::Add(even, odd));
    const V32 mirrored_right = hn::ShiftRight<dct::inverse_row_bits>(hn::Sub(even, odd));
    const V16 samples = hn::ReorderDemote2To(d16, left, hn::Shuffle0123(mirrored_right));
    return hn::Min(hn::Max(hn::Add(samples, hn::Set(d16, 128)), hn::Zero(d16)), hn::Set(d16, 255));
}

// Two vertical frequencies of the blocks at hand: quantised, stored, and added to what goes back.
template <std::size_t frequency>
HWY_INLINE void codeFrequencies(V16 top, V16 bottom, const BlockTables& tables, std::size_t stride,
                                std::int16_t* HWY_RESTRICT coefficients, ColumnSums& sums) {
    const auto& first = tables.frequencies[frequency];
    const auto& second = tables.frequencies[frequency + 1];
    const V16 a = quantise(forwardColumn<frequency>(top, bottom), first);
    const V16 b = quantise(forwardColumn<frequency + 1>(top, bottom), second);
    hn::StoreU(a, d16, coefficients + frequency * stride);
    hn::StoreU(b, d16, coefficients + (frequency + 1) * stride);
    sums.add<frequency>(dequantise(a, first), dequantise(b, second));
}

void codeBlocks(std::int16_t* HWY_RESTRICT top, std::int16_t* HWY_RESTRICT bottom, std::size_t stride,
                const BlockTables& tables, std::int16_t* HWY_RESTRICT coefficients) {
    const V16 middle = hn::Set(d16, 128);
    for (std::size_t i = 0; i < stride; i += hn::Lanes(d16)) {
        const V16 a = forwardRow(hn::Sub(hn::LoadU(d16, top + i), middle));
        const V16 b = forwardRow(hn::Sub(hn::LoadU(d16, bottom + i), middle));
        ColumnSums sums;
        codeFrequencies<0>(a, b, tables, stride, coefficients + i, sums);
        codeFrequencies<2>(a, b, tables, stride, coefficients + i, sums);
        codeFrequencies<4>(a, b, tables, stride, coefficients + i, sums);
        codeFrequencies<6>(a, b, tables, stride, coefficients + i, sums);
        hn::StoreU(inverseRow(ColumnSums::join(sums.top_left, sums.top_right)), d16, top + i);
        hn::StoreU(inverseRow(ColumnSums::join(sums.bottom_left, sums.bottom_right)), d16, bottom + i);
    }
}

// A bit a coefficient: set where it is not 0.
void findNonzero(const std::int16_t* coefficients, std::size_t count, std::uint8_t* bits) {
    for (std::size_t i = 0; i < count; i += hn::Lanes(d16)) {
        const V16 v = hn::LoadU(d16, coefficients + i);
        hn::StoreMaskBits(d16, hn::Ne(v, hn::Zero(d16)), bits + i / 8);
    }
}

#endif

}  // namespace lossylens::codec::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::codec {

HWY_EXPORT(codeBlocks);
HWY_EXPORT(findNonzero);

namespace {

constexpr int fraction_bits = 3;  // libjpeg's forward DCT is 8 times as large as the coefficients

BlockTables makeBlockTables(int quality) {
    const auto steps = quantisationTable(quality);
    BlockTables tables;
    for (std::size_t row = 0; row < 8; ++row) {
        for (std::size_t lane = 0; lane < 8; ++lane) {
            const std::size_t column = lane < 4 ? 2 * lane : 2 * lane - 7;
            const auto step = static_cast<unsigned>(steps[8 * row + column]);
            const unsigned divisor = step << fraction_bits;
            // magic = 2^(16 + shift) / divisor rounded up, the largest that fits 16 bits. It is too large by
            // less than divisor / 2^(16 + shift), which for x < 2^14 never carries x into the next quotient.
            const int shift = std::bit_width(divisor - 1) - 1;
            auto& frequency = tables.frequencies[row];
            frequency.half[lane] = static_cast<std::uint16_t>(divisor / 2);
            frequency.magic[lane] =
                static_cast<std::uint16_t>(((1U << (16 + shift)) + divisor - 1) / divisor);
            frequency.scale[lane] = static_cast<std::uint16_t>(1U << (16 - shift));
            frequency.step[lane] = static_cast<std::uint16_t>(step);
        }
    }
    return tables;
}

}  // namespace

const BlockTables& blockTables(int quality) {
    static const auto all = [] {
        std::vector<BlockTables> tables;
        for (int each = 1; each <= 100; ++each) tables.push_back(makeBlockTables(each));
        return tables;
    }();
    return all[static_cast<std::size_t>(quality - 1)];
}

void Blocks::resize(std::size_t columns) {
    if (columns == columns_) return;
    columns_ = columns;
    stride_ = (columns + granularity - 1) / granularity * granularity;
    top_.resize(stride_);
    bottom_.resize(stride_);
    coefficients_.resize(8 * stride_);
    nonzero_.resize(stride_);
}

void Blocks::code(int quality) {
    // libjpeg fills the last block by repeating the last column.
    const std::size_t missing = (8 - columns_ % 8) % 8;
    for (auto* row : {&top_, &bottom_}) std::fill_n(row->data() + columns_, missing, (*row)[columns_ - 1]);
    HWY_DYNAMIC_DISPATCH(codeBlocks)
    (top_.data(), bottom_.data(), stride_, blockTables(quality), coefficients_.data());
}

int Blocks::entropyBytes() {
    HWY_DYNAMIC_DISPATCH(findNonzero)(coefficients_.data(), coefficients_.size(), nonzero_.data());
    return entropySize({coefficients_, nonzero_, stride_, (columns_ + 7) / 8});
}

}  // namespace lossylens::codec
#endif  // HWY_ONCE
