#pragma once

#include <string>

#include "base/result.h"

namespace lossylens::app {

// unproven: nothing is wrong, but the question could not be answered (a check without a known hash).
enum class ExitCode { done = 0, failed = 1, usage = 2, unproven = 3, interrupted = 130 };

// What a command has to say: bytes for standard output or for the file named by -o, and how it ended.
struct Answer {
    std::string bytes;
    ExitCode code = ExitCode::done;
    std::string message = {};  // one line for standard error, where code is not done
};

// 2 for usage, 130 for cancelled, otherwise 1.
[[nodiscard]] ExitCode exitCodeOf(const Error& error);

// Says before the work what would fail after it: a folder that is not there, or is taken for a file. Empty is
// standard output. Errors: io, not_found.
[[nodiscard]] Result<void> checkPlace(const std::string& file);

// Writes `bytes` to the file, or to standard output where `file` is empty. Errors: io.
[[nodiscard]] Result<void> deliver(const std::string& bytes, const std::string& file);

}  // namespace lossylens::app
