#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::lens {

struct SetPrompt {
    std::string id;    // unique in its set; "1", "2" … where the file has none
    std::string text;  // raw, valid UTF-8
    std::vector<std::string>
        answers;  // that are accepted (metrics/answers.h); empty where none can be checked
};

// Prompts to try one after the other. docs/files.md has the format.
struct PromptSet {
    std::string name;
    std::string about;  // one line for people; may be empty
    std::vector<SetPrompt> prompts;
};

// JSON, or a prompt a line where `text` starts with neither '{' nor '['. `name`: where it comes from; also
// what the set is called unless it says so itself. Errors, `where` being the name and the place: corrupt (no
// JSON, no UTF-8), usage (no prompts, an empty one, an id twice), limit.
[[nodiscard]] Result<PromptSet> parsePromptSet(std::string_view text, const std::string& name);
// Errors: those, and not_found, io.
[[nodiscard]] Result<PromptSet> readPromptSet(const std::filesystem::path& file);

}  // namespace lossylens::lens
