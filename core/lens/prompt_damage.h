#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "lens/subject.h"
#include "nn/decoder.h"

namespace lossylens::lens {

// What other embeddings of a prompt's tokens do to what the model says next, against its own: a fixed
// continuation, the most probable tokens of the undistorted model, is read after the prompt, and the
// distributions that stand where its tokens are compared. One thread's.
class PromptDamage {
public:
    // The rows of a prompt as the model is to read them: a pointer to d numbers for each token, which must
    // stay as long as this object. Equal pointers are equal rows.
    using Rows = std::vector<const float*>;
    struct Damage {
        double kl = 0;    // nats, base || with these rows, mean over the distributions
        double top1 = 0;  // share of the distributions whose most probable token is the same
    };

    // `base`: the model's own rows. `tokens`: of the continuation at most, at least 1; it ends with an end of
    // text. Errors: limit (the model's context), those of nn.
    [[nodiscard]] static Result<PromptDamage> of(SubjectPointer subject, Rows base, int tokens,
                                                 const std::stop_token& stop);

    // Of many rows, side by side. What they have in common with `anchor()` at the start is not read again.
    [[nodiscard]] Result<std::vector<Damage>> measure(std::span<const Rows> variants,
                                                      const std::stop_token& stop);
    // Rows whose beginnings most of what comes next shares.
    [[nodiscard]] Result<void> setAnchor(Rows rows, const std::stop_token& stop);
    [[nodiscard]] const Rows& anchor() const { return anchor_; }

    [[nodiscard]] std::span<const int> continuation() const { return continuation_; }
    [[nodiscard]] int measured() const { return measured_; }  // variants so far

private:
    PromptDamage(SubjectPointer subject, Rows base, int tokens);

    [[nodiscard]] Result<void> writeContinuation(int tokens, const std::stop_token& stop);
    [[nodiscard]] Result<std::vector<Damage>> measureTogether(std::span<const Rows> variants,
                                                              const std::stop_token& stop);
    [[nodiscard]] std::vector<float> joined(const Rows& rows, std::size_t first, std::size_t end) const;
    [[nodiscard]] Damage compare(const nn::Logits& logits, std::size_t first_row) const;

    SubjectPointer subject_;
    std::size_t dimensions_;
    nn::Decoder decoder_;  // stream 0 holds the anchor but its last row
    Rows anchor_;
    std::vector<int> continuation_;
    std::vector<float> continuation_rows_;   // all but the last, whose distribution is past the end
    std::vector<std::vector<double>> base_;  // log-probabilities, one for each token of the continuation
    std::vector<int> base_top1_;
    int measured_ = 0;
};

}  // namespace lossylens::lens
