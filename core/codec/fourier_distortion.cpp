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
class Fourier final : public KeepsComponents {
public:
    [[nodiscard]] Info info() const override {
        return infoOf("fourier", "Largest Fourier frequencies",
                      "the K frequencies of most energy, each a conjugate pair");
    }

private:
    [[nodiscard]] Components componentsOf(std::span<const float> row) const override {
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

    [[nodiscard]] std::vector<double> rowOf(const std::vector<double>& kept) const override {
        return inverseFourier(kept);
    }
};

}  // namespace

const Distortion& fourierDistortion() {
    static const Fourier distortion;
    return distortion;
}

}  // namespace lossylens::codec
