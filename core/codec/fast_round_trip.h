#pragma once

#include <span>

#include "base/result.h"
#include "codec/block_coder.h"

namespace lossylens::codec {

// The codec's round trip, floats to floats, in our own arithmetic: toPlane, JPEG at a quality, fromPlane,
// equal to libjpeg's and Pillow's to the bit, without a file. One object a thread; nothing is allocated from
// the second row of a size on.
class FastRoundTrip {
public:
    // `result` has the size of `embedding`. A constant row comes back unchanged.
    // Errors: those of toPlane; usage (quality); limit (more columns than libjpeg writes).
    [[nodiscard]] Result<void> run(std::span<const float> embedding, int quality, std::span<float> result);

    // Size of the JPEG file that the last run stands for: costs more than the run itself.
    [[nodiscard]] int fileBytes();

private:
    Blocks blocks_;
};

}  // namespace lossylens::codec
