#include "codec/added_noise.h"
#include "codec/distortions.h"

namespace lossylens::codec {

namespace {

// y = x + U(−a, a)·‖x‖/√d: E cos ≈ 1/√(1+a²/3).
class Uniform final : public AddsNoise {
public:
    Uniform() : AddsNoise(Purpose::uniform) {}

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

private:
    [[nodiscard]] double drawn(const Draws& draws, std::uint64_t i) const override {
        return 2 * draws.uniform(i) - 1;
    }
};

}  // namespace

const Distortion& uniformDistortion() {
    static const Uniform distortion;
    return distortion;
}

}  // namespace lossylens::codec
