#pragma once

#include <span>

namespace lossylens::nn {

// The small parts between the matrix products, float32 with Highway. Each depends on its arguments alone, so
// rows can be spread over threads in any way.

// x += y
void addTo(std::span<float> x, std::span<const float> y);

// out = x / sqrt(mean(x²) + epsilon) · weight
void rmsNorm(std::span<const float> x, std::span<const float> weight, float epsilon, std::span<float> out);

// out = (x − mean) / sqrt(variance + epsilon) · weight + bias
void layerNorm(std::span<const float> x, std::span<const float> weight, std::span<const float> bias,
               float epsilon, std::span<float> out);

// gate = silu(gate) · up, where silu(v) = v / (1 + e^−v)
void swiGlu(std::span<float> gate, std::span<const float> up);

// GPT-2's GELU: v/2 · (1 + tanh(√(2/π) · (v + 0.044715 v³)))
void geluTanh(std::span<float> x);

[[nodiscard]] bool allFinite(std::span<const float> x);

}  // namespace lossylens::nn
