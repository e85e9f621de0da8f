#include "codec/distortions.h"

namespace lossylens::codec {

namespace {

// y = a·x: the negative control. The cosine is 1 whatever a, so that there is nothing to match.
class Shrink final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "shrink",
                .label = "Shrinking",
                .formula = "a·x",
                .strength_label = "a",
                .least = 0,
                .most = 10,
                .usual = 0.5};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        Distorted result{.embedding = {input.row.begin(), input.row.end()}, .bytes = {}};
        for (float& number : result.embedding)
            number = static_cast<float>(input.spec.strength * static_cast<double>(number));
        return result;
    }
};

}  // namespace

const Distortion& shrinkDistortion() {
    static const Shrink distortion;
    return distortion;
}

}  // namespace lossylens::codec
