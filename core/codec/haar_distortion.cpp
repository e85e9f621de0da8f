#include <bit>
#include <vector>

#include "codec/distortions.h"
#include "codec/kept_components.h"
#include "codec/ladder.h"
#include "codec/transforms.h"

namespace lossylens::codec {

namespace {

// y keeps the K largest coefficients of the orthonormal Haar transform of x, padded with zeros to a power of
// two. What is kept spills into the padding and is cut off there, so that a cosine is that of what comes out.
class Haar final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "haar",
                .label = "Largest Haar coefficients",
                .formula = "the K largest of its orthonormal Haar coefficients",
                .strength_label = "K",
                .least = 1,
                .most = most_components,
                .whole = true,
                .matchable = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto numbers = kept(componentsOf(input.row), input.row.size(), input.spec.strength);
        return Distorted{.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const Components components = componentsOf(input.row);
        Reached reached = climbTo(input.row, cosine, 1, components.groups(),
                                  [&](int count) { return kept(components, input.row.size(), count); });
        return Distorted{
            .embedding = std::move(reached.embedding), .bytes = {}, .strength = reached.strength};
    }

private:
    [[nodiscard]] static Components componentsOf(std::span<const float> row) {
        std::vector<double> padded(row.begin(), row.end());
        padded.resize(std::bit_ceil(padded.size()));
        Components components{.numbers = haarOf(padded), .base = {}, .order = {}, .group_ends = {}};
        components.order = byEnergy(components.numbers);
        return components;
    }

    [[nodiscard]] static std::vector<double> kept(const Components& components, std::size_t dimensions,
                                                  double count) {
        std::vector<double> numbers = inverseHaar(keep(components, count));
        numbers.resize(dimensions);
        return numbers;
    }
};

}  // namespace

const Distortion& haarDistortion() {
    static const Haar distortion;
    return distortion;
}

}  // namespace lossylens::codec
