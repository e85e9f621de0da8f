#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <vector>

#include "codec/added_noise.h"
#include "codec/distortions.h"
#include "codec/draws.h"
#include "codec/fast_round_trip.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

using Noise = std::vector<double>;

// JPEG's row at a quality, each token alone.
Result<std::vector<float>> jpegOf(std::span<const float> row, int quality, const PlaneLayout& layout) {
    thread_local FastRoundTrip jpeg;
    std::vector<float> after(row.size());
    if (auto done = jpeg.run(row, quality, after, layout); !done) return tl::unexpected(done.error());
    return after;
}

Result<Noise> errorOf(std::span<const float> row, int quality, const PlaneLayout& layout) {
    const auto after = jpegOf(row, quality, layout);
    if (!after) return tl::unexpected(after.error());
    Noise error(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
        error[i] = static_cast<double>((*after)[i]) - static_cast<double>(row[i]);
    return error;
}

// The quality at which JPEG brings this row nearest to a cosine: by bisection, as cosines rise with it but
// for small steps back.
Result<int> qualityNear(double cosine, const DistortionInput& input) {
    int below = 1, above = 100;
    double cosine_below = -1, cosine_above = 1;
    while (above - below > 1) {
        const int middle = (below + above) / 2;
        const auto after = jpegOf(input.row, middle, input.spec.layout);
        if (!after) return tl::unexpected(after.error());
        const double here = dot(input.row, std::span<const float>(*after)) /
                            (norm(input.row) * norm(std::span<const float>(*after)));
        (here < cosine ? below : above) = middle;
        (here < cosine ? cosine_below : cosine_above) = here;
    }
    return cosine - cosine_below < cosine_above - cosine ? below : above;
}

Result<Noise> withSignsFlipped(const DistortionInput& input, int quality) {
    auto error = errorOf(input.row, quality, input.spec.layout);
    if (!error) return error;
    const Draws draws(input, Purpose::signs);
    for (std::size_t i = 0; i < error->size(); ++i) {
        if (draws.uniform(i) < 0.5) (*error)[i] = -(*error)[i];
    }
    return error;
}

Result<Noise> permuted(const DistortionInput& input, int quality) {
    auto error = errorOf(input.row, quality, input.spec.layout);
    if (!error) return error;
    const Draws draws(input, Purpose::permutation);
    for (std::size_t i = error->size(); i > 1; --i) {  // Fisher and Yates
        const auto other = static_cast<std::size_t>(draws.uniform(i) * static_cast<double>(i));
        std::swap((*error)[i - 1], (*error)[other]);
    }
    return error;
}

constexpr int most_tries = 1000;  // to draw a token that has an error: enough where one in a hundred has

Result<Noise> ofAnotherToken(const Distortion::Info& info, const DistortionInput& input, int quality) {
    const auto table = requireTable(info, input.context);
    if (!table) return tl::unexpected(table.error());
    const Draws draws(input, Purpose::other_token);
    std::vector<float> other(input.row.size());
    for (std::uint64_t i = 0; i < most_tries; ++i) {
        const int id = static_cast<int>(draws.uniform(i) * (*table)->size().tokens);
        if (id == input.token_id) continue;
        (*table)->read(id, other);
        auto error = errorOf(other, quality, input.spec.layout);
        if (error && std::ranges::any_of(*error, [](double number) { return number != 0; })) return error;
    }
    return fail(ErrorCode::usage, std::string(info.label), "no other token of the table has an error",
                "choose another distortion");
}

// y = x + JPEG's own error, made to belong to this token, these dimensions or these signs no more. To reach a
// cosine the error is scaled: that of the quality which the cosine is JPEG's at, so that it stays the error
// of that strength.
class Residual final : public Distortion {
public:
    using Change = std::function<Result<Noise>(const DistortionInput& input, int quality)>;

    Residual(std::string_view name, std::string_view label, std::string_view formula, Change noise)
        : name_(name), label_(label), formula_(formula), noise_(std::move(noise)) {}

    [[nodiscard]] Info info() const override {
        return {.name = name_,
                .label = label_,
                .formula = formula_,
                .strength_label = "quality",
                .least = 1,
                .most = 100,
                .whole = true,
                .matchable = true,
                .random = true,
                .has_plane = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto noise = noise_(input, static_cast<int>(input.spec.strength));
        if (!noise) return tl::unexpected(noise.error());
        return addNoise(input.row, *noise, 1);
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        const auto quality = input.spec.matched_quality ? Result<int>(*input.spec.matched_quality)
                                                        : qualityNear(cosine, input);
        if (!quality) return tl::unexpected(quality.error());
        const auto noise = noise_(input, *quality);
        if (!noise) return tl::unexpected(noise.error());
        Distorted result = addNoise(input.row, *noise, noiseScale(input.row, *noise, cosine, most_scale));
        result.strength = *quality;
        return result;
    }

private:
    static constexpr double most_scale = 1000;
    std::string_view name_, label_, formula_;
    Change noise_;
};

}  // namespace

const Distortion& residualSignsDistortion() {
    static const Residual distortion("residual-signs", "JPEG's error, signs flipped",
                                     "x + JPEG's error with random signs", withSignsFlipped);
    return distortion;
}

const Distortion& residualPermutedDistortion() {
    static const Residual distortion("residual-permuted", "JPEG's error, permuted",
                                     "x + JPEG's error permuted over the dimensions", permuted);
    return distortion;
}

const Distortion& residualOtherDistortion() {
    static const Residual distortion(
        "residual-other", "JPEG's error of another token", "x + JPEG's error of a random other token",
        [](const DistortionInput& input, int quality) {
            return ofAnotherToken(residualOtherDistortion().info(), input, quality);
        });
    return distortion;
}

}  // namespace lossylens::codec
