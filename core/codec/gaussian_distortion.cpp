#include <cmath>
#include <vector>

#include "codec/added_noise.h"
#include "codec/distortions.h"
#include "codec/draws.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

// y = x + σ·‖x‖/√d·g, g standard normal: E cos ≈ 1/√(1+σ²).
class Gaussian final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "gaussian",
                .label = "Gaussian noise",
                .formula = "x + σ·‖x‖/√d·g, g standard normal",
                .strength_label = "σ",
                .least = 0,
                .most = 1000,
                .matchable = true,
                .random = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        return addNoise(input.row, noiseOf(input), input.spec.strength);
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const std::vector<double> noise = noiseOf(input);
        const double sigma = noiseScale(input.row, noise, cosine, info().most);
        Distorted result = addNoise(input.row, noise, sigma);
        result.strength = sigma;
        return result;
    }

private:
    [[nodiscard]] static std::vector<double> noiseOf(const DistortionInput& input) {
        const Draws draws(input, Purpose::gaussian);
        const double scale = norm(input.row) / std::sqrt(static_cast<double>(input.row.size()));
        std::vector<double> noise(input.row.size());
        for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = scale * draws.normal(i);
        return noise;
    }
};

}  // namespace

const Distortion& gaussianDistortion() {
    static const Gaussian distortion;
    return distortion;
}

}  // namespace lossylens::codec
