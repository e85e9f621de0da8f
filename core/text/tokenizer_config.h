#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "text/added_tokens.h"

namespace lossylens::text {

// What tokenizer_config.json, special_tokens_map.json, added_tokens.json and chat_template.jinja say; every
// one of them may be missing.
struct TokenizerConfig {
    std::string tokenizer_class;  // "LlamaTokenizer", "GPT2Tokenizer", …
    std::optional<bool> add_bos, add_eos;
    std::optional<std::string> bos, eos, unknown;  // as written
    bool add_prefix_space = false;
    bool legacy = true;  // of tokenizers made from SentencePiece: see PrefixSpace
    std::string chat_template;
    std::vector<AddedToken> added;
};

// Errors: io and corrupt, with the file.
[[nodiscard]] Result<TokenizerConfig> readTokenizerConfig(const std::filesystem::path& folder);

}  // namespace lossylens::text
