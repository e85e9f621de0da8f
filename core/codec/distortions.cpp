#include "codec/distortions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "codec/nearest_rows.h"
#include "codec/plane.h"
#include "codec/vectors.h"

// Every distortion, a line each, in the order they are shown. Each is made in a file of its own.
#define LOSSYLENS_DISTORTIONS(ADD) \
    ADD(jpeg)                      \
    ADD(rotation)                  \
    ADD(gaussian)                  \
    ADD(uniform)                   \
    ADD(dct)                       \
    ADD(fourier)                   \
    ADD(haar)                      \
    ADD(lowpass)                   \
    ADD(pca)                       \
    ADD(quantize)                  \
    ADD(dropout)                   \
    ADD(eightbit)                  \
    ADD(dctquant)                  \
    ADD(shrink)                    \
    ADD(residualSigns)             \
    ADD(residualPermuted)          \
    ADD(residualOther)

namespace lossylens::codec {

#define LOSSYLENS_DECLARE(name) const Distortion& name##Distortion();
LOSSYLENS_DISTORTIONS(LOSSYLENS_DECLARE)
#undef LOSSYLENS_DECLARE

namespace {

using Finish = DistortionSpec::Finish;

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

std::optional<double> cosineOf(std::span<const float> a, std::span<const float> b) {
    const double squares = dot(a, a) * dot(b, b);
    if (squares == 0.0) return std::nullopt;
    return std::clamp(dot(a, b) / std::sqrt(squares), -1.0, 1.0);
}

// The same rows are refused as by JPEG, which everything is compared with.
Result<void> checkRow(std::span<const float> embedding, int token_id) {
    if (auto plane = measurePlane(embedding); !plane)
        return tl::unexpected(within("token " + std::to_string(token_id), std::move(plane.error())));
    return {};
}

// A cosine that is not defined has nothing to reach it: the row stays as it is.
Result<Distorted> reach(const Distortion& distortion, const DistortionInput& input,
                        std::optional<double> target) {
    if (!target) return Distorted{.embedding = {input.row.begin(), input.row.end()}, .bytes = {}};
    auto result = distortion.reach(input, *target);
    if (!result) return result;
    result->target = target;
    result->achieved = cosineOf(input.row, result->embedding);
    return result;
}

// y / ‖y‖ · ‖x‖.
void restoreNorm(std::span<const float> before, std::vector<float>& after) {
    const double length = norm(std::span<const float>(after));
    if (length == 0.0) return;
    const double scale = norm(before) / length;
    for (float& number : after) number = static_cast<float>(scale * static_cast<double>(number));
}

// Resolves a match to a quality: `jpeg` is the row after it, where somebody knows it already.
Result<Distorted> distortOne(const Distortion& distortion, const DistortionInput& input,
                             const std::optional<std::vector<float>>& jpeg = {}) {
    if (auto good = checkRow(input.row, input.token_id); !good) return tl::unexpected(good.error());
    Result<Distorted> result;
    if (jpeg) {
        result = reach(distortion, input, cosineOf(input.row, *jpeg));
    } else if (input.spec.matched_quality) {
        const DistortionSpec spec = matchedJpeg(input.spec);
        const auto own = jpegDistortion().apply({input.row, input.token_id, spec, input.context});
        if (!own) return own;
        result = reach(distortion, input, cosineOf(input.row, own->embedding));
    } else if (input.spec.matched_cosine) {
        const bool has_direction = norm(input.row) > 0;
        result = reach(distortion, input, has_direction ? input.spec.matched_cosine : std::nullopt);
    } else {
        result = distortion.apply(input);
    }
    if (result && input.spec.finish == Finish::norm) restoreNorm(input.row, result->embedding);
    return result;
}

DistortionContext atPosition(const DistortionContext& context, std::size_t offset) {
    DistortionContext own = context;
    own.position += static_cast<int>(offset);
    return own;
}

// All but the last step, of each token alone.
Result<DistortedPrompt> distortEach(std::span<const float> embeddings, std::span<const int> token_ids,
                                    const DistortionSpec& spec, const DistortionContext& context) {
    DistortedPrompt prompt;
    const std::size_t d = embeddings.size() / token_ids.size();
    for (std::size_t i = 0; i < token_ids.size(); ++i) {
        auto row =
            distortWithoutNearest(embeddings.subspan(i * d, d), token_ids[i], spec, atPosition(context, i));
        if (!row) return tl::unexpected(row.error());
        if (row->bytes) prompt.bytes = prompt.bytes.value_or(0) + *row->bytes;
        prompt.rows.push_back(std::move(*row));
    }
    return prompt;
}

// The same of a prompt that is one image, by itself or by the JPEG that it is matched to.
Result<DistortedPrompt> distortImage(std::span<const float> embeddings, std::span<const int> token_ids,
                                     const DistortionSpec& spec, const DistortionContext& context) {
    const auto distortion = check(spec);
    if (!distortion) return tl::unexpected(distortion.error());
    const DistortionSpec image_spec = spec.matched_quality ? matchedJpeg(spec) : spec;
    const Distortion& maker = spec.matched_quality ? jpegDistortion() : **distortion;
    const auto image = maker.applyToPrompt(embeddings, static_cast<int>(token_ids.size()), image_spec);
    if (!image) return tl::unexpected(within("prompt", image.error()));

    DistortedPrompt prompt;
    const std::size_t d = embeddings.size() / token_ids.size();
    for (std::size_t i = 0; i < token_ids.size(); ++i) {
        const auto before = embeddings.subspan(i * d, d);
        const auto own = std::span<const float>(image->embeddings).subspan(i * d, d);
        std::vector<float> after(own.begin(), own.end());
        if (!spec.matched_quality) {
            if (spec.finish == Finish::norm) restoreNorm(before, after);
            prompt.rows.push_back({.embedding = std::move(after), .bytes = {}});
            continue;
        }
        auto row =
            distortOne(**distortion, {before, token_ids[i], spec, atPosition(context, i)}, std::move(after));
        if (!row) return tl::unexpected(row.error());
        prompt.rows.push_back(std::move(*row));
    }
    if (!spec.matched_quality) prompt.bytes = image->bytes;
    return prompt;
}

}  // namespace

Result<Distorted> Distortion::reach(const DistortionInput&, double) const {
    return tl::unexpected(checkMatchable(info()).error());
}

Result<Distortion::Image> Distortion::applyToPrompt(std::span<const float>, int,
                                                    const DistortionSpec&) const {
    return fail(ErrorCode::usage, std::string(info().name), "takes each token alone",
                "leave out the layout \"prompt\"");
}

bool isMatched(const DistortionSpec& spec) { return spec.matched_quality || spec.matched_cosine; }

bool usesJpeg(const DistortionSpec& spec) {
    return spec.matched_quality || spec.name == jpegDistortion().info().name;
}

bool usesPlane(const DistortionSpec& spec) {
    const Distortion* distortion = findDistortion(spec.name);
    return spec.matched_quality || (distortion != nullptr && distortion->info().has_plane);
}

bool makesOneImage(const DistortionSpec& spec) {
    return spec.layout.image == PlaneLayout::Image::prompt && usesPlane(spec) && !spec.matched_cosine;
}

Result<void> prepare(const DistortionSpec& spec, const DistortionContext& context) {
    const auto distortion = check(spec);
    if (!distortion) return tl::unexpected(distortion.error());
    return (*distortion)->prepare(context);
}

Result<Distorted> distortWithoutNearest(std::span<const float> embedding, int token_id,
                                        const DistortionSpec& spec, const DistortionContext& context) {
    const auto distortion = check(spec);
    if (!distortion) return tl::unexpected(distortion.error());
    return distortOne(**distortion, {embedding, token_id, spec, context});
}

Result<void> putNearest(std::span<Distorted* const> rows, const DistortionContext& context) {
    if (context.table == nullptr)
        return fail(ErrorCode::usage, "nearest", "there is no table to look into", "open a model");
    std::vector<std::span<const float>> asked;
    for (const Distorted* row : rows) asked.emplace_back(row->embedding);
    const auto nearest = nearestRows(*context.table, asked, 1, context.stop);
    if (!nearest) return tl::unexpected(nearest.error());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if ((*nearest)[i].empty()) continue;  // of norm 0: nothing is near
        rows[i]->nearest = (*nearest)[i].front().id;
        context.table->read(*rows[i]->nearest, rows[i]->embedding);
    }
    return {};
}

Result<Distorted> distort(std::span<const float> embedding, int token_id, const DistortionSpec& spec,
                          const DistortionContext& context) {
    auto row = distortWithoutNearest(embedding, token_id, spec, context);
    if (!row || spec.finish != Finish::nearest) return row;
    Distorted* const one = &*row;
    if (auto done = putNearest(std::span(&one, 1), context); !done) return tl::unexpected(done.error());
    return row;
}

Result<DistortedPrompt> distortPrompt(std::span<const float> embeddings, std::span<const int> token_ids,
                                      const DistortionSpec& spec, const DistortionContext& context) {
    if (token_ids.empty()) return DistortedPrompt{};
    const auto make = makesOneImage(spec) ? distortImage : distortEach;
    auto prompt = make(embeddings, token_ids, spec, context);
    if (!prompt || spec.finish != Finish::nearest) return prompt;
    std::vector<Distorted*> rows;
    for (Distorted& row : prompt->rows) rows.push_back(&row);
    if (auto done = putNearest(rows, context); !done) return tl::unexpected(done.error());
    return prompt;
}

std::span<const Distortion* const> distortions() {
#define LOSSYLENS_POINTER(name) &name##Distortion(),
    static const std::array all{LOSSYLENS_DISTORTIONS(LOSSYLENS_POINTER)};
#undef LOSSYLENS_POINTER
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
    if (info.strength_label.empty()) return {};
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
                info.strength_label.empty() ? "write its name alone"
                                            : "give its " + std::string(info.strength_label));
}

Result<void> checkCosine(double cosine) {
    if (cosine >= -1 && cosine <= 1) return {};
    return fail(ErrorCode::usage, "cosine to match", numberText(cosine) + " is out of range",
                "choose a number from -1 to 1");
}

Result<const EmbeddingTable*> requireTable(const Distortion::Info& info, const DistortionContext& context) {
    if (context.table != nullptr) return context.table;
    return fail(ErrorCode::usage, std::string(info.name), "needs the whole embedding table", "open a model");
}

Result<const Distortion*> check(const DistortionSpec& spec) {
    const auto distortion = requireDistortion(spec.name);
    if (!distortion) return distortion;
    const Distortion::Info info = (*distortion)->info();
    const auto bad = [](const Result<void>& checked) { return tl::unexpected(checked.error()); };
    if (isMatched(spec)) {
        if (auto good = checkMatchable(info); !good) return bad(good);
        if (spec.matched_quality) {
            if (auto good = checkStrength(jpegDistortion().info(), *spec.matched_quality); !good)
                return bad(good);
        } else if (auto good = checkCosine(*spec.matched_cosine); !good) {
            return bad(good);
        }
    } else if (auto good = checkStrength(info, spec.strength); !good) {
        return bad(good);
    }
    if (spec.draw == DistortionSpec::Draw::fresh && !info.random) {
        return fail(ErrorCode::usage, std::string(info.name), "draws no random numbers",
                    "leave out \"fresh\": it is the same at every position");
    }
    const bool prompt = spec.layout.image == PlaneLayout::Image::prompt && usesPlane(spec);
    if (prompt && !spec.matched_quality && (spec.matched_cosine || !info.takes_prompt)) {
        return fail(ErrorCode::usage, std::string(info.name), "takes each token alone",
                    "leave out the layout \"prompt\"");
    }
    return distortion;
}

}  // namespace lossylens::codec
