#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "lens/generate.h"
#include "lens/prefix_decoder.h"
#include "lens/shared_embeddings.h"
#include "lens/stream_writer.h"

namespace lossylens::lens {

// One text to be written, by itself: prompt, seed, scope and length are its own.
struct PooledText {
    GenerationRequest request;  // its streams are not looked at
    StreamPlan plan;
};

// Writes texts of different prompts, seeds and distortions in one batch; where one ends, another may begin.
// What is written does not depend on what else is in the batch: it is what SideBySide writes. Owned by one
// thread.
class StreamPool {
public:
    // `longest`: positions (prompt and new tokens) of the longest text that will be begun.
    StreamPool(SubjectPointer subject, int longest);
    ~StreamPool();

    // `number` is the caller's; no two that are written at the same time have the same. The request has to be
    // sound (GenerationRequest::check looks at prompt, sampling and length).
    void begin(int number, PooledText text);

    // One token more for each text that is being written. Errors: those of nn and codec; cancelled on a stop.
    [[nodiscard]] Result<void> step(const std::stop_token& stop);

    struct Finished {
        int number = 0;
        StreamSnapshot stream;  // without perplexity and comparison
    };
    // Those that are done, by rising number; they make room.
    [[nodiscard]] std::vector<Finished> takeFinished();

    [[nodiscard]] std::size_t size() const { return running_.size(); }
    [[nodiscard]] const StreamSnapshot* find(int number) const;  // null: not being written

private:
    struct Running;
    [[nodiscard]] Result<void> lookUp(const std::stop_token& stop);

    SubjectPointer subject_;
    int longest_;
    PrefixDecoder decoder_;
    SharedEmbeddings embeddings_;
    std::vector<std::unique_ptr<Running>> running_;
};

}  // namespace lossylens::lens
