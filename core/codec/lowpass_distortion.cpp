#include <numeric>
#include <vector>

#include "codec/distortions.h"
#include "codec/kept_components.h"
#include "codec/transforms.h"

namespace lossylens::codec {

namespace {

// y keeps the first K coefficients of the orthonormal DCT-II of x: cos = √(energy kept).
class Lowpass final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "lowpass",
                .label = "Low DCT frequencies",
                .formula = "the first K of its orthonormal DCT coefficients",
                .strength_label = "K",
                .least = 1,
                .most = most_components,
                .whole = true,
                .matchable = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        return kept(componentsOf(input.row), input.spec.strength);
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const Components components = componentsOf(input.row);
        const double count = countForCosine(components, cosine);
        Distorted result = kept(components, count);
        result.strength = count;
        return result;
    }

private:
    [[nodiscard]] static Components componentsOf(std::span<const float> row) {
        Components components{.numbers = dctOf(std::vector<double>(row.begin(), row.end())),
                              .base = {},
                              .order = {},
                              .group_ends = {}};
        components.order.resize(components.numbers.size());
        std::iota(components.order.begin(), components.order.end(), 0);
        return components;
    }

    [[nodiscard]] static Distorted kept(const Components& components, double count) {
        const std::vector<double> numbers = inverseDct(keep(components, count));
        return {.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
    }
};

}  // namespace

const Distortion& lowpassDistortion() {
    static const Lowpass distortion;
    return distortion;
}

}  // namespace lossylens::codec
