#pragma once

#include <memory>
#include <vector>

#include "formats/checkpoint.h"

namespace lossylens::formats {

// The weight files that a Hugging Face folder's model.safetensors.index.json names, each once, and under
// which name it expects each tensor. Nothing outside the folder is named: `..`, other folders and absolute
// paths are refused.
struct ShardIndex {
    std::vector<std::string> files;
    std::unordered_map<std::string, std::size_t> file_of;  // tensor -> place in `files`
};
[[nodiscard]] Result<ShardIndex> parseShardIndex(std::span<const std::byte> json);

// A Hugging Face folder: its config.json, and model.safetensors or the shards of its index. Or one weight file
// with the config.json beside it. Errors: see openCheckpoint.
[[nodiscard]] Result<std::shared_ptr<const Checkpoint>> openFolder(const std::filesystem::path& folder);
[[nodiscard]] Result<std::shared_ptr<const Checkpoint>> openSafetensors(const std::filesystem::path& file);

}  // namespace lossylens::formats
