#pragma once

#include <string>

namespace lossylens::nn {

// The libtorch this program was built with, "1.13.0".
[[nodiscard]] std::string torchVersion();

}  // namespace lossylens::nn
