#include "codec/distortions.h"
#include "codec/plane.h"

namespace lossylens::codec {

namespace {

// The codec without JPEG: to the plane's 8 bits, truncated as in the paper, and back. A constant row comes
// back unchanged, as from JPEG.
class EightBit final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "eightbit",
                .label = "8-bit levels",
                .formula = "the codec without JPEG: truncated to 256 levels and back",
                .strength_label = "",
                .has_plane = true,
                .takes_prompt = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        const auto plane = toPlane(input.row, input.spec.layout);
        if (!plane) return tl::unexpected(plane.error());
        return Distorted{.embedding = backFrom(*plane, input.row), .bytes = {}};
    }

    [[nodiscard]] Result<Image> applyToPrompt(std::span<const float> embeddings, int tokens,
                                              const DistortionSpec& spec) const override {
        const auto plane = toPromptPlane(embeddings, tokens, spec.layout);
        if (!plane) return tl::unexpected(plane.error());
        return Image{.embeddings = backFrom(*plane, embeddings), .bytes = {}};
    }

private:
    [[nodiscard]] static std::vector<float> backFrom(const Plane& plane, std::span<const float> numbers) {
        if (plane.minimum == plane.maximum) return {numbers.begin(), numbers.end()};
        return fromPlane(plane);
    }
};

}  // namespace

const Distortion& eightbitDistortion() {
    static const EightBit distortion;
    return distortion;
}

}  // namespace lossylens::codec
