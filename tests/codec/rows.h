#pragma once

#include <cstdint>
#include <vector>

#include "base/random.h"

namespace lossylens {

// A row of d Gaussian numbers, the same for the same number.
inline std::vector<float> gaussianRow(int d, std::uint64_t number) {
    std::vector<float> row(static_cast<std::size_t>(d));
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<float>(randomNormal({number, i}));
    return row;
}

}  // namespace lossylens
