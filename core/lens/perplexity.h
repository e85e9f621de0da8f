#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "lens/subject.h"

namespace lossylens::lens {

// e^(mean -ln p) of each continuation of a prompt under the undistorted model; empty for an empty one. The
// prompt is read once for all of them, and they go through the model together. Errors: those of nn.
[[nodiscard]] Result<std::vector<std::optional<double>>> perplexities(
    const Subject& subject, std::span<const int> prompt,
    const std::vector<std::span<const int>>& continuations, std::stop_token stop);

}  // namespace lossylens::lens
