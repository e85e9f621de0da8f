#include "nn/vector_math.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/vector_math.cpp"
#include <hwy/foreach_target.h>

#include <hwy/contrib/math/math-inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lossylens::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using One = hn::CappedTag<float, 1>;  // for the numbers past the last whole vector

// Calls body(tag, i) for vectors that cover 0 … count - 1.
template <class Body>
HWY_INLINE void ForVectors(std::size_t count, const Body& body) {
    const std::size_t lanes = hn::Lanes(Floats());
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) body(Floats(), i);
    for (; i < count; ++i) body(One(), i);
}

void AddTo(float* x, const float* y, std::size_t count) {
    ForVectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        hn::StoreU(hn::Add(hn::LoadU(d, x + i), hn::LoadU(d, y + i)), d, x + i);
    });
}

// Σ f(tag, i), in a fixed order.
template <class Term>
HWY_INLINE float Sum(std::size_t count, const Term& term) {
    const std::size_t lanes = hn::Lanes(Floats());
    auto sum = hn::Zero(Floats());
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) sum = hn::Add(sum, term(Floats(), i));
    float total = hn::GetLane(hn::SumOfLanes(Floats(), sum));
    for (; i < count; ++i) total += hn::GetLane(term(One(), i));
    return total;
}

void RmsNorm(const float* x, const float* weight, float epsilon, float* out, std::size_t count) {
    const float squares = Sum(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto v = hn::LoadU(d, x + i);
        return hn::Mul(v, v);
    });
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(count) + epsilon);
    ForVectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto normed = hn::Mul(hn::LoadU(d, x + i), hn::Set(d, scale));
        hn::StoreU(hn::Mul(normed, hn::LoadU(d, weight + i)), d, out + i);
    });
}

void LayerNorm(const float* x, const float* weight, const float* bias, float epsilon, float* out,
               std::size_t count) {
    const float mean = Sum(count, [&](auto d, std::size_t i) HWY_ATTR { return hn::LoadU(d, x + i); }) /
                       static_cast<float>(count);
    const float squares = Sum(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto v = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, mean));
        return hn::Mul(v, v);
    });
    const float scale = 1.0F / std::sqrt(squares / static_cast<float>(count) + epsilon);
    ForVectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto normed = hn::Mul(hn::Sub(hn::LoadU(d, x + i), hn::Set(d, mean)), hn::Set(d, scale));
        hn::StoreU(hn::MulAdd(normed, hn::LoadU(d, weight + i), hn::LoadU(d, bias + i)), d, out + i);
    });
}

// v / (1 + e^−u). The exponent is held where hwy's Exp is defined; there the quotient is 0 already.
template <class D, class V>
HWY_INLINE V TimesSigmoid(D d, V v, V u) {
    const auto exponent = hn::Min(hn::Neg(u), hn::Set(d, 88.0F));
    return hn::Div(v, hn::Add(hn::Set(d, 1.0F), hn::Exp(d, exponent)));
}

void SwiGlu(float* gate, const float* up, std::size_t count) {
    ForVectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto v = hn::LoadU(d, gate + i);
        hn::StoreU(hn::Mul(TimesSigmoid(d, v, v), hn::LoadU(d, up + i)), d, gate + i);
    });
}

// tanh(u) = 2 / (1 + e^−2u) − 1 turns GELU's half sum into one sigmoid.
void GeluTanh(float* x, std::size_t count) {
    constexpr auto kTwice = static_cast<float>(2 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi);
    ForVectors(count, [&](auto d, std::size_t i) HWY_ATTR {
        const auto v = hn::LoadU(d, x + i);
        const auto cubic = hn::MulAdd(hn::Mul(hn::Mul(v, v), v), hn::Set(d, 0.044715F), v);
        hn::StoreU(TimesSigmoid(d, v, hn::Mul(cubic, hn::Set(d, kTwice))), d, x + i);
    });
}

bool AllFinite(const float* x, std::size_t count) {
    // x · 0 is 0 for a finite number, NaN otherwise.
    return Sum(count, [&](auto d, std::size_t i)
                          HWY_ATTR { return hn::Mul(hn::LoadU(d, x + i), hn::Zero(d)); }) == 0;
}

}  // namespace lossylens::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lossylens::nn {

HWY_EXPORT(AddTo);
HWY_EXPORT(RmsNorm);
HWY_EXPORT(LayerNorm);
HWY_EXPORT(SwiGlu);
HWY_EXPORT(GeluTanh);
HWY_EXPORT(AllFinite);

void addTo(std::span<float> x, std::span<const float> y) {
    HWY_DYNAMIC_DISPATCH(AddTo)(x.data(), y.data(), x.size());
}

void rmsNorm(std::span<const float> x, std::span<const float> weight, float epsilon, std::span<float> out) {
    HWY_DYNAMIC_DISPATCH(RmsNorm)(x.data(), weight.data(), epsilon, out.data(), x.size());
}

void layerNorm(std::span<const float> x, std::span<const float> weight, std::span<const float> bias,
               float epsilon, std::span<float> out) {
    HWY_DYNAMIC_DISPATCH(LayerNorm)(x.data(), weight.data(), bias.data(), epsilon, out.data(), x.size());
}

void swiGlu(std::span<float> gate, std::span<const float> up) {
    HWY_DYNAMIC_DISPATCH(SwiGlu)(gate.data(), up.data(), gate.size());
}

void geluTanh(std::span<float> x) { HWY_DYNAMIC_DISPATCH(GeluTanh)(x.data(), x.size()); }

bool allFinite(std::span<const float> x) { return HWY_DYNAMIC_DISPATCH(AllFinite)(x.data(), x.size()); }

}  // namespace lossylens::nn
#endif
