#include "codec/plane.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "codec/plane_arithmetic.h"

namespace lossylens::codec {

namespace {

tl::unexpected<Error> notFinite(std::span<const float> embedding) {
    const auto bad = std::ranges::find_if(embedding, [](float number) { return !std::isfinite(number); });
    return fail(ErrorCode::not_finite,
                "number " + std::to_string(bad - embedding.begin()) + " of the embedding",
                std::isnan(*bad) ? "is not a number (NaN)" : "is infinite",
                "use a model whose embeddings are finite");
}

}  // namespace

Result<Plane> measurePlane(std::span<const float> embedding) {
    if (embedding.empty()) return fail(ErrorCode::usage, "embedding", "has no numbers");
    if (embedding.size() > std::size_t{Plane::rows} * Plane::most_columns) {
        return fail(ErrorCode::limit, "embedding", "has " + std::to_string(embedding.size()) + " numbers",
                    "a JPEG file holds at most " + std::to_string(Plane::rows * Plane::most_columns));
    }
    const Extremes extremes = findExtremes(embedding);
    if (!extremes.finite) return notFinite(embedding);

    Plane plane;
    plane.dimensions = static_cast<int>(embedding.size());
    plane.columns = (plane.dimensions + 1) / Plane::rows;
    const bool padded = plane.dimensions % Plane::rows != 0;
    plane.minimum = padded ? std::min(extremes.minimum, 0.0F) : extremes.minimum;
    plane.maximum = padded ? std::max(extremes.maximum, 0.0F) : extremes.maximum;
    if (!std::isfinite(plane.range())) {
        return fail(ErrorCode::not_finite, "embedding",
                    "spans more than float32 can hold from minimum to maximum",
                    "use a model whose embeddings are finite");
    }
    return plane;
}

// Every step below is one float32 operation, rounded before the next, as NumPy's array arithmetic is. The
// room is compiled with -ffp-contract=off, so that no multiplication and addition are fused.
Result<Plane> toPlane(std::span<const float> embedding) {
    auto plane = measurePlane(embedding);
    if (!plane) return plane;
    const auto sample = [&, least = plane->minimum, divisor = plane->divisor()](float number) {
        return static_cast<std::uint8_t>((number - least) / divisor *
                                         255.0F);  // truncates, as astype(np.uint8) does
    };
    plane->samples.resize(static_cast<std::size_t>(Plane::rows * plane->columns), sample(0.0F));
    std::ranges::transform(embedding, plane->samples.begin(), sample);
    return plane;
}

std::vector<float> fromPlane(const Plane& plane) {
    std::vector<float> embedding(static_cast<std::size_t>(plane.dimensions));
    std::transform(plane.samples.begin(), plane.samples.begin() + plane.dimensions, embedding.begin(),
                   [&](std::uint8_t sample) {
                       return static_cast<float>(sample) / 255.0F * plane.range() + plane.minimum;
                   });
    return embedding;
}

}  // namespace lossylens::codec
