#include <cmath>
#include <vector>

#include "codec/added_noise.h"
#include "codec/distortions.h"
#include "codec/draws.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

// y = x + U(−a, a)·‖x‖/√d: E cos ≈ 1/√(1+a²/3).
class Uniform final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "uniform",
                .label = "Uniform noise",
                .formula = "x + ‖x‖/√d·u, u uniform in (−a, a)",
                .strength_label = "a",
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
        const double a = noiseScale(input.row, noise, cosine, info().most);
        Distorted result = addNoise(input.row, noise, a);
        result.strength = a;
        return result;
    }

private:
    [[nodiscard]] static std::vector<double> noiseOf(const DistortionInput& input) {
        const Draws draws(input, Purpose::uniform);
        const double scale = norm(input.row) / std::sqrt(static_cast<double>(input.row.size()));
        std::vector<double> noise(input.row.size());
        for (std::size_t i = 0; i < noise.size(); ++i) noise[i] = scale * (2 * draws.uniform(i) - 1);
        return noise;
    }
};

}  // namespace

const Distortion& uniformDistortion() {
    static const Uniform distortion;
    return distortion;
}

}  // namespace lossylens::codec
