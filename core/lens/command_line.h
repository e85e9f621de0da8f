#pragma once

#include <string>

#include "lens/files.h"

namespace lossylens::lens {

// A word as a POSIX shell takes it: quoted where it must be.
[[nodiscard]] std::string shellWord(std::string_view word);

// The command that writes the same tokens as the run has, by the same model in the same precision.
[[nodiscard]] std::string commandLine(const RunDocument& run);

}  // namespace lossylens::lens
