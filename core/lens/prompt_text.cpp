#include "lens/prompt_text.h"

namespace lossylens::lens {

Result<std::string> promptText(const text::Tokenizer& tokenizer, std::string_view prompt, bool chat) {
    return chat ? tokenizer.chat(prompt) : Result<std::string>(prompt);
}

Result<std::vector<int>> encodePrompt(const text::Tokenizer& tokenizer, std::string_view prompt, bool chat) {
    const auto text = promptText(tokenizer, prompt, chat);
    if (!text) return tl::unexpected(text.error());
    return tokenizer.encode(*text);
}

}  // namespace lossylens::lens
