#include "codec/added_noise.h"
#include "codec/distortions.h"

namespace lossylens::codec {

namespace {

// y = x + σ·‖x‖/√d·g, g standard normal: E cos ≈ 1/√(1+σ²).
class Gaussian final : public AddsNoise {
public:
    Gaussian() : AddsNoise(Purpose::gaussian) {}

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

private:
    [[nodiscard]] double drawn(const Draws& draws, std::uint64_t i) const override { return draws.normal(i); }
};

}  // namespace

const Distortion& gaussianDistortion() {
    static const Gaussian distortion;
    return distortion;
}

}  // namespace lossylens::codec
