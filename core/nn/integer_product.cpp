#include "nn/integer_product.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "nn/interleaved.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/integer_product.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// A lane is an output.
using Floats = hn::CappedTag<float, kGroupOutputs>;
using Ints = hn::RebindToSigned<Floats>;
using FloatVector = hn::Vec<Floats>;
using IntVector = hn::Vec<Ints>;

#undef LOSSYLENS_BYTE_PAIRS
#define LOSSYLENS_BYTE_PAIRS \
    (HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_SSE4 || HWY_TARGET == HWY_SSSE3)
#if LOSSYLENS_BYTE_PAIRS

using Codes = hn::Repartition<std::uint8_t, Floats>;
using SignedCodes = hn::RebindToSigned<Codes>;
using CodeVector = hn::Vec<Codes>;

// 16 inputs of a vector's outputs: in vector q, byte 4·lane + i is the code of input 4q + i.
struct Half {
    CodeVector quads[4];
};

// Each way to multiply below gives Σ (code − kZero) · x over the 16 inputs, a lane an output.

HWY_INLINE hn::Vec<SignedCodes> BroadcastQuad(const std::int8_t* x) {
    std::int32_t quad = 0;
    std::memcpy(&quad, x, sizeof quad);
    return hn::BitCast(SignedCodes(), hn::Set(Ints(), quad));
}

using Pairs = hn::Repartition<std::int16_t, Floats>;

// Highway has no product of unsigned and signed bytes that sums pairs.
HWY_INLINE hn::Vec<Pairs> MultiplyPairs(CodeVector w, hn::Vec<SignedCodes> x) {
#if HWY_TARGET == HWY_AVX3
    return hn::Vec<Pairs>{_mm512_maddubs_epi16(w.raw, x.raw)};
#elif HWY_TARGET == HWY_AVX2
    return hn::Vec<Pairs>{_mm256_maddubs_epi16(w.raw, x.raw)};
#else
    return hn::Vec<Pairs>{_mm_maddubs_epi16(w.raw, x.raw)};
#endif
}

HWY_INLINE IntVector SumPairs(hn::Vec<Pairs> pairs) {
    const auto ones = hn::Set(Pairs(), 1);
#if HWY_TARGET == HWY_AVX3
    return IntVector{_mm512_madd_epi16(pairs.raw, ones.raw)};
#elif HWY_TARGET == HWY_AVX2
    return IntVector{_mm256_madd_epi16(pairs.raw, ones.raw)};
#else
    return IntVector{_mm_madd_epi16(pairs.raw, ones.raw)};
#endif
}

// Codes of up to 5 bits: four sums of pairs fit 16 bits, 31 · 127 · 2 · 4 < 2¹⁵.
struct SmallPairsDot {
    static constexpr int kZero = 0;
    static HWY_INLINE IntVector Sum(const Half& w, const std::int8_t* x) {
        const auto first = hn::Add(MultiplyPairs(w.quads[0], BroadcastQuad(x)),
                                   MultiplyPairs(w.quads[1], BroadcastQuad(x + 4)));
        const auto second = hn::Add(MultiplyPairs(w.quads[2], BroadcastQuad(x + 8)),
                                    MultiplyPairs(w.quads[3], BroadcastQuad(x + 12)));
        return SumPairs(hn::Add(first, second));
    }
};

// Codes of 8 bits: |w| · (x with w's sign) of the signed w, of which a pair fits 16 bits, 128 · 127 · 2 <
// 2¹⁵.
struct SignedPairsDot {
    static constexpr int kZero = 128;
    static HWY_INLINE IntVector Sum(const Half& w, const std::int8_t* x) {
        auto sum = hn::Zero(Ints());
        for (int q = 0; q < 4; ++q) {
            const auto signed_w = hn::BitCast(SignedCodes(), hn::Xor(w.quads[q], hn::Set(Codes(), 0x80)));
            const auto negative = hn::BroadcastSignBit(signed_w);
            const auto turned = hn::Sub(hn::Xor(BroadcastQuad(x + 4 * q), negative), negative);
            const auto size = hn::BitCast(Codes(), hn::Abs(signed_w));
            sum = hn::Add(sum, SumPairs(MultiplyPairs(size, turned)));
        }
        return sum;
    }
};

#if HWY_TARGET == HWY_AVX3

struct QuadBytes {
    std::int8_t bytes[4];
};

// VNNI. Written as assembly because Highway's AVX3 does not let the compiler use the instruction.
struct ByteDot {
    static constexpr int kZero = 0;
    static HWY_INLINE IntVector Sum(const Half& w, const std::int8_t* x) {
        auto sum = hn::Zero(Ints());
        for (int q = 0; q < 4; ++q) {
            const auto& quad = *reinterpret_cast<const QuadBytes*>(x + 4 * q);
            asm("vpdpbusd %[x]%{1to16%}, %[w], %[sum]"
                : [sum] "+v"(sum.raw)
                : [w] "v"(w.quads[q].raw), [x] "m"(quad));
        }
        return sum;
    }
};

#endif

HWY_INLINE CodeVector LoadCodes(const std::uint8_t* codes) { return hn::LoadU(Codes(), codes); }

// Inputs 0–15 (half 0) or 16–31 (half 1) of a record, for the outputs of one vector.
template <formats::DataType kType>
HWY_INLINE Half Unpack(const std::uint8_t* record, int half) {
    constexpr RecordLayout kLayout = recordLayout(kType);
    const hn::Repartition<std::uint16_t, Floats> d16;
    Half unpacked;
    for (int p = 0; p < 4; ++p) {
        if constexpr (kLayout.bits == 8) {
            unpacked.quads[p] = LoadCodes(record + (4 * half + p) * 64);
            continue;
        }
        auto codes = LoadCodes(record + p * 64);
        if (half == 1) codes = hn::BitCast(Codes(), hn::ShiftRight<4>(hn::BitCast(d16, codes)));
        unpacked.quads[p] = hn::And(codes, hn::Set(Codes(), 0x0F));
    }
    if constexpr (kLayout.bits == 5) {
        const auto fifths = hn::BitCast(d16, LoadCodes(record + kLayout.fifths));
        const auto sixteen = hn::Set(Codes(), 16);
        for (int p = 0; p < 4;
             ++p) {  // bit p or p + 4 goes to bit 4; what crosses into a neighbour is masked
            const auto moved = half == 0 ? hn::ShiftLeftSame(fifths, 4 - p) : hn::ShiftRightSame(fifths, p);
            unpacked.quads[p] = hn::Or(unpacked.quads[p], hn::And(hn::BitCast(Codes(), moved), sixteen));
        }
    }
    return unpacked;
}

HWY_INLINE FloatVector LoadHalves(const std::uint8_t* halves) {
    const hn::Rebind<hwy::float16_t, Floats> d;
    return hn::PromoteTo(Floats(), hn::LoadU(d, reinterpret_cast<const hwy::float16_t*>(halves)));
}

// One vector of outputs for kRows rows from `row` on: the place where a matrix meets a vector.
template <formats::DataType kType, class Dot, int kRows>
void MultiplyVector(const std::uint8_t* record, int lane_offset, const EightBitRows& x, int row,
                    FloatVector (&result)[kRows]) {
    constexpr RecordLayout kLayout = recordLayout(kType);
    constexpr int kZero = kLayout.zero - Dot::kZero;  // that is left in the codes
    const int blocks = x.inputs / kBlockInputs;
    const std::int8_t* codes = x.codes.data() + static_cast<std::ptrdiff_t>(row) * x.inputs;
    const float* scales = x.scales.data() + static_cast<std::ptrdiff_t>(row) * 2 * blocks;
    const float* totals = x.totals.data() + static_cast<std::ptrdiff_t>(row) * blocks;
    FloatVector sums[kRows];  // registers: what is written to memory the codes could be an alias of
    for (int r = 0; r < kRows; ++r) sums[r] = hn::Zero(Floats());
    for (int block = 0; block < blocks; ++block, record += kLayout.bytes) {
        FloatVector products[kRows];
        for (int r = 0; r < kRows; ++r) {
            products[r] = kZero == 0 ? hn::Zero(Floats())
                                     : hn::Mul(hn::Set(Floats(), totals[r * blocks + block]),
                                               hn::Set(Floats(), static_cast<float>(-kZero)));
        }
        for (int half = 0; half < 2; ++half) {
            const Half weights = Unpack<kType>(record + 4 * lane_offset, half);
            for (int r = 0; r < kRows; ++r) {
                const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(r) * 2 * blocks + 2 * block + half;
                const auto dot = hn::ConvertTo(Floats(), Dot::Sum(weights, codes + at * 16));
                products[r] = hn::MulAdd(dot, hn::Set(Floats(), scales[at]), products[r]);
            }
        }
        const auto weight_scales = LoadHalves(record + kLayout.scales + 2 * lane_offset);
        for (int r = 0; r < kRows; ++r) sums[r] = hn::MulAdd(products[r], weight_scales, sums[r]);
        if constexpr (kLayout.minimums != 0) {
            const auto minimums = LoadHalves(record + kLayout.minimums + 2 * lane_offset);
            for (int r = 0; r < kRows; ++r) {
                sums[r] = hn::MulAdd(minimums, hn::Set(Floats(), totals[r * blocks + block]), sums[r]);
            }
        }
    }
    for (int r = 0; r < kRows; ++r) result[r] = sums[r];
}

template <formats::DataType kType, class Dot, int kRows>
HWY_NOINLINE void MultiplyGroup(const IntegerProduct& p, const std::uint8_t* records, int output, int row) {
    constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));
    for (int lane = 0; lane < std::min(kGroupOutputs, p.outputs - output); lane += kLanes) {
        FloatVector sums[kRows];
        MultiplyVector<kType, Dot, kRows>(records, lane, *p.x, row, sums);
        const int count = std::min(kLanes, p.outputs - output - lane);
        for (int r = 0; r < kRows; ++r) {
            float* y = p.y + static_cast<std::ptrdiff_t>(row + r) * p.y_stride + output + lane;
            if (count == kLanes) {
                hn::StoreU(sums[r], Floats(), y);
            } else {
                HWY_ALIGN float numbers[kLanes];
                hn::Store(sums[r], Floats(), numbers);
                std::copy_n(numbers, count, y);
            }
        }
    }
}

// Rows that a set of registers has room for, with their products and the weights.
constexpr int kMostRows = HWY_TARGET == HWY_AVX3 ? 8 : 4;

// All rows in sets of 8, 4, 2 and 1, group by group, so that a group's weights stay in the cache for all
// sets.
template <formats::DataType kType, class Dot>
void MultiplyAll(const IntegerProduct& p) {
    const std::ptrdiff_t group_bytes =
        static_cast<std::ptrdiff_t>(p.x->inputs / kBlockInputs) * recordLayout(kType).bytes;
    const std::uint8_t* records = p.weights;
    for (int output = 0; output < p.outputs; output += kGroupOutputs, records += group_bytes) {
        int row = 0;
        for (; p.x->rows - row >= kMostRows; row += kMostRows)
            MultiplyGroup<kType, Dot, kMostRows>(p, records, output, row);
        for (; p.x->rows - row >= 4; row += 4) MultiplyGroup<kType, Dot, 4>(p, records, output, row);
        for (; p.x->rows - row >= 2; row += 2) MultiplyGroup<kType, Dot, 2>(p, records, output, row);
        for (; p.x->rows - row >= 1; row += 1) MultiplyGroup<kType, Dot, 1>(p, records, output, row);
    }
}

template <formats::DataType kType>
void MultiplyType(const IntegerProduct& p) {
#if HWY_TARGET == HWY_AVX3
    if (p.byte_dot) return MultiplyAll<kType, ByteDot>(p);
#endif
    using Dot = std::conditional_t<kType == formats::DataType::q8_0, SignedPairsDot, SmallPairsDot>;
    MultiplyAll<kType, Dot>(p);
}

void Multiply(const IntegerProduct& p) {
    switch (p.type) {
        case formats::DataType::q4_0:
            return MultiplyType<formats::DataType::q4_0>(p);
        case formats::DataType::q4_1:
            return MultiplyType<formats::DataType::q4_1>(p);
        case formats::DataType::q5_0:
            return MultiplyType<formats::DataType::q5_0>(p);
        case formats::DataType::q5_1:
            return MultiplyType<formats::DataType::q5_1>(p);
        case formats::DataType::q8_0:
            return MultiplyType<formats::DataType::q8_0>(p);
        default:
            return;  // types without blocks have no codes
    }
}

bool HasKernels() { return true; }

#else  // targets without products of bytes: the float kernels are faster there than these could be

void Multiply(const IntegerProduct& /*p*/) { HWY_ABORT("hasIntegerKernels() was not asked"); }

bool HasKernels() { return false; }

#endif

// 16 numbers to codes with one scale; gives the sum of the codes.
HWY_INLINE std::int32_t QuantizeSixteen(const float* x, std::int8_t* codes, float& scale) {
    const hn::Rebind<std::int8_t, Floats> d8;
    auto largest = hn::Zero(Floats());
    auto poison = hn::Zero(Floats());  // 0, or NaN where a number is not finite: Max may drop a NaN
    for (std::size_t i = 0; i < 16; i += hn::Lanes(Floats())) {
        const auto v = hn::LoadU(Floats(), x + i);
        largest = hn::Max(largest, hn::Abs(v));
        poison = hn::MulAdd(v, hn::Zero(Floats()), poison);
    }
    const float size = hn::GetLane(hn::MaxOfLanes(Floats(), largest));
    const float inverse = size > 1e-30F ? 127.0F / size : 0.0F;  // a smaller one's inverse is infinite
    auto sum = hn::Zero(Ints());
    for (std::size_t i = 0; i < 16; i += hn::Lanes(Floats())) {
        const auto v = hn::Mul(hn::LoadU(Floats(), x + i), hn::Set(Floats(), inverse));
        const auto code = hn::NearestInt(v);
        sum = hn::Add(sum, code);
        hn::StoreU(hn::DemoteTo(d8, code), d8, codes + i);
    }
    scale = size / 127.0F + hn::GetLane(hn::SumOfLanes(Floats(), poison));
    return hn::GetLane(hn::SumOfLanes(Ints(), sum));
}

void Quantize(const float* x, int row, EightBitRows& out) {
    const std::ptrdiff_t sixteens = out.inputs / 16;
    std::int8_t* codes = out.codes.data() + row * sixteens * 16;
    for (std::ptrdiff_t i = 0; i < sixteens; ++i) {
        const std::ptrdiff_t at = row * sixteens + i;
        float& scale = out.scales[static_cast<std::size_t>(at)];
        const std::int32_t sum = QuantizeSixteen(x + i * 16, codes + i * 16, scale);
        float& total = out.totals[static_cast<std::size_t>(at / 2)];
        total = (i % 2 == 0 ? 0.0F : total) + scale * static_cast<float>(sum);
    }
}

}  // namespace lossylens::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::nn {

HWY_EXPORT(Multiply);
HWY_EXPORT(HasKernels);
HWY_EXPORT(Quantize);

void EightBitRows::resize(int new_rows, int new_inputs) {
    rows = new_rows;
    inputs = new_inputs;
    const auto count = static_cast<std::size_t>(rows) * static_cast<std::size_t>(inputs);
    codes.resize(count);
    scales.resize(count / 16);
    totals.resize(count / 32);
}

void subtractCodes(const EightBitRows& codes, int row, std::span<float> x) {
    const auto from = static_cast<std::size_t>(row) * static_cast<std::size_t>(codes.inputs);
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] -= codes.scales[(from + i) / 16] * static_cast<float>(codes.codes[from + i]);
}

bool machineHasByteDot() {
#if HWY_ARCH_X86
    static const bool has = __builtin_cpu_supports("avx512vnni") != 0;
    return has;
#else
    return false;
#endif
}

bool hasIntegerKernels() { return HWY_DYNAMIC_DISPATCH(HasKernels)(); }

void quantizeRow(std::span<const float> x, int row, EightBitRows& out) {
    HWY_DYNAMIC_DISPATCH(Quantize)(x.data(), row, out);
}

void multiplyIntegers(const IntegerProduct& product) { HWY_DYNAMIC_DISPATCH(Multiply)(product); }

}  // namespace lossylens::nn
#endif
