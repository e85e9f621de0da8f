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

Result<Plane> refuseSize(std::size_t numbers, std::size_t most) {
    return fail(ErrorCode::limit, "embedding", "has " + std::to_string(numbers) + " numbers",
                "a JPEG file holds at most " + std::to_string(most));
}

// Minimum and maximum, the padding's zeros among them.
Result<Plane> withExtremes(Plane plane, std::span<const float> numbers) {
    const Extremes extremes = findExtremes(numbers);
    if (!extremes.finite) return notFinite(numbers);
    const bool padded = plane.dimensions < plane.rows * plane.columns;
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
void fillSamples(Plane& plane, std::span<const float> numbers) {
    const auto sample = [&, least = plane.minimum, divisor = plane.divisor()](float number) {
        const float level = (number - least) / divisor * 255.0F;
        const bool rounded = plane.layout.levels == PlaneLayout::Levels::rounded;
        return static_cast<std::uint8_t>(rounded ? std::nearbyint(level)
                                                 : level);  // truncates, as astype(np.uint8) does
    };
    plane.samples.assign(static_cast<std::size_t>(plane.rows * plane.columns), sample(0.0F));
    const auto places = samplePlaces(plane);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        plane.samples[static_cast<std::size_t>(places[i])] = sample(numbers[i]);
}

}  // namespace

Result<Plane> measurePlane(std::span<const float> embedding, const PlaneLayout& layout) {
    if (embedding.empty()) return fail(ErrorCode::usage, "embedding", "has no numbers");
    const std::size_t most = static_cast<std::size_t>(layout.rows) * Plane::most_columns;
    if (embedding.size() > most) return refuseSize(embedding.size(), most);
    Plane plane;
    plane.layout = layout;
    plane.layout.image = PlaneLayout::Image::token;
    plane.rows = layout.rows;
    plane.dimensions = static_cast<int>(embedding.size());
    plane.columns = (plane.dimensions + plane.rows - 1) / plane.rows;
    return withExtremes(std::move(plane), embedding);
}

Result<Plane> toPlane(std::span<const float> embedding, const PlaneLayout& layout) {
    auto plane = measurePlane(embedding, layout);
    if (plane) fillSamples(*plane, embedding);
    return plane;
}

Result<Plane> toPromptPlane(std::span<const float> embeddings, int tokens, const PlaneLayout& layout) {
    if (embeddings.empty() || tokens < 1) return fail(ErrorCode::usage, "prompt", "has no embeddings");
    const std::size_t columns = embeddings.size() / static_cast<std::size_t>(tokens);
    if (tokens > Plane::most_columns || columns > Plane::most_columns) {
        return fail(ErrorCode::limit, "prompt",
                    std::to_string(tokens) + " tokens of " + std::to_string(columns) + " numbers",
                    "a JPEG file holds at most " + std::to_string(Plane::most_columns) + " of either");
    }
    Plane plane;
    plane.layout = layout;
    plane.layout.image = PlaneLayout::Image::prompt;
    plane.rows = tokens;
    plane.columns = static_cast<int>(columns);
    plane.dimensions = static_cast<int>(embeddings.size());
    auto measured = withExtremes(std::move(plane), embeddings);
    if (measured) fillSamples(*measured, embeddings);
    return measured;
}

std::vector<int> samplePlaces(const Plane& plane) {
    const bool prompt = plane.layout.image == PlaneLayout::Image::prompt;
    const int d = prompt ? plane.columns : plane.dimensions;
    const std::vector<int> order = dimensionOrder(plane.layout, d);
    std::vector<int> places(static_cast<std::size_t>(plane.dimensions));
    for (int start = 0; start < plane.dimensions; start += d) {
        for (int i = 0; i < d; ++i)
            places[static_cast<std::size_t>(start + order[static_cast<std::size_t>(i)])] = start + i;
    }
    return places;
}

std::vector<float> fromPlane(const Plane& plane) {
    const auto places = samplePlaces(plane);
    std::vector<float> embedding(places.size());
    std::ranges::transform(places, embedding.begin(), [&](int place) {
        return static_cast<float>(plane.samples[static_cast<std::size_t>(place)]) / 255.0F * plane.range() +
               plane.minimum;
    });
    return embedding;
}

}  // namespace lossylens::codec
