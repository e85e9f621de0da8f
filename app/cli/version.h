#pragma once

#include <string>

namespace lossylens::app {

// Program, libtorch, Qt, codec and instruction set, a line each.
[[nodiscard]] std::string versionText();
[[nodiscard]] std::string instructionSet();  // the best one that this machine has: "AVX2"

}  // namespace lossylens::app
