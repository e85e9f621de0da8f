#include "codec/fast_round_trip.h"

#include <algorithm>
#include <array>

#include "codec/coded_plane.h"
#include "codec/jpeg.h"
#include "codec/plane_arithmetic.h"
#include "codec/quantisation.h"

namespace lossylens::codec {

Result<void> FastRoundTrip::run(std::span<const float> embedding, int quality, std::span<float> result,
                                const PlaneLayout& layout) {
    if (auto good = checkQuality(quality); !good) return good;
    const auto plane = measurePlane(embedding, layout);
    if (!plane) return tl::unexpected(plane.error());
    payload_bytes_.reset();
    if (plane->rows > 2)
        codeByBlock(embedding, layout, quality, result);
    else if (layout.order == PlaneLayout::Order::plain)
        codeTwoRows(embedding, *plane, quality, result);
    else
        codeInOrder(embedding, *plane, quality, result);
    if (plane->minimum == plane->maximum) std::ranges::copy(embedding, result.begin());
    return {};
}

void FastRoundTrip::codeInOrder(std::span<const float> embedding, const Plane& measured, int quality,
                                std::span<float> result) {
    keepOrder(measured.layout, embedding.size());
    for (std::size_t i = 0; i < order_.size(); ++i)
        ordered_[i] = embedding[static_cast<std::size_t>(order_[i])];
    codeTwoRows(ordered_, measured, quality, ordered_);
    for (std::size_t i = 0; i < order_.size(); ++i) result[static_cast<std::size_t>(order_[i])] = ordered_[i];
}

// A single row is coded as two that are equal: its blocks repeat it all the same.
void FastRoundTrip::codeTwoRows(std::span<const float> numbers, const Plane& measured, int quality,
                                std::span<float> result) {
    const auto columns = static_cast<std::size_t>(measured.columns);
    const auto levels = [&](std::span<const float> of, std::span<std::int16_t> to) {
        toLevels(of, measured.minimum, measured.divisor(), to, measured.layout.levels);
    };
    blocks_.resize(columns);
    levels(numbers.first(columns), blocks_.top());
    const auto second = measured.rows == 1 ? numbers : numbers.subspan(columns);
    levels(second, blocks_.bottom());
    if (second.size() < columns) {
        constexpr std::array padding{0.0F};
        levels(padding, blocks_.bottom().subspan(second.size()));
    }
    blocks_.code(quality);

    fromLevels(blocks_.top(), measured.range(), measured.minimum, result.first(columns));
    if (measured.rows == 1) return;
    fromLevels(blocks_.bottom().first(second.size()), measured.range(), measured.minimum,
               result.subspan(columns));
}

void FastRoundTrip::codeByBlock(std::span<const float> embedding, const PlaneLayout& layout, int quality,
                                std::span<float> result) {
    const auto coded = codePlane(toPlane(embedding, layout).value(), quality).value();  // both checked
    payload_bytes_ = coded.payload_bytes;
    std::ranges::copy(fromPlane(coded.decoded), result.begin());
}

void FastRoundTrip::keepOrder(const PlaneLayout& layout, std::size_t dimensions) {
    if (ordered_by_ == layout && order_.size() == dimensions) return;
    ordered_by_ = layout;
    order_ = dimensionOrder(layout, static_cast<int>(dimensions));
    ordered_.resize(dimensions);
}

int FastRoundTrip::fileBytes() {
    return jpeg_header_bytes + (payload_bytes_ ? *payload_bytes_ : blocks_.entropyBytes());
}

}  // namespace lossylens::codec
