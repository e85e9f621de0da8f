#include "study/row_text.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "lens/files.h"
#include "study/json_object.h"
#include "study/row_folder.h"
#include "study/study_file.h"

namespace lossylens::study {

Result<RowText> readRowText(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        return fail(ErrorCode::not_found, file.string(), "cannot be read",
                    "name a folder of a study or its rows");
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    RowText read;
    std::size_t line = 1;
    for (std::size_t start = 0; start < text.size(); ++line) {
        const std::size_t end = text.find('\n', start);
        if (end == std::string::npos) break;  // torn: a line is written with its end
        auto row = parseRow(std::string_view(text).substr(start, end - start));
        start = end + 1;
        if (!row && start == text.size()) break;  // blocks of a file may reach the disk out of order
        if (!row)
            return tl::unexpected(within(file.string() + ", line " + std::to_string(line), row.error()));
        read.rows.push_back(*std::move(row));
        read.whole_bytes = start;
    }
    return read;
}

std::string csvOf(const std::vector<TrialRow>& rows) {
    std::string text = csvHeader();
    for (const TrialRow& row : rows) text += toCsvLine(row);
    return text;
}

std::string jsonLinesOf(const std::vector<TrialRow>& rows) {
    std::string text;
    for (const TrialRow& row : rows) text += toJsonLine(row);
    return text;
}

Result<std::vector<TrialRow>> readRows(const std::filesystem::path& path) {
    auto read = readRowText(std::filesystem::is_directory(path) ? path / "rows.jsonl" : path);
    if (!read) return tl::unexpected(read.error());
    return std::move(read->rows);
}

Result<StudyRecord> readRecord(const std::filesystem::path& folder) {
    const auto path = folder / "study.json";
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (text.empty())
        return fail(ErrorCode::not_found, path.string(), "cannot be read",
                    "name a folder that sweep has made");
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("study") || !json.contains("fingerprint") ||
        !json.at("fingerprint").is_string()) {
        return fail(ErrorCode::corrupt, path.string(), "is no record of a study", "begin in another folder");
    }
    auto study = parseStudy(json.at("study").dump(), {});
    if (!study) return tl::unexpected(within(path.string(), study.error()));
    return StudyRecord{*std::move(study), json.at("fingerprint").get<std::string>()};
}

Result<void> writeRows(const std::filesystem::path& folder, std::vector<TrialRow> rows) {
    std::ranges::sort(rows, {}, &TrialRow::trial);
    if (auto saved = lens::saveFile(folder / "rows.jsonl", jsonLinesOf(rows)); !saved) return saved;
    return lens::saveFile(folder / "rows.csv", csvOf(rows));
}

}  // namespace lossylens::study
