#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

namespace lossylens::app {

// Checks of an option's value that say what may be written in its place. They go before CLI11's own
// conversion, which takes "nan" for a number within any range.

[[nodiscard]] CLI::Validator wholeNumber(std::int64_t least, std::int64_t most);
// A finite number for which `good` holds; `which` says of which numbers it does: "above 0".
[[nodiscard]] CLI::Validator number(std::string which, bool (*good)(double));
// An empty value is a slip, such as a shell variable that is not set: nobody means the usual one by it.
[[nodiscard]] CLI::Validator notEmpty(std::string what);

}  // namespace lossylens::app
