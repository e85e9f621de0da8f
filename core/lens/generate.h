#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "codec/distortion.h"
#include "lens/subject.h"
#include "metrics/repetition.h"
#include "metrics/tone.h"
#include "nn/sampler.h"

namespace lossylens::lens {

// Which tokens a distortion touches; `both` is the paper's.
enum class Scope { prompt, generated, both };

// One generation to be made; without a distortion it is the baseline.
struct StreamPlan {
    std::optional<codec::DistortionSpec> distortion;
    friend bool operator==(const StreamPlan&, const StreamPlan&) = default;
};

struct GenerationRequest {
    std::vector<int> prompt;          // ids
    std::vector<StreamPlan> streams;  // the first is the baseline
    Scope scope = Scope::both;
    nn::Sampling sampling;
    int max_new_tokens = 200;
    bool stop_at_end = true;  // a stream ends with its end-of-text token; otherwise it writes on

    // usage (no prompt, first stream not the baseline, the same stream twice, bad sampling); limit when
    // prompt and new tokens exceed the model's context: the message has both numbers.
    [[nodiscard]] Result<void> check(const Subject& subject) const;
};

// What is known of a text while it is written. docs/metrics.md has the definitions.
struct StreamMetrics {
    int agreed = 0;  // ids equal to the baseline's from the start
    std::optional<double> seq_rep_4;
    std::optional<double> diversity;
    std::optional<metrics::Loop> loop;  // the text ends in it
    metrics::Tone tone;                 // of the sentences that have ended
    std::optional<double> gzip_ratio;   // once finished; comparable between texts of the same length
    std::optional<double> perplexity;   // of this text under the undistorted model; once finished
};

struct StreamSnapshot {
    enum class State { waiting, writing, ended, full, stopped };  // full: max_new_tokens reached
    std::string name;                                             // "baseline", "jpeg-25", "rotation@jpeg-25"
    std::optional<codec::DistortionSpec> distortion;
    State state = State::waiting;
    std::vector<int> ids;                   // the continuation only
    std::string text;                       // whole characters so far
    std::vector<std::size_t> token_starts;  // byte offset in text at which each id's text starts
    double tokens_per_second = 0;           // after the prompt; 0 until there are two ids
    StreamMetrics metrics;
};

// Immutable picture of a running or finished generation.
struct GenerationSnapshot {
    std::vector<StreamSnapshot> streams;  // in the order of the request
    int step = 0;                         // new tokens so far, of the stream that has fewest to go on from
    int steps = 0;                        // at most
    double seconds = 0;
    bool finished = false;
    bool recalled = false;  // everything was known already: nothing was computed
    bool stopped = false;   // somebody pressed stop: what is there is whole, only shorter
};

// Bytes that the keys and values of a request's streams take at most while they are written.
[[nodiscard]] std::uint64_t workingMemory(const Subject& subject, const GenerationRequest& request);

class PrefixDecoder;
class TextCache;

// Writes the streams of a request side by side in one batch. What is known of a text already, from a finished
// run or an interrupted one, is not computed again. Owned by one thread.
class SideBySide {
public:
    // `cache`: where texts are kept; may be shared. Without one, those of this object are kept.
    explicit SideBySide(SubjectPointer subject, std::shared_ptr<TextCache> cache = nullptr);
    ~SideBySide();
    using Observer = std::function<void(const GenerationSnapshot&)>;

    // `observe` is called after each step and each batch of perplexities, on this thread; may be empty. A
    // stop gives the snapshot so far, marked stopped. Errors: those of check(), nn and codec.
    [[nodiscard]] Result<GenerationSnapshot> run(const GenerationRequest& request, const Observer& observe,
                                                 std::stop_token stop);

private:
    SubjectPointer subject_;
    std::shared_ptr<TextCache> cache_;
    std::unique_ptr<PrefixDecoder> decoder_;
};

// The run's last snapshot, where all of it is known already; from any thread. Empty where a part is not, or
// the request is not sound.
[[nodiscard]] std::optional<GenerationSnapshot> recall(const SubjectPointer& subject, TextCache& cache,
                                                       const GenerationRequest& request);

}  // namespace lossylens::lens
