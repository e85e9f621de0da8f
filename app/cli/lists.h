#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::app {

// "95,75,25" or "1-100" or both, each number from `least` to `most`; doubles are dropped, the order is kept.
// Errors: usage, naming `option`, the part that is wrong and the range.
[[nodiscard]] Result<std::vector<int>> parseList(std::string_view option,
                                                 const std::vector<std::string>& texts, int least, int most);

}  // namespace lossylens::app
