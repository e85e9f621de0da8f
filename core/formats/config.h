#pragma once

#include <optional>
#include <span>
#include <vector>

#include "formats/checkpoint.h"

namespace lossylens::formats {

// What a Hugging Face config.json says that this program uses.
struct ModelConfig {
    Hyperparameters hyperparameters;  // without `vocabulary`, which the embedding table tells
    bool tied_output = false;         // the output matrix is the embedding table, whatever else is stored
    std::optional<int> bos;
    std::vector<int> end_tokens;  // eos_token_id, one or several
};

// Errors, `where` being the name of the setting: corrupt, limit, unsupported (a setting that asks for
// arithmetic other than ours, by name).
[[nodiscard]] Result<ModelConfig> parseConfig(std::span<const std::byte> json);

// eos_token_id of a generation_config.json.
[[nodiscard]] Result<std::vector<int>> parseGenerationConfig(std::span<const std::byte> json);

}  // namespace lossylens::formats
