#include "study/merge.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "lens/files.h"
#include "study/row_folder.h"

namespace lossylens::study {
namespace {

std::string bytesOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// Lines, each once: a part that was merged before brings its sessions again.
class Lines {
public:
    void add(const std::string& text) {
        std::istringstream stream(text);
        for (std::string line; std::getline(stream, line);) {
            if (known_.insert(line).second) text_ += line + '\n';
        }
    }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::set<std::string> known_;
    std::string text_;
};

Result<void> addRows(const std::filesystem::path& part, const std::string& fingerprint, RowTexts texts,
                     std::map<int, TrialRow>& rows) {
    auto read = readRows(part);
    if (!read) return tl::unexpected(read.error());
    for (TrialRow& row : *read) {
        const auto [known, added] = rows.try_emplace(row.trial, row);
        if (row.study != fingerprint ||
            (!added && toJsonLine(known->second, texts) != toJsonLine(row, texts))) {
            return fail(ErrorCode::corrupt, part.string(),
                        "its row of " + row.id + " is not that of the other parts",
                        "carry out all parts with the same program, model and study");
        }
    }
    return {};
}

// What is in the folder already stays: it is one more part, of the same study and kept in the same way.
Result<std::vector<std::filesystem::path>> withThoseOf(const std::filesystem::path& into,
                                                       std::vector<std::filesystem::path> parts,
                                                       RowTexts texts) {
    if (!hasRows(into)) return parts;
    if (hasPackedRows(into) != (texts == RowTexts::dropped))
        return fail(ErrorCode::usage, into.string(),
                    texts == RowTexts::dropped ? "has rows with their texts" : "has rows without their texts",
                    "give another folder");
    const auto is_it = [&into](const auto& part) {
        std::error_code none;
        return std::filesystem::equivalent(part, into, none);
    };
    if (std::ranges::none_of(parts, is_it)) parts.push_back(into);
    return parts;
}

}  // namespace

Result<Merged> mergeFolders(const std::vector<std::filesystem::path>& named,
                            const std::filesystem::path& into, RowTexts texts) {
    if (named.empty())
        return fail(ErrorCode::usage, "merge", "there is nothing to merge", "name the folders");
    const auto in_use = isWrittenTo(into);
    if (in_use) return tl::unexpected(*in_use);
    const auto all = withThoseOf(into, named, texts);
    if (!all) return tl::unexpected(all.error());
    const auto& parts = *all;
    const auto record = readRecord(parts.front());
    if (!record) return tl::unexpected(record.error());
    std::map<int, TrialRow> by_trial;
    Lines sessions;
    for (const auto& part : parts) {
        const auto its_record = readRecord(part);
        if (!its_record) return tl::unexpected(its_record.error());
        if (its_record->fingerprint != record->fingerprint) {
            return fail(ErrorCode::usage, part.string(),
                        "is not a part of the study in " + parts.front().string(),
                        "merge parts of one study, made with one model");
        }
        if (!hasRows(part)) continue;  // a part without trials, or not begun
        if (auto added = addRows(part, record->fingerprint, texts, by_trial); !added)
            return tl::unexpected(added.error());
        sessions.add(bytesOf(part / "sessions.jsonl"));
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
    if (auto saved = lens::saveFile(into / "sessions.jsonl", sessions.text()); !saved)
        return tl::unexpected(saved.error());
    return merged;
}

}  // namespace lossylens::study
