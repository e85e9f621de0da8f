#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::hub {

// $XDG_DATA_HOME/lossylens/models, usually ~/.local/share/lossylens/models.
[[nodiscard]] std::filesystem::path modelsFolder();
[[nodiscard]] std::filesystem::path defaultModelPath();

struct InstalledModel {
    std::string name;  // of its file or folder
    std::filesystem::path path;
    std::uint64_t bytes = 0;
};
// GGUF files and model folders in modelsFolder(), by name. What is being fetched, or was set aside, is not
// among them.
[[nodiscard]] std::vector<InstalledModel> installedModels();

// What --model names: a file or folder; an installed model by its name, with or without its ending, or by its
// name in the catalogue, in any case; the default model where `wanted` is empty. Errors: not_found, saying
// how to get it.
[[nodiscard]] Result<std::filesystem::path> findModel(std::string_view wanted);

}  // namespace lossylens::hub
