#pragma once

#include <algorithm>
#include <cmath>

#include "codec/embedding_table.h"
#include "codec/rows.h"

namespace lossylens {

// A table of Gaussian rows whose dimensions differ in scale and whose mean is not 0.
inline std::vector<float> tableRow(int d, int id) {
    auto row = gaussianRow(d, 1000 + static_cast<std::uint64_t>(id));
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = row[i] / static_cast<float>(1 + i % 7) + (i % 3 == 0 ? 0.1F : -0.05F);
    return row;
}

inline codec::EmbeddingTable sampleTable(int rows, int d) {
    return {{.rows = rows, .tokens = rows, .dimensions = d},
            [d](int id, std::span<float> row) { std::ranges::copy(tableRow(d, id), row.begin()); }};
}

inline double dotOf(std::span<const float> a, std::span<const float> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}
inline double cosineOf(std::span<const float> a, std::span<const float> b) {
    return dotOf(a, b) / std::sqrt(dotOf(a, a) * dotOf(b, b));
}

}  // namespace lossylens
