#include <algorithm>
#include <cmath>
#include <vector>

#include "codec/distortions.h"
#include "codec/ladder.h"
#include "codec/plane.h"
#include "codec/quantised_levels.h"

namespace lossylens::codec {

namespace {

// JPEG's quantisation of the DCT, without the steps to 8 bits before and after: levels 0 … 255 that are no
// whole numbers, in the paper's plane (or another layout's), in blocks that repeat the last row and column.
class DctQuant final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "dctquant",
                .label = "JPEG without 8 bits",
                .formula = "JPEG's quantised DCT, without the 8-bit steps",
                .strength_label = "quality",
                .least = 1,
                .most = 100,
                .whole = true,
                .matchable = true,
                .has_plane = true,
                .takes_prompt = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto plane = measurePlane(input.row, input.spec.layout);
        if (!plane) return tl::unexpected(plane.error());
        const auto numbers = coded(*plane, input.row)(static_cast<int>(input.spec.strength));
        return Distorted{.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
    }

    // Below quality 1 there is 0, at which nothing but the middle grey is left.
    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const auto plane = measurePlane(input.row, input.spec.layout);
        if (!plane) return tl::unexpected(plane.error());
        Reached reached = climbTo(input.row, cosine, 0, 100, coded(*plane, input.row));
        return Distorted{
            .embedding = std::move(reached.embedding), .bytes = {}, .strength = reached.strength};
    }

    [[nodiscard]] Result<Image> applyToPrompt(std::span<const float> embeddings, int tokens,
                                              const DistortionSpec& spec) const override {
        const auto plane = toPromptPlane(embeddings, tokens, spec.layout);
        if (!plane) return tl::unexpected(plane.error());
        const auto numbers = coded(*plane, embeddings)(static_cast<int>(spec.strength));
        return Image{.embeddings = {numbers.begin(), numbers.end()}, .bytes = {}};
    }

private:
    // The numbers at each quality; transformed once.
    [[nodiscard]] static Rung coded(const Plane& plane, std::span<const float> numbers) {
        if (plane.minimum == plane.maximum)
            return [same = std::vector<double>(numbers.begin(), numbers.end())](int) { return same; };
        const double scale = static_cast<double>(plane.divisor()) / 255,
                     least = static_cast<double>(plane.minimum);
        std::vector<double> levels(
            static_cast<std::size_t>(plane.rows) * static_cast<std::size_t>(plane.columns),
            -least / scale);  // the padding's zeros
        const std::vector<int> places = samplePlaces(plane);
        for (std::size_t i = 0; i < places.size(); ++i)
            levels[static_cast<std::size_t>(places[i])] = (static_cast<double>(numbers[i]) - least) / scale;
        return [=, blocks = QuantisedLevels(levels, plane.rows, plane.columns)](int quality) {
            const std::vector<double> decoded = blocks.at(quality);
            std::vector<double> result(places.size());
            for (std::size_t i = 0; i < places.size(); ++i)
                result[i] = decoded[static_cast<std::size_t>(places[i])] * scale + least;
            return result;
        };
    }
};

}  // namespace

const Distortion& dctquantDistortion() {
    static const DctQuant distortion;
    return distortion;
}

}  // namespace lossylens::codec
