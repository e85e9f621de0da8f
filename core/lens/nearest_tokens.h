#pragma once

#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/subject.h"

namespace lossylens::lens {

struct NearToken {
    int id = 0;
    std::string piece;
    double cosine = 0;
};

// For each of `rows` (d numbers each) the k tokens whose own, undistorted embeddings are nearest to it:
// codec::nearestRows, with their pieces. Errors: cancelled.
[[nodiscard]] Result<std::vector<std::vector<NearToken>>> nearestTokens(
    const Subject& subject, const std::vector<std::span<const float>>& rows, int k, std::stop_token stop);

}  // namespace lossylens::lens
