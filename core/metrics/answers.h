#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lossylens::metrics {

// Whether a text gives one of the accepted answers to a question that it continues. To one that is a number,
// the first number of the text must be equal ("1,024" is 1024); the words of any other ([A-Za-z']+, any case)
// must stand next to each other in the first sentence of the text's first line. Not the truth of what else it
// says.
[[nodiscard]] bool answersCorrectly(std::string_view text, std::span<const std::string> accepted);

}  // namespace lossylens::metrics
