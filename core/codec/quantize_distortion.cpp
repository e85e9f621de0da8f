#include <algorithm>
#include <cmath>
#include <vector>

#include "codec/distortions.h"
#include "codec/ladder.h"

namespace lossylens::codec {

namespace {

// y = x on 2^bits uniform levels between its minimum and its maximum, each number to the nearest. A match may
// need less than one bit: with no bit at all every number is the minimum.
class Quantize final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "quantize",
                .label = "Uniform levels",
                .formula = "the nearest of 2^bits uniform levels between min and max",
                .strength_label = "bits",
                .least = 1,
                .most = most_bits,
                .whole = true,
                .matchable = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto numbers = atBits(input.row, static_cast<int>(input.spec.strength));
        return Distorted{.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        Reached reached =
            climbTo(input.row, cosine, 0, most_bits, [&](int bits) { return atBits(input.row, bits); });
        return Distorted{
            .embedding = std::move(reached.embedding), .bytes = {}, .strength = reached.strength};
    }

private:
    static constexpr int most_bits = 16;

    [[nodiscard]] static std::vector<double> atBits(std::span<const float> row, int bits) {
        const auto [least, most] = std::ranges::minmax_element(row);
        const double minimum = static_cast<double>(*least), range = static_cast<double>(*most) - minimum;
        std::vector<double> numbers(row.begin(), row.end());
        if (range == 0.0) return numbers;  // a constant row is its own level
        const double last = std::exp2(bits) - 1;
        for (double& number : numbers) {
            number = bits == 0 ? minimum
                               : minimum + std::nearbyint((number - minimum) / range * last) / last * range;
        }
        return numbers;
    }
};

}  // namespace

const Distortion& quantizeDistortion() {
    static const Quantize distortion;
    return distortion;
}

}  // namespace lossylens::codec
