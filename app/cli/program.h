#pragma once

namespace lossylens::app {

// The whole program: understands its arguments, does what they say, gives the exit code. Prints one line on
// standard error for what fails.
[[nodiscard]] int runProgram(int argc, char** argv);

}  // namespace lossylens::app
