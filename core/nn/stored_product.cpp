#include "nn/stored_product.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/stored_product.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;  // 16: half a block, the longest run of numbers stored in order
using FloatVector = hn::Vec<Floats>;

HWY_INLINE float HalfToFloat(const std::uint8_t* half) {
    const hn::CappedTag<float, 1> one;
    const auto* bits = reinterpret_cast<const hwy::float16_t*>(half);
    return hn::GetLane(hn::PromoteTo(one, hn::LoadU(hn::Rebind<hwy::float16_t, decltype(one)>(), bits)));
}

// A block of 32 numbers, number = scale · code + offset. Each type below says how long its blocks are and
// unpacks one.
struct Block {
    HWY_ALIGN std::int8_t codes[32];
    float scale;
    float offset;
};

// Four bits a code: the low halves of 16 bytes hold the first 16 codes, the high halves the others.
HWY_INLINE void UnpackNibbles(const std::uint8_t* bytes, std::int8_t zero, std::int8_t* codes) {
    const hn::CappedTag<std::uint8_t, 16> d8;
    const hn::RebindToSigned<decltype(d8)> signed8;
    const auto low_half = hn::Set(d8, std::uint8_t{0x0F});
    for (std::size_t i = 0; i < 16; i += hn::Lanes(d8)) {
        const auto both = hn::LoadU(d8, bytes + i);
        const auto low = hn::BitCast(signed8, hn::And(both, low_half));
        const auto high = hn::BitCast(signed8, hn::And(hn::ShiftRight<4>(both), low_half));
        hn::Store(hn::Sub(low, hn::Set(signed8, zero)), signed8, codes + i);
        hn::Store(hn::Sub(high, hn::Set(signed8, zero)), signed8, codes + 16 + i);
    }
}

// The fifth bits of 32 codes, one bit each.
HWY_INLINE void AddFifthBits(const std::uint8_t* bytes, std::int8_t* codes) {
    for (int i = 0; i < 32; ++i) {
        const int bit = bytes[i / 8] >> (i % 8) & 1;
        codes[i] = static_cast<std::int8_t>(codes[i] + 16 * bit);
    }
}

struct Q8_0 {
    static constexpr int kBytes = 34;
    static HWY_INLINE void Unpack(const std::uint8_t* block, Block& out) {
        out.scale = HalfToFloat(block);
        out.offset = 0;
        std::memcpy(out.codes, block + 2, sizeof out.codes);
    }
};

struct Q4_0 {
    static constexpr int kBytes = 18;
    static HWY_INLINE void Unpack(const std::uint8_t* block, Block& out) {
        out.scale = HalfToFloat(block);
        out.offset = 0;
        UnpackNibbles(block + 2, 8, out.codes);
    }
};

struct Q4_1 {
    static constexpr int kBytes = 20;
    static HWY_INLINE void Unpack(const std::uint8_t* block, Block& out) {
        out.scale = HalfToFloat(block);
        out.offset = HalfToFloat(block + 2);
        UnpackNibbles(block + 4, 0, out.codes);
    }
};

struct Q5_0 {
    static constexpr int kBytes = 22;
    static HWY_INLINE void Unpack(const std::uint8_t* block, Block& out) {
        out.scale = HalfToFloat(block);
        out.offset = 0;
        UnpackNibbles(block + 6, 16, out.codes);
        AddFifthBits(block + 2, out.codes);
    }
};

struct Q5_1 {
    static constexpr int kBytes = 24;
    static HWY_INLINE void Unpack(const std::uint8_t* block, Block& out) {
        out.scale = HalfToFloat(block);
        out.offset = HalfToFloat(block + 2);
        UnpackNibbles(block + 8, 0, out.codes);
        AddFifthBits(block + 4, out.codes);
    }
};

// Types without blocks: a vector of numbers at a time.
struct F32 {
    static constexpr int kBytes = 4;
    static HWY_INLINE FloatVector Load(const std::uint8_t* numbers) {
        return hn::LoadU(Floats(), reinterpret_cast<const float*>(numbers));
    }
};

template <class Half>
struct HalfFloats {
    static constexpr int kBytes = 2;
    static HWY_INLINE FloatVector Load(const std::uint8_t* numbers) {
        const auto* halves = reinterpret_cast<const Half*>(numbers);
        return hn::PromoteTo(Floats(), hn::LoadU(hn::Rebind<Half, Floats>(), halves));
    }
};

// Sums of some outputs and some rows: enough of them that the multipliers do not wait for each other's
// results, and that what is loaded serves several.
template <int kOutputs, int kRows>
struct Sums {
    FloatVector sum[kOutputs][kRows];

    HWY_INLINE Sums() {
        for (auto& output : sum) {
            for (FloatVector& row : output) row = hn::Zero(Floats());
        }
    }
    HWY_INLINE void Add(const FloatVector (&weights)[kOutputs], const float* x, std::size_t stride) {
        for (int r = 0; r < kRows; ++r) {
            const auto numbers = hn::LoadU(Floats(), x + r * stride);
            for (int o = 0; o < kOutputs; ++o) sum[o][r] = hn::MulAdd(weights[o], numbers, sum[o][r]);
        }
    }
    HWY_INLINE void Store(float* y, std::size_t stride) const {
        for (int r = 0; r < kRows; ++r) {
            for (int o = 0; o < kOutputs; ++o)
                y[r * stride + o] = hn::GetLane(hn::SumOfLanes(Floats(), sum[o][r]));
        }
    }
};

// The place where a matrix meets a vector, in float32: `Type` unpacks the weights of kOutputs outputs.
template <class Type, int kOutputs, int kRows>
void MultiplyBlocks(const StoredProduct& p, const std::uint8_t* weights, const float* x, float* y) {
    constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));
    const hn::Rebind<std::int8_t, Floats> d8;
    const hn::Rebind<std::int32_t, Floats> d32;
    const auto stride = static_cast<std::size_t>(p.inputs);
    const std::size_t line = stride / 32 * Type::kBytes;
    Sums<kOutputs, kRows> sums;
    for (int i = 0; i < p.inputs; i += 32, weights += Type::kBytes) {
        Block blocks[kOutputs];
        for (int o = 0; o < kOutputs; ++o) Type::Unpack(weights + o * line, blocks[o]);
        for (int lane = 0; lane < 32; lane += kLanes) {
            FloatVector numbers[kOutputs];
            for (int o = 0; o < kOutputs; ++o) {
                const auto codes = hn::PromoteTo(d32, hn::Load(d8, blocks[o].codes + lane));
                numbers[o] = hn::MulAdd(hn::ConvertTo(Floats(), codes), hn::Set(Floats(), blocks[o].scale),
                                        hn::Set(Floats(), blocks[o].offset));
            }
            sums.Add(numbers, x + i + lane, stride);
        }
    }
    sums.Store(y, static_cast<std::size_t>(p.y_stride));
}

// The same for types without blocks. Numbers past the last whole vector are filled up with zeros.
template <class Type, int kOutputs, int kRows>
void MultiplyFloats(const StoredProduct& p, const std::uint8_t* weights, const float* x, float* y) {
    constexpr std::size_t kLanes = hn::MaxLanes(Floats());
    const auto stride = static_cast<std::size_t>(p.inputs);
    const std::size_t line = stride * Type::kBytes;
    const std::size_t whole = stride / kLanes * kLanes;
    Sums<kOutputs, kRows> sums;
    FloatVector numbers[kOutputs];
    for (std::size_t i = 0; i < whole; i += kLanes) {
        for (int o = 0; o < kOutputs; ++o) numbers[o] = Type::Load(weights + o * line + i * Type::kBytes);
        sums.Add(numbers, x + i, stride);
    }
    if (const std::size_t rest = stride - whole; rest > 0) {
        float rows[kRows * kLanes] = {};
        for (std::size_t r = 0; r < kRows; ++r) std::copy_n(x + r * stride + whole, rest, rows + r * kLanes);
        for (int o = 0; o < kOutputs; ++o) {
            alignas(float) std::uint8_t bytes[kLanes * Type::kBytes] = {};
            std::memcpy(bytes, weights + o * line + whole * Type::kBytes, rest * Type::kBytes);
            numbers[o] = Type::Load(bytes);
        }
        sums.Add(numbers, rows, kLanes);
    }
    sums.Store(y, static_cast<std::size_t>(p.y_stride));
}

template <class Type, int kOutputs, int kRows>
HWY_NOINLINE void MultiplyTile(const StoredProduct& p, const std::uint8_t* weights, const float* x,
                               float* y) {
    if constexpr (Type::kBytes > 4) {
        MultiplyBlocks<Type, kOutputs, kRows>(p, weights, x, y);
    } else {
        MultiplyFloats<Type, kOutputs, kRows>(p, weights, x, y);
    }
}

// Rows and outputs whose sums, with weights and numbers, fit the registers: 32 with AVX-512, 16 otherwise.
constexpr int kTileOutputs = 4;
constexpr int kTileRows = HWY_TARGET == HWY_AVX3 ? 4 : 2;

// All rows, in sets of kTileRows and less, for kOutputs outputs, whose weights stay in the cache meanwhile.
template <class Type, int kOutputs>
void MultiplyOutputs(const StoredProduct& p, const std::uint8_t* weights, int output) {
    int row = 0;
    const auto setsOf = [&]<int kRows>() {
        for (; p.rows - row >= kRows; row += kRows) {
            MultiplyTile<Type, kOutputs, kRows>(p, weights, p.x + static_cast<std::ptrdiff_t>(row) * p.inputs,
                                                p.y + static_cast<std::ptrdiff_t>(row) * p.y_stride + output);
        }
    };
    setsOf.template operator()<kTileRows>();
    setsOf.template operator()<2>();
    setsOf.template operator()<1>();
}

template <class Type>
void MultiplyType(const StoredProduct& p) {
    const std::size_t line = static_cast<std::size_t>(p.inputs / (Type::kBytes > 4 ? 32 : 1)) * Type::kBytes;
    const auto* weights = reinterpret_cast<const std::uint8_t*>(p.weights);
    int output = 0;
    for (; p.outputs - output >= kTileOutputs; output += kTileOutputs, weights += kTileOutputs * line)
        MultiplyOutputs<Type, kTileOutputs>(p, weights, output);
    for (; output < p.outputs; ++output, weights += line) MultiplyOutputs<Type, 1>(p, weights, output);
}

void Multiply(const StoredProduct& p) {
    switch (p.type) {
        case formats::DataType::f32:
            return MultiplyType<F32>(p);
        case formats::DataType::f16:
            return MultiplyType<HalfFloats<hwy::float16_t>>(p);
        case formats::DataType::bf16:
            return MultiplyType<HalfFloats<hwy::bfloat16_t>>(p);
        case formats::DataType::q8_0:
            return MultiplyType<Q8_0>(p);
        case formats::DataType::q4_0:
            return MultiplyType<Q4_0>(p);
        case formats::DataType::q4_1:
            return MultiplyType<Q4_1>(p);
        case formats::DataType::q5_0:
            return MultiplyType<Q5_0>(p);
        case formats::DataType::q5_1:
            return MultiplyType<Q5_1>(p);
    }
}

}  // namespace lossylens::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::nn {

HWY_EXPORT(Multiply);

void multiplyStored(const StoredProduct& product) { HWY_DYNAMIC_DISPATCH(Multiply)(product); }

}  // namespace lossylens::nn
#endif
