#include "study/row_text.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "lens/files.h"
#include "study/json_object.h"
#include "study/row_folder.h"
#include "study/study_file.h"

namespace lossylens::study {
namespace {

constexpr const char* plain_name = "rows.jsonl";
constexpr const char* packed_name = "rows.jsonl.gz";

// zlib reads what is not packed as it is.
Result<std::string> unpacked(const std::filesystem::path& file) {
    const gzFile stream = std::filesystem::is_directory(file) ? nullptr : ::gzopen(file.c_str(), "rb");
    if (stream == nullptr)
        return fail(ErrorCode::not_found, file.string(), "cannot be read",
                    "name a folder of a study or its rows");
    std::string text;
    std::array<char, 1 << 16> piece;
    int count = 0;
    while ((count = ::gzread(stream, piece.data(), piece.size())) > 0)
        text.append(piece.data(), static_cast<std::size_t>(count));
    const int closed = ::gzclose(stream);
    if (count < 0 || closed != Z_OK)
        return fail(ErrorCode::corrupt, file.string(), "cannot be unpacked", "make it anew with merge");
    return text;
}

std::string textAt(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<RowText> readRowText(const std::filesystem::path& file) {
    const auto whole = unpacked(file);
    if (!whole) return tl::unexpected(whole.error());
    const std::string& text = *whole;
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

std::string jsonLinesOf(const std::vector<TrialRow>& rows, RowTexts texts) {
    std::string text;
    for (const TrialRow& row : rows) text += toJsonLine(row, texts);
    return text;
}

Result<void> savePacked(const std::filesystem::path& file, const std::string& text) {
    const gzFile stream = ::gzopen(file.c_str(), "wb9");
    const bool written =
        stream != nullptr &&
        ::gzwrite(stream, text.data(), static_cast<unsigned>(text.size())) == static_cast<int>(text.size());
    const bool closed = stream != nullptr && ::gzclose(stream) == Z_OK;
    if (!written || !closed)
        return fail(ErrorCode::io, file.string(), "cannot be written", "make room or choose another folder");
    return {};
}

bool hasPackedRows(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / packed_name);
}

bool hasRows(const std::filesystem::path& folder) {
    return std::filesystem::exists(folder / plain_name) || hasPackedRows(folder);
}

Result<std::vector<TrialRow>> readRows(const std::filesystem::path& path) {
    std::filesystem::path file = path;
    if (std::filesystem::is_directory(path)) file /= hasPackedRows(path) ? packed_name : plain_name;
    auto read = readRowText(file);
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
    StudyRecord record{.study = *std::move(study), .fingerprint = json.at("fingerprint").get<std::string>()};
    const Json model = json.value("model", Json::object());
    if (!model.is_object()) return record;
    record.model.name = textAt(model, "name");
    record.model.precision = textAt(model, "precision");
    const auto bytes = model.find("bytes");
    if (bytes != model.end() && bytes->is_number_unsigned()) record.model.bytes = bytes->get<std::uint64_t>();
    return record;
}

Result<void> writeRows(const std::filesystem::path& folder, std::vector<TrialRow> rows, RowTexts texts) {
    std::ranges::sort(rows, {}, &TrialRow::trial);
    if (texts == RowTexts::dropped) return savePacked(folder / packed_name, jsonLinesOf(rows, texts));
    if (auto saved = lens::saveFile(folder / "rows.jsonl", jsonLinesOf(rows)); !saved) return saved;
    return lens::saveFile(folder / "rows.csv", csvOf(rows));
}

}  // namespace lossylens::study
