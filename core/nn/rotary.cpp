#include "nn/rotary.h"

#include <cmath>
#include <numbers>

namespace lossylens::nn {
namespace {

// Llama 3: long wavelengths are stretched by `factor`, short ones kept, those between blended
// (transformers, modeling_rope_utils, _compute_llama3_parameters).
double scaledLikeLlama3(double frequency, const formats::RopeScaling& scaling) {
    const double wavelength = 2 * std::numbers::pi / frequency;
    const double turns = scaling.original_context / wavelength;
    if (turns < scaling.low_frequency_factor) return frequency / scaling.factor;
    if (turns > scaling.high_frequency_factor) return frequency;
    const double blend = (turns - scaling.low_frequency_factor) /
                         (scaling.high_frequency_factor - scaling.low_frequency_factor);
    return (1 - blend) * frequency / scaling.factor + blend * frequency;
}

double scaled(double frequency, const formats::RopeScaling& scaling) {
    switch (scaling.kind) {
        case formats::RopeScaling::Kind::none:
            return frequency;
        case formats::RopeScaling::Kind::linear:
            return frequency / scaling.factor;
        case formats::RopeScaling::Kind::llama3:
            return scaledLikeLlama3(frequency, scaling);
    }
    return frequency;
}

}  // namespace

Rotary::Rotary(const formats::Hyperparameters& shape, std::span<const float> divisors)
    : layout_(shape.rope_layout) {
    for (int j = 0; j < shape.head_dimensions / 2; ++j) {
        const double base = std::pow(shape.rope_base, -2.0 * j / shape.head_dimensions);
        const double divisor =
            divisors.empty() ? 1.0 : static_cast<double>(divisors[static_cast<std::size_t>(j)]);
        frequencies_.push_back(static_cast<float>(scaled(base, shape.rope_scaling) / divisor));
    }
}

Rotary::Table Rotary::table(int positions) const {
    Table table;
    const std::size_t size = static_cast<std::size_t>(positions) * frequencies_.size();
    table.cosines.reserve(size);
    table.sines.reserve(size);
    for (int position = 0; position < positions; ++position) {
        for (const float frequency : frequencies_) {
            const float angle = static_cast<float>(position) * frequency;  // float32, as transformers has it
            table.cosines.push_back(std::cos(angle));
            table.sines.push_back(std::sin(angle));
        }
    }
    return table;
}

void Rotary::turn(std::span<float> heads, const Table& table, int position) const {
    const std::size_t half = frequencies_.size();
    const float* cosines = table.cosines.data() + static_cast<std::size_t>(position) * half;
    const float* sines = table.sines.data() + static_cast<std::size_t>(position) * half;
    const std::size_t step = layout_ == formats::RopeLayout::halves ? 1 : 2;
    const std::size_t across = layout_ == formats::RopeLayout::halves ? half : 1;
    for (std::size_t head = 0; head + 2 * half <= heads.size(); head += 2 * half) {
        for (std::size_t j = 0; j < half; ++j) {
            float& a = heads[head + j * step];
            float& b = heads[head + j * step + across];
            const float turned = a * cosines[j] - b * sines[j];
            b = b * cosines[j] + a * sines[j];
            a = turned;
        }
    }
}

}  // namespace lossylens::nn
