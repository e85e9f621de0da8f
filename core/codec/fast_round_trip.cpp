#include "codec/fast_round_trip.h"

#include <algorithm>
#include <array>

#include "codec/jpeg.h"
#include "codec/plane.h"
#include "codec/plane_arithmetic.h"
#include "codec/quantisation.h"

namespace lossylens::codec {

Result<void> FastRoundTrip::run(std::span<const float> embedding, int quality, std::span<float> result) {
    if (auto good = checkQuality(quality); !good) return good;
    const auto plane = measurePlane(embedding);
    if (!plane) return tl::unexpected(plane.error());

    const auto columns = static_cast<std::size_t>(plane->columns);
    const std::size_t unpadded = embedding.size() - columns;  // of the bottom row
    blocks_.resize(columns);
    toLevels(embedding.first(columns), plane->minimum, plane->divisor(), blocks_.top());
    toLevels(embedding.subspan(columns), plane->minimum, plane->divisor(), blocks_.bottom());
    if (unpadded < columns) {
        constexpr std::array padding{0.0F};
        toLevels(padding, plane->minimum, plane->divisor(), blocks_.bottom().subspan(unpadded));
    }
    blocks_.code(quality);

    if (plane->minimum == plane->maximum) {
        std::ranges::copy(embedding, result.begin());
    } else {
        fromLevels(blocks_.top(), plane->range(), plane->minimum, result.first(columns));
        fromLevels(blocks_.bottom().first(unpadded), plane->range(), plane->minimum, result.subspan(columns));
    }
    return {};
}

int FastRoundTrip::fileBytes() { return jpeg_header_bytes + blocks_.entropyBytes(); }

}  // namespace lossylens::codec
