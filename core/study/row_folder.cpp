#include "study/row_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "lens/files.h"
#include "study/json_object.h"
#include "study/row_text.h"
#include "study/study_file.h"

namespace lossylens::study {
namespace {

tl::unexpected<Error> cannot(const std::filesystem::path& path, const char* what) {
    return fail(ErrorCode::io, path.string(), std::string(what) + ": " + std::strerror(errno),
                "make room or choose another folder; the same command goes on where it was");
}

// One write for the whole line: who follows the file sees no half of it but in a full disk or a crash.
Result<void> appendTo(int descriptor, std::string_view line, const std::filesystem::path& path) {
    while (!line.empty()) {
        const ssize_t written = ::write(descriptor, line.data(), line.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return cannot(path, "cannot be written");
        line.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<int> openToAppend(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor < 0) return cannot(path, "cannot be opened");
    return descriptor;
}

Result<int> lockFolder(const std::filesystem::path& folder) {
    const auto path = folder / ".lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) return cannot(path, "cannot be made");
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    ::close(descriptor);
    return fail(ErrorCode::limit, folder.string(), "another program is writing to it",
                "wait for it or give another folder");
}

std::string recordOf(const Study& study, const lens::SubjectInfo& model, const std::string& fingerprint) {
    Json json{{"fingerprint", fingerprint},
              {"program", "LossyLens " LOSSYLENS_VERSION},
              {"model",
               {{"name", model.name},
                {"architecture", model.architecture},
                {"layers", model.layers},
                {"dimensions", model.dimensions},
                {"vocabulary", model.vocabulary},
                {"precision", model.precision},
                {"bytes", model.bytes}}},
              {"study", toJson(study)}};
    return json.dump(1) + '\n';
}

Result<void> keepRecord(const std::filesystem::path& folder, const Study& study,
                        const lens::SubjectInfo& model, const std::string& fingerprint) {
    const auto path = folder / "study.json";
    if (!std::filesystem::exists(path)) return lens::saveFile(path, recordOf(study, model, fingerprint));
    const auto record = readRecord(folder);
    if (!record) return tl::unexpected(record.error());
    if (record->fingerprint == fingerprint) return {};
    return fail(ErrorCode::usage, folder.string(), "has the rows of another study or model",
                "give another folder, or the study and model that it was begun with");
}

}  // namespace

Result<RowFolder> RowFolder::open(const std::filesystem::path& path, const Study& study,
                                  const lens::SubjectInfo& model) {
    std::error_code refused;
    std::filesystem::create_directories(path, refused);
    if (refused) {
        return fail(ErrorCode::io, path.string(), "cannot be made a folder: " + refused.message(),
                    "choose another one");
    }
    RowFolder folder;
    folder.path_ = path;
    folder.fingerprint_ = fingerprintOf(study, model);
    const auto lock = lockFolder(path);
    if (!lock) return tl::unexpected(lock.error());
    folder.lock_ = *lock;
    if (auto kept = keepRecord(path, study, model, folder.fingerprint_); !kept)
        return tl::unexpected(kept.error());
    if (auto read = folder.readRows(); !read) return tl::unexpected(read.error());
    if (auto opened = folder.openForAppending(); !opened) return tl::unexpected(opened.error());
    return folder;
}

RowFolder::RowFolder(RowFolder&& other) noexcept
    : path_(std::move(other.path_)),
      fingerprint_(std::move(other.fingerprint_)),
      rows_(std::move(other.rows_)),
      done_(std::move(other.done_)),
      lock_(std::exchange(other.lock_, -1)),
      json_(std::exchange(other.json_, -1)),
      csv_(std::exchange(other.csv_, -1)) {}

RowFolder::~RowFolder() {
    for (const int descriptor : {json_, csv_, lock_}) {
        if (descriptor >= 0) ::close(descriptor);
    }
}

std::optional<Error> isWrittenTo(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / ".lock")) return {};
    const auto lock = lockFolder(folder);
    if (!lock) return lock.error();
    ::close(*lock);
    return {};
}

// What is not a whole row at the end goes; a row twice (nobody should write one) counts once.
Result<void> RowFolder::readRows() {
    if (hasPackedRows(path_)) {
        return fail(ErrorCode::usage, path_.string(),
                    "has rows without their texts, which cannot be gone on with", "give another folder");
    }
    const auto path = path_ / "rows.jsonl";
    if (!std::filesystem::exists(path)) return {};
    auto read = readRowText(path);
    if (!read) return tl::unexpected(read.error());
    if (read->whole_bytes != std::filesystem::file_size(path)) {
        std::error_code refused;
        std::filesystem::resize_file(path, read->whole_bytes, refused);
        if (refused) return fail(ErrorCode::io, path.string(), "cannot be cut: " + refused.message());
    }
    for (TrialRow& row : read->rows) {
        if (row.study != fingerprint_) {
            return fail(ErrorCode::corrupt, path.string(), "has a row of another study, " + row.id,
                        "give another folder");
        }
        if (done_.insert(row.trial).second) rows_.push_back(std::move(row));
    }
    return {};
}

Result<void> RowFolder::openForAppending() {
    // The table follows from the rows: after a crash it may be a line behind.
    if (auto saved = lens::saveFile(path_ / "rows.csv", csvOf(rows_)); !saved) return saved;
    const auto json = openToAppend(path_ / "rows.jsonl");
    if (!json) return tl::unexpected(json.error());
    json_ = *json;
    const auto csv = openToAppend(path_ / "rows.csv");
    if (!csv) return tl::unexpected(csv.error());
    csv_ = *csv;
    return {};
}

const TrialRow* RowFolder::find(int trial) const {
    const auto found = std::ranges::find(rows_, trial, &TrialRow::trial);
    return found == rows_.end() ? nullptr : &*found;
}

Result<void> RowFolder::append(TrialRow row) {
    if (auto written = appendTo(json_, toJsonLine(row), path_ / "rows.jsonl"); !written) return written;
    if (::fdatasync(json_) != 0) return cannot(path_ / "rows.jsonl", "cannot be flushed to the disk");
    if (auto written = appendTo(csv_, toCsvLine(row), path_ / "rows.csv"); !written) return written;
    done_.insert(row.trial);
    rows_.push_back(std::move(row));
    return {};
}

Result<void> RowFolder::finish() {
    std::ranges::sort(rows_, {}, &TrialRow::trial);
    return writeRows(path_, rows_);
}

Result<void> RowFolder::noteSession(const std::string& json_line) {
    const auto descriptor = openToAppend(path_ / "sessions.jsonl");
    if (!descriptor) return tl::unexpected(descriptor.error());
    auto written = appendTo(*descriptor, json_line, path_ / "sessions.jsonl");
    ::close(*descriptor);
    return written;
}

}  // namespace lossylens::study
