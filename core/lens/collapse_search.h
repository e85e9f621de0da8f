#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/generate.h"
#include "lens/prompt_set.h"
#include "metrics/collapse.h"

namespace lossylens::lens {

// Which prompts of a set collapse soonest: at each of a list of JPEG qualities a text is written, and it is
// looked whether it has collapsed (metrics/collapse.h). Every quality is tried, as a text that collapses at
// one need not do so at a lower one.
struct CollapseRequest {
    std::vector<int> qualities{90, 75, 60, 50, 40, 30, 25, 20, 15, 10, 5};
    nn::Sampling sampling;
    Scope scope = Scope::both;
    int max_new_tokens = 128;
    bool stop_at_end = true;
    bool chat = false;  // prompts in the model's chat template
    metrics::CollapseRule rule;
};
struct CollapseTrial {
    int quality = 0;
    bool collapsed = false;
    int tokens = 0;
    std::optional<metrics::Loop> loop;
    std::optional<double> seq_rep_4;
};
struct PromptCollapse {
    std::string id;
    std::string text;
    bool baseline_collapsed = false;
    std::vector<CollapseTrial> trials;  // in the order of the request's qualities

    [[nodiscard]] std::optional<int> highest() const;  // quality at which it collapsed; empty: at none
};
struct CollapseSearch {
    CollapseRequest request;
    std::string set;
    std::vector<PromptCollapse> prompts;  // those that collapse at the highest quality first
    int planned = 0;                      // prompts
    bool stopped = false;
};

// `progress`, on this thread, may be empty: prompts done, the number of all, tokens of the one at work. A
// stop gives the prompts that were finished. Errors: usage (qualities), those of SideBySide and the
// tokenizer.
using CollapseProgress = std::function<void(int done, int of, int tokens)>;
[[nodiscard]] Result<CollapseSearch> searchCollapse(const SubjectPointer& subject, const PromptSet& set,
                                                    const CollapseRequest& request,
                                                    const CollapseProgress& progress, std::stop_token stop);

}  // namespace lossylens::lens
