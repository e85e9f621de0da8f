#include "codec/distortions.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

std::string knownNames() {
    std::string names;
    for (const Distortion* one : distortions())
        names += (names.empty() ? "" : ", ") + std::string(one->info().name);
    return names;
}

// The strength at which this row's cosine is JPEG's. A closed form: the strength of what is matchable so far
// is its cosine. Empty where no cosine is defined, because a row of zeros has no direction.
Result<std::optional<double>> matchedStrength(std::span<const float> embedding, int token_id, int quality) {
    const DistortionSpec spec{.strength = static_cast<double>(quality), .matched_quality = {}};
    const auto jpeg = jpegDistortion().apply(embedding, token_id, spec);
    if (!jpeg) return tl::unexpected(jpeg.error());
    const std::span<const float> after = jpeg->embedding;
    const double norms = norm(embedding) * norm(after);
    if (norms == 0.0) return std::nullopt;
    return std::clamp(dot(embedding, after) / norms, -1.0, 1.0);
}

}  // namespace

std::span<const Distortion* const> distortions() {
    static const std::array all{&jpegDistortion(), &rotationDistortion()};
    return all;
}

const Distortion* findDistortion(std::string_view name) {
    const auto all = distortions();
    const auto found = std::ranges::find(all, name, [](const Distortion* one) { return one->info().name; });
    return found == all.end() ? nullptr : *found;
}

Result<const Distortion*> requireDistortion(std::string_view name) {
    if (const Distortion* distortion = findDistortion(name)) return distortion;
    return fail(ErrorCode::usage, "distortion", "there is none named \"" + std::string(name) + "\"",
                "choose one of: " + knownNames());
}

Result<void> checkStrength(const Distortion::Info& info, double strength) {
    const bool in_range = strength >= info.least && strength <= info.most;  // NaN is in no range
    if (in_range && (!info.whole || strength == std::floor(strength))) return {};
    return fail(ErrorCode::usage, std::string(info.label) + " " + std::string(info.strength_label),
                numberText(strength) + (in_range ? " is not a whole number" : " is out of range"),
                std::string(info.whole ? "choose a whole number from " : "choose a number from ") +
                    numberText(info.least) + " to " + numberText(info.most));
}

Result<void> checkMatchable(const Distortion::Info& info) {
    if (info.matchable) return {};
    return fail(ErrorCode::usage, std::string(info.name), "cannot be matched to a cosine",
                "give its " + std::string(info.strength_label));
}

Result<Distorted> distort(std::span<const float> embedding, int token_id, const DistortionSpec& spec) {
    const auto distortion = requireDistortion(spec.name);
    if (!distortion) return tl::unexpected(distortion.error());
    if (!spec.matched_quality) return (*distortion)->apply(embedding, token_id, spec);
    if (auto matchable = checkMatchable((*distortion)->info()); !matchable)
        return tl::unexpected(matchable.error());

    const auto strength = matchedStrength(embedding, token_id, *spec.matched_quality);
    if (!strength) return tl::unexpected(strength.error());
    if (!*strength) return Distorted{.embedding = {embedding.begin(), embedding.end()}, .bytes = {}};
    DistortionSpec matched = spec;
    matched.strength = **strength;
    matched.matched_quality.reset();
    return (*distortion)->apply(embedding, token_id, matched);
}

}  // namespace lossylens::codec
