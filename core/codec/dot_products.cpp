#include "codec/dot_products.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "codec/dot_products.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::codec::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
constexpr hn::CappedTag<float, PaddedRows::multiple> df;
using Vector = hn::Vec<decltype(df)>;

// Two rows times two rows: eight loads' worth of work for four loads, and four sums that do not wait for each
// other.
HWY_INLINE void twoByTwo(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b, std::size_t stride,
                         float* HWY_RESTRICT result, std::size_t width) {
    Vector s00 = hn::Zero(df), s01 = s00, s10 = s00, s11 = s00;
    for (std::size_t i = 0; i < stride; i += hn::Lanes(df)) {
        const auto a0 = hn::LoadU(df, a + i), a1 = hn::LoadU(df, a + stride + i);
        const auto b0 = hn::LoadU(df, b + i), b1 = hn::LoadU(df, b + stride + i);
        s00 = hn::MulAdd(a0, b0, s00);
        s01 = hn::MulAdd(a0, b1, s01);
        s10 = hn::MulAdd(a1, b0, s10);
        s11 = hn::MulAdd(a1, b1, s11);
    }
    result[0] = hn::GetLane(hn::SumOfLanes(df, s00));
    result[1] = hn::GetLane(hn::SumOfLanes(df, s01));
    result[width] = hn::GetLane(hn::SumOfLanes(df, s10));
    result[width + 1] = hn::GetLane(hn::SumOfLanes(df, s11));
}

HWY_INLINE float one(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b, std::size_t stride) {
    Vector sum = hn::Zero(df);
    for (std::size_t i = 0; i < stride; i += hn::Lanes(df))
        sum = hn::MulAdd(hn::LoadU(df, a + i), hn::LoadU(df, b + i), sum);
    return hn::GetLane(hn::SumOfLanes(df, sum));
}

void products(const float* HWY_RESTRICT a, std::size_t height, const float* HWY_RESTRICT b, std::size_t width,
              std::size_t stride, float* HWY_RESTRICT result) {
    const std::size_t even_height = height / 2 * 2, even_width = width / 2 * 2;
    for (std::size_t j = 0; j < even_width; j += 2) {
        for (std::size_t i = 0; i < even_height; i += 2)
            twoByTwo(a + i * stride, b + j * stride, stride, result + i * width + j, width);
    }
    for (std::size_t i = 0; i < height; ++i) {
        for (std::size_t j = i < even_height ? even_width : 0; j < width; ++j)
            result[i * width + j] = one(a + i * stride, b + j * stride, stride);
    }
}

}  // namespace lossylens::codec::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::codec {

HWY_EXPORT(products);

void dotProducts(const PaddedRows& a, const RowRange& these, const PaddedRows& b, const RowRange& those,
                 std::span<float> result) {
    if (these.count == 0 || those.count == 0) return;
    HWY_DYNAMIC_DISPATCH(products)
    (a.row(these.first).data(), static_cast<std::size_t>(these.count), b.row(those.first).data(),
     static_cast<std::size_t>(those.count), a.stride(), result.data());
}

}  // namespace lossylens::codec
#endif  // HWY_ONCE
