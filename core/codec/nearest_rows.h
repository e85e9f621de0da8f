#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "codec/embedding_table.h"

namespace lossylens::codec {

struct NearRow {
    int id = 0;
    double cosine = 0;
};

// For each of `rows` (d numbers each) the k of the table's tokens whose rows are nearest to it by cosine,
// nearest first, ties to the lowest id. One pass over the table for all. A row of norm 0, of the table or
// asked for, is near to none. Errors: cancelled.
[[nodiscard]] Result<std::vector<std::vector<NearRow>>> nearestRows(
    const EmbeddingTable& table, const std::vector<std::span<const float>>& rows, int k,
    const std::stop_token& stop);

}  // namespace lossylens::codec
