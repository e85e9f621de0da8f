#pragma once

#include <filesystem>
#include <vector>

#include "base/result.h"
#include "study/trial_row.h"

namespace lossylens::study {

struct Merged {
    int trials = 0;  // in the folder that was made
    int wanted = 0;  // of the whole study
    [[nodiscard]] bool complete() const { return trials == wanted; }
};

// Puts the rows of a study's parts into one folder, which is then what one machine would have made: the same
// bytes in study.json, rows.jsonl and rows.csv. A trial that several parts have counts once; what the folder
// has already is one more part. Errors: usage where the parts are of different studies, nothing is to be
// merged, or the folder's own rows are kept in the other way; limit where a program writes to it; corrupt
// where two parts have different rows of one trial, naming it; not_found, io. Without texts: the smallest
// folder that `study summary` and `study report` can be made of.
[[nodiscard]] Result<Merged> mergeFolders(const std::vector<std::filesystem::path>& parts,
                                          const std::filesystem::path& into, RowTexts texts = RowTexts::kept);

}  // namespace lossylens::study
