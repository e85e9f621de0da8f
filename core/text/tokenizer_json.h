#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "text/assembled_tokenizer.h"
#include "text/normalizer.h"
#include "text/pre_tokenizer.h"
#include "text/vocabulary.h"

namespace lossylens::text {

// A tokenizer as its files describe it, before tokenizer_config.json has its say.
struct Draft {
    TokenizerParts parts;
    Vocabulary tokens;                 // as the files write them, added ones included
    bool says_about_bos = false;       // the file itself tells what goes around a prompt
    bool adds_bos_by_default = false;  // where neither it nor the configuration does
};

// Reads Hugging Face's tokenizer.json: byte-pair encoding with the steps named in docs/tokenizers.md.
// Errors: corrupt, and unsupported for any step that is not known, by its name.
[[nodiscard]] Result<Draft> readTokenizerJson(const std::filesystem::path& path);

// Its parts, each from its own object; null is none.
[[nodiscard]] Result<std::vector<NormalizerStep>> normalizerOf(const nlohmann::json* json,
                                                               const std::string& where);
[[nodiscard]] Result<std::vector<PreTokenizerStep>> preTokenizerOf(const nlohmann::json* json,
                                                                   const std::string& where);

// How tokens are written in the vocabulary, which the decoder undoes.
struct Writing {
    bool byte_alphabet = false;
    bool spaces = false;         // "▁"
    bool byte_fallback = false;  // <0x0A>
};
[[nodiscard]] Result<Writing> writingOf(const nlohmann::json* decoder, const std::string& where);
[[nodiscard]] std::string bytesOf(const std::string& token, Writing writing);

}  // namespace lossylens::text
