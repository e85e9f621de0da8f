#pragma once

#include <optional>
#include <span>
#include <vector>

#include "lens/distorted_embedding.h"
#include "lens/generate.h"
#include "text/utf8.h"

namespace lossylens::lens {

// One stream while it is written: turns ids into embeddings for the model, and the model's logits into the
// next id, its text and its metrics. Part of SideBySide.
class StreamWriter {
public:
    StreamWriter(SubjectPointer subject, const GenerationRequest& request, const StreamPlan& plan);

    // Embeddings of the prompt, tokens × d; of the id that was picked last, d. Distorted where scope says so.
    [[nodiscard]] Result<std::vector<float>> promptEmbeddings();
    [[nodiscard]] Result<std::vector<float>> lastEmbedding();
    [[nodiscard]] bool distortsPrompt() const;

    // Picks the next id from the logits of the last position.
    [[nodiscard]] Result<void> write(std::span<const float> logits);
    void stop();
    [[nodiscard]] bool writing() const { return snapshot_.state == StreamSnapshot::State::writing; }

    void setSpeed(double seconds);  // since the prompt was done
    void compareWith(std::span<const int> baseline);
    void setPerplexity(std::optional<double> perplexity) { snapshot_.metrics.perplexity = perplexity; }
    [[nodiscard]] const StreamSnapshot& snapshot() const { return snapshot_; }

private:
    [[nodiscard]] Result<void> append(int id, bool distorted, std::vector<float>& embeddings);
    void finishIfDone(int id);

    SubjectPointer subject_;
    const GenerationRequest& request_;
    nn::Sampler sampler_;
    std::optional<DistortedEmbedding> distorted_;
    text::Utf8Stream characters_;
    StreamSnapshot snapshot_;
};

// The ids that metrics look at: end-of-text dropped.
[[nodiscard]] std::span<const int> withoutEnd(const text::Tokenizer& tokenizer, std::span<const int> ids);

}  // namespace lossylens::lens
