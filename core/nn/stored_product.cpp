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

template <int kRows>
struct Sums {
    FloatVector row[kRows];

    HWY_INLINE Sums() {
        for (int r = 0; r < kRows; ++r) row[r] = hn::Zero(Floats());
    }
    HWY_INLINE void Add(FloatVector weights, const float* x, std::size_t stride) {
        for (int r = 0; r < kRows; ++r)
            row[r] = hn::MulAdd(weights, hn::LoadU(Floats(), x + r * stride), row[r]);
    }
    HWY_INLINE void Store(float* y, std::size_t stride) const {
        for (int r = 0; r < kRows; ++r) y[r * stride] = hn::GetLane(hn::SumOfLanes(Floats(), row[r]));
    }
};

template <class Type, int kRows>
void MultiplyBlocks(const StoredProduct& p, const float* x, float* y) {
    constexpr int kLanes = static_cast<int>(hn::MaxLanes(Floats()));
    const hn::Rebind<std::int8_t, Floats> d8;
    const hn::Rebind<std::int32_t, Floats> d32;
    const auto* block = reinterpret_cast<const std::uint8_t*>(p.weights);
    const auto stride = static_cast<std::size_t>(p.inputs);
    for (int o = 0; o < p.outputs; ++o) {
        Sums<kRows> sums;
        for (int i = 0; i < p.inputs; i += 32, block += Type::kBytes) {
            Block unpacked;
            Type::Unpack(block, unpacked);
            const auto scale = hn::Set(Floats(), unpacked.scale);
            const auto offset = hn::Set(Floats(), unpacked.offset);
            for (int lane = 0; lane < 32; lane += kLanes) {
                const auto codes = hn::PromoteTo(d32, hn::Load(d8, unpacked.codes + lane));
                sums.Add(hn::MulAdd(hn::ConvertTo(Floats(), codes), scale, offset), x + i + lane, stride);
            }
        }
        sums.Store(y + o, static_cast<std::size_t>(p.y_stride));
    }
}

// The numbers past the last whole vector, filled up with zeros.
template <class Type, int kRows>
HWY_NOINLINE void AddTail(const std::uint8_t* weights, const float* x, std::size_t stride, int count,
                          Sums<kRows>& sums) {
    constexpr std::size_t kLanes = hn::MaxLanes(Floats());
    alignas(float) std::uint8_t bytes[kLanes * Type::kBytes] = {};
    float rows[kRows * kLanes] = {};
    std::memcpy(bytes, weights, static_cast<std::size_t>(count) * Type::kBytes);
    for (std::size_t r = 0; r < kRows; ++r) std::copy_n(x + r * stride, count, rows + r * kLanes);
    sums.Add(Type::Load(bytes), rows, kLanes);
}

template <class Type, int kRows>
void MultiplyFloats(const StoredProduct& p, const float* x, float* y) {
    const int lanes = static_cast<int>(hn::Lanes(Floats()));
    const auto stride = static_cast<std::size_t>(p.inputs);
    const int whole = p.inputs - p.inputs % lanes;
    const auto* weights = reinterpret_cast<const std::uint8_t*>(p.weights);
    for (int o = 0; o < p.outputs; ++o, weights += stride * Type::kBytes) {
        Sums<kRows> sums;
        for (int i = 0; i < whole; i += lanes) {
            sums.Add(Type::Load(weights + static_cast<std::size_t>(i) * Type::kBytes), x + i, stride);
        }
        if (whole < p.inputs) {
            AddTail<Type, kRows>(weights + static_cast<std::size_t>(whole) * Type::kBytes, x + whole, stride,
                                 p.inputs - whole, sums);
        }
        sums.Store(y + o, static_cast<std::size_t>(p.y_stride));
    }
}

template <int kRows>
void MultiplyRows(const StoredProduct& p, const float* x, float* y) {
    switch (p.type) {
        case formats::DataType::f32:
            return MultiplyFloats<F32, kRows>(p, x, y);
        case formats::DataType::f16:
            return MultiplyFloats<HalfFloats<hwy::float16_t>, kRows>(p, x, y);
        case formats::DataType::bf16:
            return MultiplyFloats<HalfFloats<hwy::bfloat16_t>, kRows>(p, x, y);
        case formats::DataType::q8_0:
            return MultiplyBlocks<Q8_0, kRows>(p, x, y);
        case formats::DataType::q4_0:
            return MultiplyBlocks<Q4_0, kRows>(p, x, y);
        case formats::DataType::q4_1:
            return MultiplyBlocks<Q4_1, kRows>(p, x, y);
        case formats::DataType::q5_0:
            return MultiplyBlocks<Q5_0, kRows>(p, x, y);
        case formats::DataType::q5_1:
            return MultiplyBlocks<Q5_1, kRows>(p, x, y);
    }
}

// All rows in groups of 8, 4, 2 and 1: a row's sums are the same in each.
void Multiply(const StoredProduct& p) {
    int done = 0;
    const auto groupsOf = [&]<int kRows>() {
        for (; p.rows - done >= kRows; done += kRows) {
            MultiplyRows<kRows>(p, p.x + static_cast<std::ptrdiff_t>(done) * p.inputs,
                                p.y + static_cast<std::ptrdiff_t>(done) * p.y_stride);
        }
    };
    groupsOf.template operator()<8>();
    groupsOf.template operator()<4>();
    groupsOf.template operator()<2>();
    groupsOf.template operator()<1>();
}

}  // namespace lossylens::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::nn {

HWY_EXPORT(Multiply);

void multiplyStored(const StoredProduct& product) { HWY_DYNAMIC_DISPATCH(Multiply)(product); }

}  // namespace lossylens::nn
#endif
