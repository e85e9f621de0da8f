#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "codec/distortions.h"
#include "codec/draws.h"
#include "codec/kept_components.h"

namespace lossylens::codec {

namespace {

// y is x with a random fraction of its numbers set to 0: of d numbers the nearest whole number to fraction·d,
// in an order that is drawn once, so that more are added to those that are dropped already.
class Dropout final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "dropout",
                .label = "Dropout",
                .formula = "x with a random fraction of its numbers set to 0",
                .strength_label = "fraction",
                .least = 0,
                .most = 1,
                .matchable = true,
                .random = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto d = static_cast<double>(input.row.size());
        return kept(componentsOf(input), d - std::nearbyint(input.spec.strength * d));
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const Components components = componentsOf(input);
        const double count = countForCosine(components, cosine);
        Distorted result = kept(components, count);
        result.strength = 1 - count / static_cast<double>(input.row.size());
        return result;
    }

private:
    [[nodiscard]] static Components componentsOf(const DistortionInput& input) {
        const Draws draws(input, Purpose::dropout);
        std::vector<double> lots(input.row.size());
        for (std::size_t i = 0; i < lots.size(); ++i) lots[i] = draws.uniform(i);
        Components components{
            .numbers = {input.row.begin(), input.row.end()}, .base = {}, .order = {}, .group_ends = {}};
        components.order.resize(lots.size());
        std::iota(components.order.begin(), components.order.end(), 0);
        std::ranges::stable_sort(components.order, {},
                                 [&](int i) { return lots[static_cast<std::size_t>(i)]; });
        return components;
    }

    [[nodiscard]] static Distorted kept(const Components& components, double count) {
        const std::vector<double> numbers = keep(components, count);
        return {.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
    }
};

}  // namespace

const Distortion& dropoutDistortion() {
    static const Dropout distortion;
    return distortion;
}

}  // namespace lossylens::codec
