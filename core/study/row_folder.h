#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lens/subject.h"
#include "study/study.h"
#include "study/trial_row.h"

namespace lossylens::study {

// Where a study's rows are:
//   study.json      the study and the model it is made with: all it takes to go on
//   rows.jsonl      a row a line, appended and flushed to the disk the moment a trial is done
//   rows.csv        the same without texts
//   sessions.jsonl  when it was worked on, and how long that took
// While it grows, rows stand in the order in which they were done; once complete, in the order of trials, so
// that the same study ends in the same bytes. One program at a time writes to it.
class RowFolder {
public:
    // Makes the folder, or goes on in it: a last line that was torn (the program was killed, the disk full)
    // is cut off. Errors: usage where another study is in it; corrupt where a line before the last is no row;
    // io; limit where another program writes to it now.
    [[nodiscard]] static Result<RowFolder> open(const std::filesystem::path& path, const Study& study,
                                                const lens::SubjectInfo& model);
    RowFolder(RowFolder&& other) noexcept;
    RowFolder& operator=(RowFolder&&) = delete;
    ~RowFolder();

    [[nodiscard]] const std::vector<TrialRow>& rows() const { return rows_; }
    [[nodiscard]] bool has(int trial) const { return done_.contains(trial); }
    [[nodiscard]] const TrialRow* find(int trial) const;
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

    // On the disk when it returns. Errors: io.
    [[nodiscard]] Result<void> append(TrialRow row);
    // Puts the rows in order. Errors: io.
    [[nodiscard]] Result<void> finish();
    [[nodiscard]] Result<void> noteSession(const std::string& json_line);

private:
    RowFolder() = default;
    [[nodiscard]] Result<void> readRows();
    [[nodiscard]] Result<void> openForAppending();

    std::filesystem::path path_;
    std::string fingerprint_;
    std::vector<TrialRow> rows_;
    std::set<int> done_;
    int lock_ = -1, json_ = -1, csv_ = -1;  // file descriptors
};

// Every whole line of a rows.jsonl (or rows.jsonl.gz), or of the one in a folder; a torn last line is left
// out. Errors: not_found, corrupt.
[[nodiscard]] Result<std::vector<TrialRow>> readRows(const std::filesystem::path& path);

[[nodiscard]] bool hasRows(const std::filesystem::path& folder);
[[nodiscard]] bool hasPackedRows(
    const std::filesystem::path& folder);  // without texts: no study goes on there

// The error to give where another program writes to the folder now.
[[nodiscard]] std::optional<Error> isWrittenTo(const std::filesystem::path& folder);

// What study.json says.
struct StudyRecord {
    Study study;
    std::string fingerprint;
    lens::SubjectInfo model = {};  // its name, precision and size
};
[[nodiscard]] Result<StudyRecord> readRecord(const std::filesystem::path& folder);

// Makes `folder` a finished study of these rows, which are put in order; without texts, in rows.jsonl.gz
// alone. Errors: io.
[[nodiscard]] Result<void> writeRows(const std::filesystem::path& folder, std::vector<TrialRow> rows,
                                     RowTexts texts = RowTexts::kept);

}  // namespace lossylens::study
