#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/plane_layout.h"

namespace lossylens::codec {

// What is done to an embedding, as people write it: "jpeg-25", "rotation-0.74", "rotation@jpeg-25" (as
// strong, token by token, as JPEG at 25 is: the same cosine), "jpeg-25+rows-8" (JPEG of another plane).
struct DistortionSpec {
    std::string name = "jpeg";
    double strength = 25;                // a quality for jpeg, the cosine for rotation
    std::optional<int> matched_quality;  // set: strength is found per token so that its cosine is JPEG's
    std::uint64_t seed = 1;              // of the random ones; frozen: one draw a token id
    PlaneLayout layout = {};             // of JPEG, also of the one that strength is matched to

    friend bool operator==(const DistortionSpec&, const DistortionSpec&) = default;
};

[[nodiscard]] std::string streamName(const DistortionSpec& spec);  // "jpeg-25"
[[nodiscard]] bool usesJpeg(const DistortionSpec& spec);           // so that a layout means something
[[nodiscard]] bool makesOneImage(const DistortionSpec& spec);      // of a whole prompt
// Its inverse. A name alone is taken at JPEG quality 25: "jpeg" is jpeg-25, "rotation" is rotation@jpeg-25,
// and the caller may put another quality there. A layout follows a strength. Errors: usage, saying what is
// wrong and what the known names are.
[[nodiscard]] Result<DistortionSpec> parseDistortion(std::string_view streamName);

// One row after a distortion.
struct Distorted {
    std::vector<float> embedding;
    std::optional<int> bytes;  // size of the JPEG file, where there is one
};

// A distortion is pure: the same row, id and strength give the same result. Registered by name in
// distortions.cpp; a new one is one file and one line there.
class Distortion {
public:
    virtual ~Distortion() = default;
    struct Info {
        std::string_view name;            // "jpeg"
        std::string_view label;           // for people: "JPEG"
        std::string_view strength_label;  // "quality"
        double least = 0, most = 1;       // range of strength
        bool whole = false;               // strength is a whole number
        bool matchable = false;           // can reach a given cosine
    };
    [[nodiscard]] virtual Info info() const = 0;
    // Errors: not_finite (names the token id), usage (strength out of range, or nothing it could do to this
    // row).
    [[nodiscard]] virtual Result<Distorted> apply(std::span<const float> embedding, int token_id,
                                                  const DistortionSpec& spec) const = 0;
};

// Every distortion there is, in the order they are shown; find by name (null: no such).
[[nodiscard]] std::span<const Distortion* const> distortions();
[[nodiscard]] const Distortion* findDistortion(std::string_view name);

// Applies spec to one row: resolves a match (strength from the cosine that JPEG reaches on this row) first. A
// row of zeros has no direction, so that no cosine is defined: it is handed back unchanged by a match.
[[nodiscard]] Result<Distorted> distort(std::span<const float> embedding, int token_id,
                                        const DistortionSpec& spec);

// The same for a prompt: `embeddings` has a row for each of `token_ids`. Where the layout makes one image of
// all tokens, a row depends on the others, and the file's size belongs to no token alone.
struct DistortedPrompt {
    std::vector<Distorted> rows;  // one a token
    std::optional<int> bytes;     // of all tokens' JPEG file or files, where there are any
};
[[nodiscard]] Result<DistortedPrompt> distortPrompt(std::span<const float> embeddings,
                                                    std::span<const int> token_ids,
                                                    const DistortionSpec& spec);

}  // namespace lossylens::codec
