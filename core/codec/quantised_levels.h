#pragma once

#include <array>
#include <vector>

namespace lossylens::codec {

// A plane of levels on its way through JPEG's transform and quantisation, in float64 throughout: no sample
// and no coefficient is rounded but by the table's step. Blocks of 8 × 8 repeat the last row and column.
class QuantisedLevels {
public:
    QuantisedLevels(const std::vector<double>& levels, int rows, int columns);  // row-major

    // The levels at a quality 1-100; at 0, where no step is small enough, 128 everywhere.
    [[nodiscard]] std::vector<double> at(int quality) const;

private:
    using Block = std::array<double, 64>;
    int rows_, columns_;
    std::vector<Block> blocks_;  // orthonormal DCT coefficients of levels − 128, row-major blocks
};

}  // namespace lossylens::codec
