#include "codec/added_noise.h"

#include <algorithm>
#include <cmath>

#include "codec/vectors.h"

namespace lossylens::codec {

Distorted addNoise(std::span<const float> row, std::span<const double> noise, double scale) {
    Distorted result{.embedding = {row.begin(), row.end()}, .bytes = {}};
    for (std::size_t i = 0; i < row.size(); ++i)
        result.embedding[i] = static_cast<float>(static_cast<double>(row[i]) + scale * noise[i]);
    return result;
}

double noiseScale(std::span<const float> row, std::span<const double> noise, double cosine, double most) {
    const double length = norm(row);
    const double along = dot(noise, row) / length;
    double across = 0;  // squared; summed up, as a difference of squares would lose it beside a long `along`
    for (std::size_t i = 0; i < row.size(); ++i) {
        const double rest = noise[i] - along * static_cast<double>(row[i]) / length;
        across += rest * rest;
    }
    across = std::sqrt(across);
    if (across == 0.0) return 0;
    const double sine = std::sqrt(std::max(0.0, (1 - cosine) * (1 + cosine)));
    const double turned = across * cosine - along * sine;
    return turned > 0 ? std::min(length * sine / turned, most) : most;
}

Result<Distorted> AddsNoise::apply(const DistortionInput& input) const {
    return addNoise(input.row, noiseOf(input), input.spec.strength);
}

Result<Distorted> AddsNoise::reach(const DistortionInput& input, double cosine) const {
    const std::vector<double> noise = noiseOf(input);
    const double scale = noiseScale(input.row, noise, cosine, info().most);
    Distorted result = addNoise(input.row, noise, scale);
    result.strength = scale;
    return result;
}

std::vector<double> AddsNoise::noiseOf(const DistortionInput& input) const {
    const Draws draws(input, purpose_);
    const double scale = norm(input.row) / std::sqrt(static_cast<double>(input.row.size()));
    std::vector<double> noise(input.row.size());
    for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = scale * drawn(draws, i);
    return noise;
}

}  // namespace lossylens::codec
