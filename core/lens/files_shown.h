#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lens/files.h"
#include "lens/nearest_tokens.h"
#include "lens/text_measures.h"
#include "lens/xray.h"

namespace lossylens::lens {

// A text as the model reads it again.
struct MeasuredText {
    std::optional<codec::DistortionSpec> with;     // the distortion of the second reading
    std::shared_ptr<const TextMeasures> measures;  // null: not measured
};

// A text that was kept for comparison: a run of its own, with the baseline that it was compared with (first,
// if there is one) and the text.
struct PinnedText {
    RunDocument run;
    std::optional<double> cosine;  // of the prompt's embeddings
    MeasuredText measured;
};

// Everything that the window shows at once; what it does not show yet is empty.
struct ShownDocument {
    RunDocument run;                     // no streams: nothing is written
    std::vector<MeasuredText> measured;  // one a stream, or none at all
    Curve curve;
    std::shared_ptr<const Xray> xray;
    std::vector<NearToken> near_before, near_after;  // of the token that is X-rayed
    std::vector<PinnedText> pinned;
};

// toJson(run), and `embeddings`, `measures`, `curve`, `xray`, `pinned`: docs/files.md.
[[nodiscard]] nlohmann::ordered_json toJson(const ShownDocument& shown);
// A row a text and token: toCsv(run), with what was measured of each token, and the pinned texts.
[[nodiscard]] std::string toCsv(const ShownDocument& shown);
// A row a place of every block; without the run.
[[nodiscard]] std::string toCsv(const Xray& xray);

}  // namespace lossylens::lens
