#include "codec/distortions.h"
#include "codec/jpeg.h"

namespace lossylens::codec {

namespace {

class JpegDistortion final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "jpeg",
                .label = "JPEG",
                .formula = "the row after the paper's round trip through JPEG",
                .strength_label = "quality",
                .least = 1,
                .most = 100,
                .usual = 25,
                .whole = true,
                .has_plane = true,
                .takes_prompt = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        auto result = codec().roundTrip(input.row, static_cast<int>(input.spec.strength), input.spec.layout);
        if (!result)
            return tl::unexpected(
                within("token " + std::to_string(input.token_id), std::move(result.error())));
        return Distorted{.embedding = std::move(result->embedding), .bytes = result->bytes};
    }

    [[nodiscard]] Result<Image> applyToPrompt(std::span<const float> embeddings, int tokens,
                                              const DistortionSpec& spec) const override {
        auto result =
            codec().roundTripPrompt(embeddings, tokens, static_cast<int>(spec.strength), spec.layout);
        if (!result) return tl::unexpected(std::move(result.error()));
        return Image{.embeddings = std::move(result->embedding), .bytes = result->bytes};
    }

private:
    static Jpeg& codec() {
        thread_local Jpeg jpeg;  // libjpeg's handles belong to one thread
        return jpeg;
    }
};

}  // namespace

const Distortion& jpegDistortion() {
    static const JpegDistortion distortion;
    return distortion;
}

}  // namespace lossylens::codec
