#include <vector>

#include "codec/distortions.h"
#include "codec/kept_components.h"
#include "codec/transforms.h"

namespace lossylens::codec {

namespace {

// y keeps the K largest coefficients of the orthonormal DCT-II of x: cos = √(energy kept).
class Dct final : public KeepsComponents {
public:
    [[nodiscard]] Info info() const override {
        return infoOf("dct", "Largest DCT coefficients", "the K largest of its orthonormal DCT coefficients");
    }

private:
    [[nodiscard]] Components componentsOf(std::span<const float> row) const override {
        Components components{.numbers = dctOf(std::vector<double>(row.begin(), row.end())),
                              .base = {},
                              .order = {},
                              .group_ends = {}};
        components.order = byEnergy(components.numbers);
        return components;
    }

    [[nodiscard]] std::vector<double> rowOf(const std::vector<double>& kept) const override {
        return inverseDct(kept);
    }
};

}  // namespace

const Distortion& dctDistortion() {
    static const Dct distortion;
    return distortion;
}

}  // namespace lossylens::codec
