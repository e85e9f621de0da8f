#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "codec/block_coder.h"
#include "codec/plane.h"

namespace lossylens::codec {

// The codec's round trip, floats to floats, in our own arithmetic: toPlane, JPEG at a quality, fromPlane,
// equal to libjpeg's and Pillow's to the bit, without a file. Vectors code planes of one or two rows, where
// nothing is allocated from the second row of a size on; taller ones go block by block (codePlane). One
// object a thread.
class FastRoundTrip {
public:
    // `result` has the size of `embedding`. A constant row comes back unchanged.
    // Errors: those of toPlane; usage (quality); limit (more columns than libjpeg writes).
    [[nodiscard]] Result<void> run(std::span<const float> embedding, int quality, std::span<float> result,
                                   const PlaneLayout& layout = {});

    // Size of the JPEG file that the last run stands for: costs more than the run itself.
    [[nodiscard]] int fileBytes();

private:
    void codeTwoRows(std::span<const float> numbers, const Plane& measured, int quality,
                     std::span<float> result);
    void codeInOrder(std::span<const float> embedding, const Plane& measured, int quality,
                     std::span<float> result);
    void codeByBlock(std::span<const float> embedding, const PlaneLayout& layout, int quality,
                     std::span<float> result);
    void keepOrder(const PlaneLayout& layout, std::size_t dimensions);

    Blocks blocks_;
    PlaneLayout ordered_by_;
    std::vector<int> order_;            // of ordered_by_; empty: none asked for yet
    std::vector<float> ordered_;        // the embedding in that order
    std::optional<int> payload_bytes_;  // of the last run, where it is known already
};

}  // namespace lossylens::codec
