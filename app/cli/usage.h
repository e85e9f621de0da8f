#pragma once

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace lossylens::app {

// What is wrong with a command line that `app` refused with `refusal`: which option or word, and which help
// to read. For people, in place of CLI11's words.
[[nodiscard]] Error usageError(const CLI::App& app, const CLI::ParseError& refusal);

// An option written before the command belongs to the window, which does not open. Errors: usage.
[[nodiscard]] Result<void> refuseOptionsBeforeCommand(const CLI::App& app);

}  // namespace lossylens::app
