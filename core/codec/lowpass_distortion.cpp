#include <numeric>
#include <vector>

#include "codec/distortions.h"
#include "codec/kept_components.h"
#include "codec/transforms.h"

namespace lossylens::codec {

namespace {

// y keeps the first K coefficients of the orthonormal DCT-II of x: cos = √(energy kept).
class Lowpass final : public KeepsComponents {
public:
    [[nodiscard]] Info info() const override {
        return infoOf("lowpass", "Low DCT frequencies", "the first K of its orthonormal DCT coefficients");
    }

private:
    [[nodiscard]] Components componentsOf(std::span<const float> row) const override {
        Components components{.numbers = dctOf(std::vector<double>(row.begin(), row.end())),
                              .base = {},
                              .order = {},
                              .group_ends = {}};
        components.order.resize(components.numbers.size());
        std::iota(components.order.begin(), components.order.end(), 0);
        return components;
    }

    [[nodiscard]] std::vector<double> rowOf(const std::vector<double>& kept) const override {
        return inverseDct(kept);
    }
};

}  // namespace

const Distortion& lowpassDistortion() {
    static const Lowpass distortion;
    return distortion;
}

}  // namespace lossylens::codec
