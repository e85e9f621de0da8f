#include "codec/distortions.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "codec/jpeg.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

std::string knownNames() {
    std::string names;
    for (const Distortion* one : distortions())
        names += (names.empty() ? "" : ", ") + std::string(one->info().name);
    return names;
}

DistortionSpec matchedJpeg(const DistortionSpec& spec) {
    return {
        .strength = static_cast<double>(*spec.matched_quality), .matched_quality = {}, .layout = spec.layout};
}

// The row at the strength at which its cosine is that of `jpeg`, the same row after JPEG. A closed form: the
// strength of what is matchable so far is its cosine. A row of zeros has no direction and stays as it is.
Result<Distorted> applyMatched(const Distortion& distortion, std::span<const float> embedding, int token_id,
                               const DistortionSpec& spec, std::span<const float> jpeg) {
    const double norms = norm(embedding) * norm(jpeg);
    if (norms == 0.0) return Distorted{.embedding = {embedding.begin(), embedding.end()}, .bytes = {}};
    DistortionSpec matched = spec;
    matched.strength = std::clamp(dot(embedding, jpeg) / norms, -1.0, 1.0);
    matched.matched_quality.reset();
    return distortion.apply(embedding, token_id, matched);
}

Result<const Distortion*> distortionFor(const DistortionSpec& spec) {
    auto distortion = requireDistortion(spec.name);
    if (!distortion || !spec.matched_quality) return distortion;
    if (auto matchable = checkMatchable((*distortion)->info()); !matchable)
        return tl::unexpected(matchable.error());
    return distortion;
}

// Each token alone.
Result<DistortedPrompt> distortEach(std::span<const float> embeddings, std::span<const int> token_ids,
                                    const DistortionSpec& spec) {
    DistortedPrompt prompt;
    const std::size_t d = embeddings.size() / token_ids.size();
    for (std::size_t i = 0; i < token_ids.size(); ++i) {
        auto row = distort(embeddings.subspan(i * d, d), token_ids[i], spec);
        if (!row) return tl::unexpected(row.error());
        if (row->bytes) prompt.bytes = prompt.bytes.value_or(0) + *row->bytes;
        prompt.rows.push_back(std::move(*row));
    }
    return prompt;
}

}  // namespace

bool usesJpeg(const DistortionSpec& spec) { return spec.matched_quality || spec.name == "jpeg"; }

bool makesOneImage(const DistortionSpec& spec) {
    return usesJpeg(spec) && spec.layout.image == PlaneLayout::Image::prompt;
}

Result<DistortedPrompt> distortPrompt(std::span<const float> embeddings, std::span<const int> token_ids,
                                      const DistortionSpec& spec) {
    if (token_ids.empty()) return DistortedPrompt{};
    if (!makesOneImage(spec)) return distortEach(embeddings, token_ids, spec);
    const auto distortion = distortionFor(spec);
    if (!distortion) return tl::unexpected(distortion.error());
    const DistortionSpec jpeg_spec = spec.matched_quality ? matchedJpeg(spec) : spec;
    if (auto good = checkStrength(jpegDistortion().info(), jpeg_spec.strength); !good)
        return tl::unexpected(good.error());
    const auto jpeg = Jpeg().roundTripPrompt(embeddings, static_cast<int>(token_ids.size()),
                                             static_cast<int>(jpeg_spec.strength), spec.layout);
    if (!jpeg) return tl::unexpected(within("prompt", jpeg.error()));

    DistortedPrompt prompt;
    const std::size_t d = embeddings.size() / token_ids.size();
    for (std::size_t i = 0; i < token_ids.size(); ++i) {
        const std::span<const float> after = std::span(jpeg->embedding).subspan(i * d, d);
        if (!spec.matched_quality) {
            prompt.rows.push_back({.embedding = {after.begin(), after.end()}, .bytes = {}});
            continue;
        }
        auto row = applyMatched(**distortion, embeddings.subspan(i * d, d), token_ids[i], spec, after);
        if (!row) return tl::unexpected(row.error());
        prompt.rows.push_back(std::move(*row));
    }
    if (!spec.matched_quality) prompt.bytes = jpeg->bytes;
    return prompt;
}

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
    const auto distortion = distortionFor(spec);
    if (!distortion) return tl::unexpected(distortion.error());
    if (!spec.matched_quality) return (*distortion)->apply(embedding, token_id, spec);
    const auto jpeg = jpegDistortion().apply(embedding, token_id, matchedJpeg(spec));
    if (!jpeg) return tl::unexpected(jpeg.error());
    return applyMatched(**distortion, embedding, token_id, spec, jpeg->embedding);
}

}  // namespace lossylens::codec
