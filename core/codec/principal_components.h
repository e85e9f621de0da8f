#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"

namespace lossylens::codec {

// Mean and orthonormal directions of a table's rows, those along which the rows differ most first
// (eigenvectors of the covariance, Pearson 1901).
struct PrincipalComponents {
    std::vector<double> mean;        // d
    std::vector<double> directions;  // d × d, a direction a row
    std::vector<double> variances;   // along each direction, falling
};

// Of all rows that are finite; of a table without any, mean 0 and the axes. `read` gives row 0 … rows − 1.
// Sums of products in float32 over 512 rows at a time, those in float64: the same on one machine whoever
// asks. Errors: cancelled (looked at in between, not while the eigenvectors are found).
[[nodiscard]] Result<PrincipalComponents> principalComponentsOf(
    int rows, int dimensions, const std::function<void(int id, std::span<float> row)>& read,
    const std::stop_token& stop);

}  // namespace lossylens::codec
