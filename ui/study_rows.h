#pragma once

#include <memory>
#include <vector>

#include "study/trial_row.h"

namespace lossylens::ui {

// The trials of a study that are done, in the order in which they were; a snapshot that never changes. The
// next one begins with the same rows, until the study is whole and they are put in order.
using RowPointer = std::shared_ptr<const study::TrialRow>;
using Rows = std::vector<RowPointer>;
using RowsPointer = std::shared_ptr<const Rows>;

[[nodiscard]] inline std::vector<study::TrialRow> copyOf(const Rows& rows) {
    std::vector<study::TrialRow> copies;
    copies.reserve(rows.size());
    for (const RowPointer& row : rows) copies.push_back(*row);
    return copies;
}

}  // namespace lossylens::ui
