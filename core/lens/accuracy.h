#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/generate.h"
#include "lens/prompt_set.h"

namespace lossylens::lens {

// How many questions of a set with known answers a model answers right, with and without distortion, always
// writing the most probable token (metrics/answers.h says what is right).
struct AccuracyRequest {
    std::vector<codec::DistortionSpec> distortions;
    int max_new_tokens = 16;
    bool chat = false;  // prompts in the model's chat template
};
struct AnsweredPrompt {
    std::string id;
    std::vector<std::string> accepted;
    std::vector<std::string> texts;  // one a stream
    std::vector<bool> right;         // one a stream
};
struct Accuracy {
    std::string set;
    std::vector<std::string> streams;     // "baseline", "jpeg-25" …
    std::vector<AnsweredPrompt> prompts;  // those that have answers
    bool stopped = false;

    [[nodiscard]] int right(std::size_t stream) const;  // of prompts.size()
};

// `progress`, on this thread, may be empty. A stop gives the prompts that were finished. Errors: usage (no
// prompt of the set has answers), those of SideBySide and the tokenizer.
using AccuracyProgress = std::function<void(int done, int of)>;
[[nodiscard]] Result<Accuracy> measureAccuracy(const SubjectPointer& subject, const PromptSet& set,
                                               const AccuracyRequest& request,
                                               const AccuracyProgress& progress, std::stop_token stop);

}  // namespace lossylens::lens
