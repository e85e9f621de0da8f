#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "study/row_folder.h"

namespace lossylens::study {

// One time that a study was worked on, as sessions.jsonl has it.
struct SessionRecord {
    double seconds = 0;
    int trials = 0;
    long tokens = 0;
    int batch = 0;
    std::string program, weights, machine;  // empty where an older program did not note it
};

// All that a folder says of its study.
struct ReportedStudy {
    std::filesystem::path folder;
    StudyRecord record;
    std::vector<TrialRow> rows;
    std::vector<SessionRecord> sessions;
};
// Errors: not_found, corrupt.
[[nodiscard]] Result<ReportedStudy> readReportedStudy(const std::filesystem::path& folder);

}  // namespace lossylens::study
