#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "lens/distorted_embedding.h"
#include "lens/generate.h"
#include "lens/prefix_decoder.h"
#include "lens/stream_counter.h"
#include "lens/text_cache.h"
#include "text/utf8.h"

namespace lossylens::lens {

// One stream while it is written: the rows that the model is to read, and from the model's logits the next
// id, its text and its metrics. Part of SideBySide.
class StreamWriter {
public:
    // `distortion`: the number of the plan's distortion in rows. `distorted`: what the table looks like
    // through it, which writers may share unless it makes one image of a prompt; null for the baseline.
    StreamWriter(SubjectPointer subject, const GenerationRequest& request, const StreamPlan& plan,
                 int distortion, std::shared_ptr<DistortedEmbedding> distorted);

    // Begins with what is known of this text, as far as this request wants it.
    void resume(const KnownText& known);
    [[nodiscard]] KnownText known() const;

    // The prompt and what was written, distorted where scope says so.
    [[nodiscard]] std::span<const Row> rows() const { return rows_; }
    [[nodiscard]] Result<void> embed(const Row& row, std::span<float> embedding);  // one of them, d numbers

    // Of the rows that no step has embedded yet, those that are replaced by the nearest of the table: to be
    // computed together with other streams' before embed() asks for them one by one. `first_step`: of the
    // run, in which the rows of a text that was resumed are embedded, too, and what the distortion has to
    // know of the whole table is worked out before. Errors: codec::prepare()'s.
    [[nodiscard]] Result<std::vector<DistortedEmbedding::Wanted>> toLookUp(bool first_step,
                                                                           const std::stop_token& stop);

    // Picks the next id from the logits after the last row.
    [[nodiscard]] Result<void> write(std::span<const float> logits);
    void stop();
    [[nodiscard]] bool done() const {
        return snapshot_.state == StreamSnapshot::State::ended ||
               snapshot_.state == StreamSnapshot::State::full;
    }

    void setSpeed(double seconds);  // since the first id of this run
    void compareWith(std::span<const int> baseline);
    void setPerplexity(std::optional<double> perplexity);
    [[nodiscard]] bool measured() const { return measured_; }  // as far as it can be
    [[nodiscard]] const StreamSnapshot& snapshot() const { return snapshot_; }

private:
    void push(int id);
    void finishIfDone(int id);
    void finishText();

    SubjectPointer subject_;
    const GenerationRequest& request_;
    nn::Sampler sampler_;
    std::shared_ptr<DistortedEmbedding> distorted_;
    text::Utf8Stream characters_;
    StreamCounter counter_;
    StreamSnapshot snapshot_;
    std::optional<DistortedEmbedding::Prompt> prompt_;  // where the prompt is one image; made when needed
    bool one_image_ = false;
    int generated_distortion_;  // in rows of what is written
    std::vector<Row> rows_;
    std::size_t resumed_ids_ = 0;
    bool measured_ = false;
};

// The ids that metrics look at: end-of-text dropped.
[[nodiscard]] std::span<const int> withoutEnd(const text::Tokenizer& tokenizer, std::span<const int> ids);

}  // namespace lossylens::lens
