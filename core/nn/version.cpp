#include "nn/version.h"

#include <torch/version.h>

namespace lossylens::nn {

std::string torchVersion() { return TORCH_VERSION; }

}  // namespace lossylens::nn
