#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/embedding_table.h"
#include "codec/plane_layout.h"

namespace lossylens::codec {

// What is done to an embedding, as people write it: "jpeg-25", "rotation-0.74", "rotation@jpeg-25" (as
// strong, token by token, as JPEG at 25 is: the same cosine), "dct@cos-0.75" (of this cosine),
// "jpeg-25+rows-8" (JPEG of another plane), "gaussian@jpeg-25+fresh+norm".
struct DistortionSpec {
    enum class Draw { frozen, fresh };  // of random numbers: one a token id, one a position
    enum class Finish {
        none,
        norm,
        nearest
    };  // norm: rescaled to that of x; nearest: the table's nearest row

    std::string name = "jpeg";
    double strength = 25;                // a quality for jpeg, the cosine for rotation
    std::optional<int> matched_quality;  // set: strength is found per token so that its cosine is JPEG's
    std::uint64_t seed = 1;              // of the random ones
    PlaneLayout layout = {};             // of JPEG, also of the one that strength is matched to
    std::optional<double> matched_cosine = {};  // set: strength is found per token so that its cosine is this
    Draw draw = Draw::frozen;
    Finish finish = Finish::none;

    friend bool operator==(const DistortionSpec&, const DistortionSpec&) = default;
};

[[nodiscard]] std::string streamName(const DistortionSpec& spec);  // "jpeg-25"
[[nodiscard]] bool isMatched(const DistortionSpec& spec);          // to a quality or a cosine
[[nodiscard]] bool usesJpeg(const DistortionSpec& spec);           // itself, or to be matched to
[[nodiscard]] bool usesPlane(const DistortionSpec& spec);          // so that a layout means something
[[nodiscard]] bool makesOneImage(const DistortionSpec& spec);      // of a whole prompt
// Its inverse: a name; "-" and a strength, or "@jpeg-" and a quality, or "@cos-" and a cosine; then parts
// joined by "+": those of a layout, "fresh", "norm", "nearest", "seed-" and a number. A name alone is taken
// at its usual strength: "jpeg" is jpeg-25; what can be matched is matched to that, "rotation" is
// rotation@jpeg-25; the caller may put another quality there. Errors: usage, saying what is wrong and what is
// known.
[[nodiscard]] Result<DistortionSpec> parseDistortion(std::string_view streamName);

// One row after a distortion.
struct Distorted {
    std::vector<float> embedding;
    std::optional<int> bytes;             // size of the JPEG file, where there is one
    std::optional<double> strength = {};  // that a match found; a fraction of a whole number is that much of
                                          // the last component, bit or step
    std::optional<double> target = {};    // the cosine that a match was to reach; empty: x has no direction
    std::optional<double> achieved = {};  // and the one that it reached, before Finish::nearest
    std::optional<int> nearest = {};      // id of the table's row that was put in its place
};

// What a distortion may know beyond the row itself.
struct DistortionContext {
    const EmbeddingTable* table =
        nullptr;                // the model's; without it pca, residual-other, nearest are refused
    int position = 0;           // in the text, for fresh draws; of a prompt: of its first token
    std::stop_token stop = {};  // of work on the whole table
};

// A row on its way through a distortion. Its numbers are finite, and span less than float32's range.
struct DistortionInput {
    std::span<const float> row;
    int token_id = 0;
    const DistortionSpec& spec;
    const DistortionContext& context;
};

// A distortion is pure: the same input gives the same result. Registered by name in distortions.cpp; a new
// one is one file and one line there.
class Distortion {
public:
    virtual ~Distortion() = default;
    struct Info {
        std::string_view name;            // "jpeg"
        std::string_view label;           // for people: "JPEG"
        std::string_view formula;         // of y, "a·x"
        std::string_view strength_label;  // "quality"; empty: there is only one strength
        double least = 0, most = 1;       // range of strength
        double usual = 1;                 // strength of the name alone, where it cannot be matched
        bool whole = false;               // strength is a whole number
        bool matchable = false;           // can be given a cosine to reach
        bool random = false;              // draws random numbers
        bool has_plane = false;           // goes through the codec's plane
        bool takes_prompt = false;        // can make one image of a whole prompt: applyToPrompt
    };
    [[nodiscard]] virtual Info info() const = 0;
    // At the strength of the spec, which is in range. Errors: usage (nothing it could do to this row, no
    // table), cancelled.
    [[nodiscard]] virtual Result<Distorted> apply(const DistortionInput& input) const = 0;
    // At the strength that brings the cosine to `cosine`, or as near to it as it can; says which strength.
    // The row is not 0. Only of matchable ones.
    [[nodiscard]] virtual Result<Distorted> reach(const DistortionInput& input, double cosine) const;
    // Does what takes long and is the same for all rows, so that apply and reach are quick. Errors: usage (no
    // table), cancelled.
    [[nodiscard]] virtual Result<void> prepare(const DistortionContext&) const { return {}; }
    // A prompt as one image; only of those that take one.
    struct Image {
        std::vector<float> embeddings;  // tokens * d
        std::optional<int> bytes;       // of its JPEG file
    };
    [[nodiscard]] virtual Result<Image> applyToPrompt(std::span<const float> embeddings, int tokens,
                                                      const DistortionSpec& spec) const;
};

// Every distortion there is, in the order they are shown; find by name (null: no such).
[[nodiscard]] std::span<const Distortion* const> distortions();
[[nodiscard]] const Distortion* findDistortion(std::string_view name);

// Distortion::prepare of the one that spec names. Errors: usage (spec is not sound, no table), cancelled.
[[nodiscard]] Result<void> prepare(const DistortionSpec& spec, const DistortionContext& context);

// Applies spec to one row: resolves a match first, then does what its finish says. A row of zeros has no
// direction, so that no cosine is defined: it is handed back unchanged by a match. Errors: not_finite (names
// the token id), usage (strength out of range, what does not go together), those of apply.
[[nodiscard]] Result<Distorted> distort(std::span<const float> embedding, int token_id,
                                        const DistortionSpec& spec, const DistortionContext& context = {});

// The same for a prompt: `embeddings` has a row for each of `token_ids`. Where the layout makes one image of
// all tokens, a row depends on the others, and the file's size belongs to no token alone. All its rows are
// looked up in the table at once.
struct DistortedPrompt {
    std::vector<Distorted> rows;  // one a token
    std::optional<int> bytes;     // of all tokens' JPEG file or files, where there are any
};
[[nodiscard]] Result<DistortedPrompt> distortPrompt(std::span<const float> embeddings,
                                                    std::span<const int> token_ids,
                                                    const DistortionSpec& spec,
                                                    const DistortionContext& context = {});

// Distorts rows as if finish were not nearest; then putNearest does that to as many as there are, in one pass
// over the table. distort and distortPrompt do both. Errors: usage (no table), cancelled.
[[nodiscard]] Result<Distorted> distortWithoutNearest(std::span<const float> embedding, int token_id,
                                                      const DistortionSpec& spec,
                                                      const DistortionContext& context);
[[nodiscard]] Result<void> putNearest(std::span<Distorted* const> rows, const DistortionContext& context);

}  // namespace lossylens::codec
