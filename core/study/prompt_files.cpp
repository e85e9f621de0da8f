#include "lens/prompt_set.h"
#include "study/study_file.h"

namespace lossylens::study {

// Where the file has no id the set's is a number, and the study gives one that is unique among all its
// prompts.
Result<std::vector<Prompt>> readPrompts(const std::filesystem::path& file) {
    const auto set = lens::readPromptSet(file);
    if (!set) return tl::unexpected(set.error());
    std::vector<Prompt> prompts;
    for (const lens::SetPrompt& one : set->prompts) {
        const bool named = one.id != std::to_string(prompts.size() + 1);
        prompts.push_back({.id = named ? one.id : std::string(), .text = one.text});
    }
    return prompts;
}

}  // namespace lossylens::study
