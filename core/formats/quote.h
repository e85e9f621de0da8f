#pragma once

#include <string>
#include <string_view>

namespace lossylens::formats {

// Text of a file as it may stand in a message: short, on one line, plain ASCII; what is left out shows as
// "…" and "?".
[[nodiscard]] std::string printable(std::string_view text);
[[nodiscard]] std::string inQuotes(std::string_view text);  // 'text'

}  // namespace lossylens::formats
