#include <vector>

#include "codec/distortions.h"
#include "codec/kept_components.h"
#include "codec/transforms.h"

namespace lossylens::codec {

namespace {

// Of the frequency that begins there: a real and an imaginary part, except for the constant and the last one
// of an even length.
std::size_t widthAt(std::size_t first, std::size_t length) {
    return first == 0 || first + 1 == length ? 1 : 2;
}

// y keeps the K frequencies of x that have most energy: cos = √(energy kept). The spectrum of real numbers is
// symmetric, so that a frequency is a conjugate pair and K counts it once; constant and highest stand alone.
class Fourier final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "fourier",
                .label = "Largest Fourier frequencies",
                .formula = "the K frequencies of most energy, each a conjugate pair",
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
        Components components{.numbers = fourierOf(std::vector<double>(row.begin(), row.end())),
                              .base = {},
                              .order = {},
                              .group_ends = {}};
        std::vector<double> energies;
        for (std::size_t first = 0; first < row.size(); first += widthAt(first, row.size())) {
            energies.push_back(0);
            for (std::size_t i = first; i < first + widthAt(first, row.size()); ++i)
                energies.back() += components.numbers[i] * components.numbers[i];
        }
        for (const int frequency : byEnergy(energies)) {
            const std::size_t first = frequency == 0 ? 0 : 2 * static_cast<std::size_t>(frequency) - 1;
            for (std::size_t i = first; i < first + widthAt(first, row.size()); ++i)
                components.order.push_back(static_cast<int>(i));
            components.group_ends.push_back(static_cast<int>(components.order.size()));
        }
        return components;
    }

    [[nodiscard]] static Distorted kept(const Components& components, double count) {
        const std::vector<double> numbers = inverseFourier(keep(components, count));
        return {.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
    }
};

}  // namespace

const Distortion& fourierDistortion() {
    static const Fourier distortion;
    return distortion;
}

}  // namespace lossylens::codec
