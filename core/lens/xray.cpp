#include "lens/xray.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "codec/jpeg.h"
#include "codec/quantisation.h"
#include "lens/token_feed.h"
#include "metrics/similarity.h"

namespace lossylens::lens {
namespace {

HalfError halfError(std::span<const float> before, std::span<const float> after) {
    HalfError half{.cosine = metrics::cosine(before, after), .error = {}};
    const std::vector<float> zeros(before.size());
    const auto square = metrics::meanSquaredError(before, zeros);
    const auto error = metrics::meanSquaredError(before, after);
    if (square && error && *square > 0) half.error = *error / *square;
    return half;
}

Result<codec::Plane> planeOf(std::span<const float> prompt, int tokens, int token,
                             const codec::PlaneLayout& layout) {
    const std::size_t d = prompt.size() / tokens;
    if (layout.image == codec::PlaneLayout::Image::prompt)
        return codec::toPromptPlane(prompt, tokens, layout);
    return codec::toPlane(prompt.subspan(token * d, d), layout);
}

// The token's numbers in what came back. A constant plane comes back unchanged.
std::vector<float> tokenIn(const codec::Plane& decoded, int token, std::span<const float> before) {
    if (decoded.minimum == decoded.maximum) return {before.begin(), before.end()};
    const std::vector<float> all = codec::fromPlane(decoded);
    const bool image = decoded.layout.image == codec::PlaneLayout::Image::prompt;
    const auto own = std::span(all).subspan(image ? token * before.size() : 0, before.size());
    return {own.begin(), own.end()};
}

}  // namespace

Result<Xray> xrayOf(const Subject& subject, const codec::DistortionSpec& spec, std::span<const int> ids,
                    int token) {
    if (!codec::usesJpeg(spec))
        return fail(ErrorCode::usage, codec::streamName(spec), "has no JPEG to look into", "choose jpeg");
    if (token < 0 || std::cmp_greater_equal(token, ids.size()))
        return fail(ErrorCode::usage, "token " + std::to_string(token), "is not in the prompt");
    Xray xray;
    xray.quality = spec.matched_quality.value_or(static_cast<int>(spec.strength));
    xray.layout = spec.layout;
    xray.token = token;
    xray.id = ids[token];
    xray.piece = text::pieceOf(*subject.tokenizer, xray.id);
    const std::vector<float> prompt = embeddingsOf(*subject.model, ids);
    const std::size_t d = prompt.size() / ids.size();
    xray.before.assign(prompt.begin() + static_cast<std::ptrdiff_t>(token * d),
                       prompt.begin() + static_cast<std::ptrdiff_t>((token + 1) * d));
    auto plane = planeOf(prompt, static_cast<int>(ids.size()), token, spec.layout);
    if (!plane) return tl::unexpected(within("token " + std::to_string(xray.id), std::move(plane.error())));
    auto coded = codec::codePlane(*plane, xray.quality);
    if (!coded) return tl::unexpected(coded.error());

    xray.after = tokenIn(coded->decoded, token, xray.before);
    xray.plane = *std::move(plane);
    xray.coded = *std::move(coded);
    xray.steps = codec::quantisationTable(xray.quality);
    xray.header_bytes = codec::jpeg_header_bytes;
    xray.payload_bytes = xray.coded.payload_bytes;
    xray.cosine = metrics::cosine(xray.before, xray.after);
    xray.norm_ratio = metrics::normRatio(xray.before, xray.after);
    const std::size_t half = (d + 1) / 2;
    const std::span<const float> before = xray.before, after = xray.after;
    xray.first = halfError(before.first(half), after.first(half));
    xray.second = halfError(before.subspan(half), after.subspan(half));
    return xray;
}

std::array<double, 64> basisPattern(int index, double coefficient) {
    const int vertical = index / 8, horizontal = index % 8;
    const auto wave = [](int frequency, int place) {
        const double scale = frequency == 0 ? std::sqrt(1.0 / 8) : 0.5;
        return scale * std::cos((2 * place + 1) * frequency * std::numbers::pi / 16);
    };
    std::array<double, 64> pattern{};
    for (int i = 0; i < 64; ++i) pattern[i] = coefficient * wave(vertical, i / 8) * wave(horizontal, i % 8);
    return pattern;
}

}  // namespace lossylens::lens
