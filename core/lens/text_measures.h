#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "codec/distortion.h"
#include "lens/generate.h"
#include "lens/subject.h"

namespace lossylens::lens {

// A text that was written, to be read again by the model as a fixed text: once with its own embeddings, once
// with distorted ones.
struct MeasureRequest {
    std::vector<int> prompt;        // ids; at least one
    std::vector<int> continuation;  // ids, the end-of-text id included
    codec::DistortionSpec distortion;
    Scope scope = Scope::both;  // of the distortion
    friend bool operator==(const MeasureRequest&, const MeasureRequest&) = default;
};

struct Candidate {
    int id = 0;
    std::string piece;
    double probability = 0;
};
// What one of the two models expected where a token stands.
struct Expectation {
    double surprisal = 0;        // bits, of the token that stands there
    int rank = 1;                // of that token; 1 is the most probable, ties to the lowest id
    std::vector<Candidate> top;  // the most probable ones first, `expected_candidates` or all there are
};
inline constexpr int expected_candidates = 5;

struct MeasuredToken {
    std::string piece;
    Expectation base, distorted;
    double kl = 0;  // nats, base || distorted, where the token stands; definitions: docs/metrics.md
};
struct TextMeasures {
    std::vector<MeasuredToken> tokens;  // of the continuation from its first id on; fewer while it is read

    [[nodiscard]] std::optional<double> meanKl() const;  // nats; empty without tokens
};

// `observe` is called on this thread with what is known after each piece of the text; may be empty. Errors:
// usage (no prompt), cancelled, those of nn and codec.
using MeasureObserver = std::function<void(const TextMeasures&)>;
[[nodiscard]] Result<TextMeasures> measureText(const SubjectPointer& subject, const MeasureRequest& request,
                                               const MeasureObserver& observe, std::stop_token stop);

}  // namespace lossylens::lens
