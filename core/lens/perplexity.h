#pragma once

#include <optional>
#include <span>
#include <stop_token>

#include "lens/subject.h"

namespace lossylens::lens {

// e^(mean -ln p) of a continuation under the undistorted model, given the prompt.
// Empty for an empty continuation. Errors: those of nn.
[[nodiscard]] Result<std::optional<double>> perplexity(const Subject& subject, std::span<const int> prompt,
                                                       std::span<const int> continuation,
                                                       std::stop_token stop);

}  // namespace lossylens::lens
