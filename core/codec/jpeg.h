#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/result.h"
#include "codec/plane.h"

namespace lossylens::codec {

// Bytes in front of the entropy-coded data and the end marker, in every file this codec writes: SOI, JFIF,
// one quantisation table, frame, two Huffman tables, scan header, EOI
inline constexpr int jpeg_header_bytes = 330;

// Grayscale baseline JPEG as Pillow's save(format="JPEG", quality=q) writes it: decoded samples equal to the
// bit, file size to the byte. Owns libjpeg-turbo's handles; one object a thread.
class Jpeg {
public:
    Jpeg();
    ~Jpeg();
    Jpeg(Jpeg&&) noexcept;
    Jpeg& operator=(Jpeg&&) noexcept;

    // The JPEG file of a plane at quality 1-100. TurboJPEG obeys the variables TJ_OPTIMIZE, TJ_PROGRESSIVE
    // and TJ_RESTART of the environment, with which files are not Pillow's any more (round trips are).
    // Errors: usage (quality), limit (more than 65500 rows or columns, libjpeg's most).
    [[nodiscard]] Result<std::vector<std::uint8_t>> encode(const Plane& plane, int quality);

    // The samples of a file into a plane of the same size. Errors: corrupt for damaged data, trailing bytes,
    // other components or another size than `like`.
    [[nodiscard]] Result<Plane> decode(std::span<const std::uint8_t> file, const Plane& like);

    struct RoundTrip {
        std::vector<float> embedding;  // d numbers
        int bytes = 0;                 // of the JPEG file
    };
    // Embedding -> plane -> JPEG -> plane -> embedding, in our own arithmetic (FastRoundTrip) and without a
    // file. A constant row (minimum = maximum, the padding zero of an odd d included) comes back unchanged;
    // its bytes are still those of the file. Errors: not_finite, usage, limit.
    [[nodiscard]] Result<RoundTrip> roundTrip(std::span<const float> embedding, int quality,
                                              const PlaneLayout& layout = {});
    // The same for a whole prompt as one image: tokens * d numbers, in and out.
    [[nodiscard]] Result<RoundTrip> roundTripPrompt(std::span<const float> embeddings, int tokens,
                                                    int quality, const PlaneLayout& layout);

private:
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

}  // namespace lossylens::codec
