#pragma once

#include <filesystem>
#include <string_view>

#include "lens/files.h"

namespace lossylens::lens {

inline constexpr std::size_t most_run_bytes = std::size_t{64} << 20U;  // of a file that is read

// A run out of anything that carries one (run_carrier.h): settings, prompt and tokens, as toReplayJson() has
// them, with where the tokens begin and the metrics where toJson() has written them; no codec views. Checked:
// every number is in its range, every stream is one of the request's. Without streams where nothing had been
// written. Errors: unsupported (no run in it), corrupt, usage (a value that this program does not know),
// limit.
[[nodiscard]] Result<RunDocument> readRun(std::string_view file);

// The same of a file on the disk; errors name it. Also io.
[[nodiscard]] Result<RunDocument> readRunFile(const std::filesystem::path& path);

}  // namespace lossylens::lens
