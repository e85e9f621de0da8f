#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "lens/prompt_set.h"

namespace lossylens::app {

// The sets that are a part of the program.
[[nodiscard]] std::vector<std::string> promptSetNames();
// One of them by its name, otherwise the file of that name. Errors: those of lens::readPromptSet, naming the
// sets.
[[nodiscard]] Result<lens::PromptSet> findPromptSet(const std::string& name_or_file);

// --prompts, which names a set or a file.
struct PromptSetOption {
    std::string name;

    PromptSetOption(std::string usual) : name(std::move(usual)) {}
    void addTo(CLI::App& app);
};

}  // namespace lossylens::app
