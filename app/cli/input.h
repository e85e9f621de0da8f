#pragma once

#include <stop_token>
#include <string>

#include "base/result.h"

namespace lossylens::app {

// All of standard input, or of a file, a pipe or a device, up to 64 MiB. A stop ends the wait for a writer or
// for a line that nobody types. Errors: not_found, io, limit, cancelled.
[[nodiscard]] Result<std::string> readStandardInput(const std::stop_token& stop);
[[nodiscard]] Result<std::string> readFile(const std::string& name, const std::stop_token& stop);

}  // namespace lossylens::app
