#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/tokenizer.h"

namespace lossylens::lens {

// A prompt as the model reads it: `chat`: as a user's message in its chat template, otherwise as it is.
// Errors: unsupported (no chat template, or one that is not known).
[[nodiscard]] Result<std::string> promptText(const text::Tokenizer& tokenizer, std::string_view prompt,
                                             bool chat);
// Its ids. Errors: those, and Tokenizer::encode's.
[[nodiscard]] Result<std::vector<int>> encodePrompt(const text::Tokenizer& tokenizer, std::string_view prompt,
                                                    bool chat);

}  // namespace lossylens::lens
