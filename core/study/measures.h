#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "study/study.h"

namespace lossylens::study {

// What is measured on a finished text. A new measure is a line in measures.cpp: it appears in rows, files and
// summaries by itself.
struct TrialText {
    std::span<const int> ids;          // the continuation only, end-of-text dropped
    std::string_view text;             // the same as text
    int agreed = 0;                    // ids equal to the baseline's from the start
    std::optional<double> perplexity;  // under the undistorted model
};

struct Measure {
    std::string_view name;   // in files: "seq_rep_4"
    std::string_view label;  // for people: "seq-rep-4"
    bool compared = false;   // in summaries, with intervals and tests
    std::optional<double> (*of)(const TrialText&) = nullptr;
};
[[nodiscard]] std::span<const Measure> measures();
// The place of a measure in that list; −1: there is none of that name.
[[nodiscard]] int findMeasure(std::string_view name);

}  // namespace lossylens::study
