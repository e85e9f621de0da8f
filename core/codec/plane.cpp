#include "codec/plane.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace lossylens::codec {

namespace {

// The paper's guard against dividing by zero, added in float32 as NumPy 2 does.
constexpr float range_guard = 1e-8F;

Result<void> checkFinite(std::span<const float> embedding) {
    const auto bad = std::ranges::find_if(embedding, [](float number) { return !std::isfinite(number); });
    if (bad == embedding.end()) return {};
    return fail(ErrorCode::not_finite,
                "number " + std::to_string(bad - embedding.begin()) + " of the embedding",
                std::isnan(*bad) ? "is not a number (NaN)" : "is infinite",
                "use a model whose embeddings are finite");
}

}  // namespace

// Every step below is one float32 operation, rounded before the next, as NumPy's array arithmetic is. The
// room is compiled with -ffp-contract=off, so that no multiplication and addition are fused.
Result<Plane> toPlane(std::span<const float> embedding) {
    if (embedding.empty()) return fail(ErrorCode::usage, "embedding", "has no numbers");
    if (auto finite = checkFinite(embedding); !finite) return tl::unexpected(finite.error());

    const bool padded = embedding.size() % 2 != 0;
    Plane plane;
    plane.dimensions = static_cast<int>(embedding.size());
    plane.columns = (plane.dimensions + 1) / Plane::rows;
    const auto [least, most] = std::ranges::minmax(embedding);
    plane.minimum = padded ? std::min(least, 0.0F) : least;
    plane.maximum = padded ? std::max(most, 0.0F) : most;

    const float range = plane.maximum - plane.minimum;
    if (!std::isfinite(range)) {
        return fail(ErrorCode::not_finite, "embedding",
                    "spans more than float32 can hold from minimum to maximum");
    }
    const float divisor = range + range_guard;
    const auto sample = [&](float number) {
        const float level = (number - plane.minimum) / divisor * 255.0F;
        return static_cast<std::uint8_t>(level);  // truncates, as astype(np.uint8) does
    };
    plane.samples.reserve(embedding.size() + 1);
    for (const float number : embedding) plane.samples.push_back(sample(number));
    if (padded) plane.samples.push_back(sample(0.0F));
    return plane;
}

std::vector<float> fromPlane(const Plane& plane) {
    const float range = plane.maximum - plane.minimum;
    std::vector<float> embedding(static_cast<std::size_t>(plane.dimensions));
    std::transform(
        plane.samples.begin(), plane.samples.begin() + plane.dimensions, embedding.begin(),
        [&](std::uint8_t sample) { return static_cast<float>(sample) / 255.0F * range + plane.minimum; });
    return embedding;
}

}  // namespace lossylens::codec
