#include "codec/quantised_levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "codec/quantisation.h"

namespace lossylens::codec {

namespace {

constexpr int edge = 8;
constexpr double grey = 128;
using Block = std::array<double, 64>;

// Row k: frequency k of the orthonormal DCT-II of eight numbers.
const Block& basis() {
    static const Block numbers = [] {
        Block weights{};
        for (int k = 0; k < edge; ++k) {
            for (int n = 0; n < edge; ++n)
                weights[edge * k + n] = std::sqrt((k == 0 ? 1.0 : 2.0) / edge) *
                                        std::cos(std::numbers::pi * (2 * n + 1) * k / (2.0 * edge));
        }
        return weights;
    }();
    return numbers;
}

enum class Direction { forward, back };

// A · block · Aᵀ forward, Aᵀ · block · A back.
Block transformed(const Block& block, Direction direction) {
    const auto weight = [&](int to, int from) {
        return direction == Direction::forward ? basis()[edge * to + from] : basis()[edge * from + to];
    };
    Block half{}, result{};
    for (int i = 0; i < edge; ++i) {
        for (int j = 0; j < edge; ++j) {
            for (int n = 0; n < edge; ++n) half[edge * i + j] += weight(i, n) * block[edge * n + j];
        }
    }
    for (int i = 0; i < edge; ++i) {
        for (int j = 0; j < edge; ++j) {
            for (int n = 0; n < edge; ++n) result[edge * i + j] += half[edge * i + n] * weight(j, n);
        }
    }
    return result;
}

}  // namespace

QuantisedLevels::QuantisedLevels(const std::vector<double>& levels, int rows, int columns)
    : rows_(rows), columns_(columns) {
    for (int top = 0; top < rows; top += edge) {
        for (int left = 0; left < columns; left += edge) {
            Block block{};
            for (int i = 0; i < edge * edge; ++i) {
                const int row = std::min(top + i / edge, rows - 1),
                          column = std::min(left + i % edge, columns - 1);
                block[i] = levels[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                                  static_cast<std::size_t>(column)] -
                           grey;
            }
            blocks_.push_back(transformed(block, Direction::forward));
        }
    }
}

std::vector<double> QuantisedLevels::at(int quality) const {
    std::vector<double> levels(static_cast<std::size_t>(rows_) * static_cast<std::size_t>(columns_), grey);
    if (quality == 0) return levels;
    const auto steps = quantisationTable(quality);
    const int across = (columns_ + edge - 1) / edge;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        Block block = blocks_[b];
        for (std::size_t i = 0; i < block.size(); ++i)
            block[i] = std::nearbyint(block[i] / steps[i]) * steps[i];
        block = transformed(block, Direction::back);
        const int top = static_cast<int>(b) / across * edge, left = static_cast<int>(b) % across * edge;
        for (int row = top; row < std::min(top + edge, rows_); ++row) {
            for (int column = left; column < std::min(left + edge, columns_); ++column)
                levels[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                       static_cast<std::size_t>(column)] = grey + block[edge * (row - top) + column - left];
        }
    }
    return levels;
}

}  // namespace lossylens::codec
