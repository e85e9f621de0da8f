#pragma once

#include <map>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "lens/stream_pool.h"
#include "study/study.h"

namespace lossylens::study {

// A study with a model: the prompts as ids, the arms' effect on their embeddings.
class PreparedStudy {
public:
    // Errors: those of Study::check and of the tokenizer; limit where a prompt and the new tokens exceed the
    // model's context. Each names the prompt.
    [[nodiscard]] static Result<PreparedStudy> make(lens::SubjectPointer subject, const Study& study);

    [[nodiscard]] const Study& study() const { return study_; }
    [[nodiscard]] const lens::SubjectPointer& subject() const { return subject_; }
    [[nodiscard]] const std::vector<int>& idsOf(int prompt) const {
        return ids_[static_cast<std::size_t>(prompt)];
    }
    [[nodiscard]] int longest() const { return longest_; }  // prompt and new tokens

    [[nodiscard]] lens::PooledText textOf(const Trial& trial) const;

    // What an arm does to a prompt's embeddings; computed once. Nothing for the baseline.
    struct Effect {
        std::optional<double> cosine_mean, cosine_flattened, bytes;
        std::optional<double> kl;         // nats, base ‖ distorted, mean over the prompt's positions
        std::optional<double> recovered;  // share of tokens whose nearest row is their own again
    };
    [[nodiscard]] Result<Effect> effectOn(int prompt, int arm, const std::stop_token& stop);

private:
    PreparedStudy() = default;
    lens::SubjectPointer subject_;
    Study study_;
    std::vector<std::vector<int>> ids_;
    int longest_ = 0;
    std::map<std::pair<int, int>, Effect> effects_;
};

}  // namespace lossylens::study
