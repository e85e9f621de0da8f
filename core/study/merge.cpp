#include "study/merge.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "lens/files.h"
#include "study/row_folder.h"

namespace lossylens::study {
namespace {

std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

Result<void> addRows(const std::filesystem::path& part, const std::string& fingerprint,
                     std::map<int, TrialRow>& rows) {
    auto read = readRows(part);
    if (!read) return tl::unexpected(read.error());
    for (TrialRow& row : *read) {
        const auto [known, added] = rows.try_emplace(row.trial, row);
        if (row.study != fingerprint || (!added && toJsonLine(known->second) != toJsonLine(row))) {
            return fail(ErrorCode::corrupt, part.string(),
                        "its row of " + row.id + " is not that of the other parts",
                        "carry out all parts with the same program, model and study");
        }
    }
    return {};
}

}  // namespace

Result<Merged> mergeFolders(const std::vector<std::filesystem::path>& parts,
                            const std::filesystem::path& into, RowTexts texts) {
    if (parts.empty())
        return fail(ErrorCode::usage, "merge", "there is nothing to merge", "name the folders");
    const auto record = readRecord(parts.front());
    if (!record) return tl::unexpected(record.error());
    std::map<int, TrialRow> by_trial;
    std::string sessions;
    for (const auto& part : parts) {
        const auto its_record = readRecord(part);
        if (!its_record) return tl::unexpected(its_record.error());
        if (its_record->fingerprint != record->fingerprint) {
            return fail(ErrorCode::usage, part.string(),
                        "is not a part of the study in " + parts.front().string(),
                        "merge parts of one study, made with one model");
        }
        if (!hasRows(part)) continue;  // a part without trials, or not begun
        if (auto added = addRows(part, record->fingerprint, by_trial); !added)
            return tl::unexpected(added.error());
        sessions += bytesOf(part / "sessions.jsonl");
    }
    std::error_code refused;
    std::filesystem::create_directories(into, refused);
    if (refused) return fail(ErrorCode::io, into.string(), "cannot be made a folder: " + refused.message());
    std::vector<TrialRow> rows;
    for (auto& [trial, row] : by_trial) rows.push_back(std::move(row));
    const Merged merged{.trials = static_cast<int>(rows.size()),
                        .wanted = static_cast<int>(trialCount(record->study))};
    if (auto saved = lens::saveFile(into / "study.json", bytesOf(parts.front() / "study.json")); !saved)
        return tl::unexpected(saved.error());
    if (auto saved = writeRows(into, std::move(rows), texts); !saved) return tl::unexpected(saved.error());
    if (auto saved = lens::saveFile(into / "sessions.jsonl", sessions); !saved)
        return tl::unexpected(saved.error());
    return merged;
}

}  // namespace lossylens::study
