#include "codec/distortions.h"
#include "codec/jpeg.h"

namespace lossylens::codec {

namespace {

class JpegDistortion final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "jpeg",
                .label = "JPEG",
                .strength_label = "quality",
                .least = 1,
                .most = 100,
                .whole = true};
    }

    [[nodiscard]] Result<Distorted> apply(std::span<const float> embedding, int token_id,
                                          const DistortionSpec& spec) const override {
        if (auto good = checkStrength(info(), spec.strength); !good) return tl::unexpected(good.error());
        thread_local Jpeg jpeg;  // libjpeg's handles belong to one thread
        auto result = jpeg.roundTrip(embedding, static_cast<int>(spec.strength), spec.layout);
        if (!result) {
            return tl::unexpected(within("token " + std::to_string(token_id), std::move(result.error())));
        }
        return Distorted{.embedding = std::move(result->embedding), .bytes = result->bytes};
    }
};

}  // namespace

const Distortion& jpegDistortion() {
    static const JpegDistortion distortion;
    return distortion;
}

}  // namespace lossylens::codec
