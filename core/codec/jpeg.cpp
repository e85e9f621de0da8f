#include "codec/jpeg.h"

#include <turbojpeg.h>

#include <string>

#include "codec/coded_plane.h"
#include "codec/fast_round_trip.h"
#include "codec/jpeg_file.h"
#include "codec/quantisation.h"

namespace lossylens::codec {

namespace {

// Pillow leaves libjpeg's default, the accurate integer DCT; TurboJPEG's own default is the fast one.
constexpr int accurate = TJFLAG_ACCURATEDCT;

struct HandleDeleter {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Handle = std::unique_ptr<void, HandleDeleter>;

}  // namespace

// TurboJPEG wraps libjpeg's error manager, whose default would call exit(): its failures are return values.
struct Jpeg::Handles {
    Handle compressor{tjInitCompress()};
    Handle decompressor{tjInitDecompress()};
    std::vector<std::uint8_t> buffer;  // one file, reused
    FastRoundTrip fast;

    [[nodiscard]] Result<void> check() const {
        if (compressor && decompressor) return {};
        return fail(ErrorCode::out_of_memory, "JPEG codec", "could not be started");
    }
};

Jpeg::Jpeg() : handles_(std::make_unique<Handles>()) {}
Jpeg::~Jpeg() = default;
Jpeg::Jpeg(Jpeg&&) noexcept = default;
Jpeg& Jpeg::operator=(Jpeg&&) noexcept = default;

Result<std::vector<std::uint8_t>> Jpeg::encode(const Plane& plane, int quality) {
    if (auto ready = handles_->check(); !ready) return tl::unexpected(ready.error());
    if (auto good = checkQuality(quality); !good) return tl::unexpected(good.error());
    if (plane.columns < 1 || plane.columns > Plane::most_columns) {
        return fail(ErrorCode::limit, "JPEG plane", std::to_string(plane.columns) + " columns",
                    "a plane has 1 to " + std::to_string(Plane::most_columns) + " columns");
    }
    if (plane.rows < 1 || plane.rows > Plane::most_columns) {
        return fail(ErrorCode::limit, "JPEG plane", std::to_string(plane.rows) + " rows",
                    "a plane has 1 to " + std::to_string(Plane::most_columns) + " rows");
    }
    auto& buffer = handles_->buffer;
    buffer.resize(tjBufSize(plane.columns, plane.rows, TJSAMP_GRAY));
    unsigned char* data = buffer.data();
    unsigned long size = buffer.size();
    if (tjCompress2(handles_->compressor.get(), plane.samples.data(), plane.columns, plane.columns,
                    plane.rows, TJPF_GRAY, &data, &size, TJSAMP_GRAY, quality,
                    accurate | TJFLAG_NOREALLOC) != 0) {
        return fail(ErrorCode::internal, "JPEG codec", tjGetErrorStr2(handles_->compressor.get()));
    }
    return std::vector(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
}

Result<Plane> Jpeg::decode(std::span<const std::uint8_t> file, const Plane& like) {
    if (auto ready = handles_->check(); !ready) return tl::unexpected(ready.error());
    if (auto whole = checkJpegFile(file, like.columns, like.rows); !whole)
        return tl::unexpected(whole.error());
    Plane plane = like;
    // libjpeg fills in for missing data with only a warning: a warning is a failure here.
    if (tjDecompress2(handles_->decompressor.get(), file.data(), file.size(), plane.samples.data(),
                      plane.columns, plane.columns, plane.rows, TJPF_GRAY,
                      accurate | TJFLAG_STOPONWARNING) != 0) {
        return fail(ErrorCode::corrupt, "JPEG data", tjGetErrorStr2(handles_->decompressor.get()));
    }
    return plane;
}

Result<Jpeg::RoundTrip> Jpeg::roundTrip(std::span<const float> embedding, int quality,
                                        const PlaneLayout& layout) {
    RoundTrip result;
    result.embedding.resize(embedding.size());
    if (auto done = handles_->fast.run(embedding, quality, result.embedding, layout); !done) {
        return tl::unexpected(done.error());
    }
    result.bytes = handles_->fast.fileBytes();
    return result;
}

Result<Jpeg::RoundTrip> Jpeg::roundTripPrompt(std::span<const float> embeddings, int tokens, int quality,
                                              const PlaneLayout& layout) {
    const auto plane = toPromptPlane(embeddings, tokens, layout);
    if (!plane) return tl::unexpected(plane.error());
    const auto coded = codePlane(*plane, quality);
    if (!coded) return tl::unexpected(coded.error());
    RoundTrip result{.embedding = {embeddings.begin(), embeddings.end()},
                     .bytes = jpeg_header_bytes + coded->payload_bytes};
    if (plane->minimum != plane->maximum) result.embedding = fromPlane(coded->decoded);
    return result;
}

}  // namespace lossylens::codec
