#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "study/trial_row.h"

namespace lossylens::study {

// The whole rows of a rows.jsonl, which may be packed by gzip, and how many bytes of it they are: what comes
// after is a line that was torn.
struct RowText {
    std::vector<TrialRow> rows;
    std::uintmax_t whole_bytes = 0;
};
[[nodiscard]] Result<RowText> readRowText(const std::filesystem::path& file);

[[nodiscard]] std::string csvOf(const std::vector<TrialRow>& rows);
[[nodiscard]] std::string jsonLinesOf(const std::vector<TrialRow>& rows, RowTexts texts = RowTexts::kept);
// By gzip, the same bytes every time. Errors: io.
[[nodiscard]] Result<void> savePacked(const std::filesystem::path& file, const std::string& text);

}  // namespace lossylens::study
