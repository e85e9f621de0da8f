#include "codec/plane_arithmetic.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "codec/plane_arithmetic.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::codec::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using DF = hn::ScalableTag<float>;
constexpr DF df;
constexpr hn::RebindToSigned<DF> d32;
constexpr hn::Rebind<std::int16_t, DF> d16;

// 1/255 in two parts: a level times the first is exact, and the sum of both products rounds to what a
// division by 255 does for every level 0-255, at a third of its time.
constexpr float high_part = 0x1.01p-8F;
constexpr float low_part = static_cast<float>(1.0 / 255.0 - static_cast<double>(high_part));

Extremes extremes(const float* HWY_RESTRICT numbers, std::size_t count) {
    auto least = hn::Set(df, numbers[0]), most = least;
    auto not_finite =
        hn::Zero(df);  // becomes NaN, and stays so, where a number is none: inf - inf, NaN - NaN
    std::size_t i = 0;
    for (; i + hn::Lanes(df) <= count; i += hn::Lanes(df)) {
        const auto v = hn::LoadU(df, numbers + i);
        least = hn::Min(least, v);
        most = hn::Max(most, v);
        not_finite = hn::Add(not_finite, hn::Sub(v, v));
    }
    Extremes result{hn::GetLane(hn::MinOfLanes(df, least)), hn::GetLane(hn::MaxOfLanes(df, most)),
                    hn::AllTrue(df, hn::Eq(not_finite, hn::Zero(df)))};
    for (; i < count; ++i) {
        result.minimum = std::min(result.minimum, numbers[i]);
        result.maximum = std::max(result.maximum, numbers[i]);
        result.finite = result.finite && std::isfinite(numbers[i]);
    }
    return result;
}

template <PlaneLayout::Levels how>
HWY_INLINE void levelsAs(const float* HWY_RESTRICT numbers, std::size_t count, float minimum, float divisor,
                         std::int16_t* HWY_RESTRICT result) {
    constexpr bool rounded = how == PlaneLayout::Levels::rounded;
    const auto least = hn::Set(df, minimum), divide = hn::Set(df, divisor), most = hn::Set(df, 255.0F);
    std::size_t i = 0;
    for (; i + hn::Lanes(df) <= count; i += hn::Lanes(df)) {
        const auto level = hn::Mul(hn::Div(hn::Sub(hn::LoadU(df, numbers + i), least), divide), most);
        if constexpr (rounded)
            hn::StoreU(hn::DemoteTo(d16, hn::NearestInt(level)), d16, result + i);
        else
            hn::StoreU(hn::DemoteTo(d16, hn::ConvertTo(d32, level)), d16, result + i);
    }
    for (; i < count; ++i) {
        const float level = (numbers[i] - minimum) / divisor * 255.0F;
        result[i] = static_cast<std::int16_t>(rounded ? std::nearbyint(level) : level);
    }
}

void levels(const float* HWY_RESTRICT numbers, std::size_t count, float minimum, float divisor,
            std::int16_t* HWY_RESTRICT result, PlaneLayout::Levels how) {
    if (how == PlaneLayout::Levels::rounded)
        levelsAs<PlaneLayout::Levels::rounded>(numbers, count, minimum, divisor, result);
    else
        levelsAs<PlaneLayout::Levels::truncated>(numbers, count, minimum, divisor, result);
}

void numbers(const std::int16_t* HWY_RESTRICT levels, std::size_t count, float range, float minimum,
             float* HWY_RESTRICT result) {
    const auto high = hn::Set(df, high_part), low = hn::Set(df, low_part);
    const auto scale = hn::Set(df, range), least = hn::Set(df, minimum);
    std::size_t i = 0;
    for (; i + hn::Lanes(df) <= count; i += hn::Lanes(df)) {
        const auto level = hn::ConvertTo(df, hn::PromoteTo(d32, hn::LoadU(d16, levels + i)));
        const auto fraction = hn::Add(hn::Mul(level, high), hn::Mul(level, low));
        hn::StoreU(hn::Add(hn::Mul(fraction, scale), least), df, result + i);
    }
    for (; i < count; ++i) result[i] = static_cast<float>(levels[i]) / 255.0F * range + minimum;
}

}  // namespace lossylens::codec::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::codec {

HWY_EXPORT(extremes);
HWY_EXPORT(levels);
HWY_EXPORT(numbers);

Extremes findExtremes(std::span<const float> numbers) {
    return HWY_DYNAMIC_DISPATCH(extremes)(numbers.data(), numbers.size());
}

void toLevels(std::span<const float> numbers, float minimum, float divisor, std::span<std::int16_t> result,
              PlaneLayout::Levels how) {
    HWY_DYNAMIC_DISPATCH(levels)(numbers.data(), numbers.size(), minimum, divisor, result.data(), how);
}

void fromLevels(std::span<const std::int16_t> levels, float range, float minimum, std::span<float> result) {
    HWY_DYNAMIC_DISPATCH(numbers)(levels.data(), levels.size(), range, minimum, result.data());
}

}  // namespace lossylens::codec
#endif  // HWY_ONCE
