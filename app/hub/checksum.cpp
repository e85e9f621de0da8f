#include "app/hub/checksum.h"

#include <QCryptographicHash>
#include <QFile>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/hub/catalogue.h"
#include "lens/files.h"

namespace lossylens::hub {
namespace {

namespace fs = std::filesystem;

constexpr auto record_name = "download.json";

// Which hash each file ought to have: the catalogue's, then what was recorded when it was fetched.
Result<std::vector<FileCheck>> expectedFiles(const fs::path& path) {
    std::vector<FileCheck> checks;
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
        const CatalogueFile& usual = defaultModel().file;
        const bool known = path.filename() == usual.name;
        checks.push_back({.path = path, .expected = known ? usual.sha256.value_or("") : "", .actual = {}});
        return checks;
    }
    const auto record = readRecord(path);
    if (!record) return tl::unexpected(record.error());
    if (*record) {
        for (const auto& file : (*record)->files)
            checks.push_back({.path = path / file.name, .expected = file.sha256, .actual = {}});
    }
    if (const CatalogueEntry* entry = findInCatalogue(path.filename().string())) {
        for (const CatalogueFile& file : entry->files) {
            if (!file.sha256) continue;
            const auto same = [&](const FileCheck& check) { return check.path == path / file.name; };
            std::erase_if(checks, same);
            checks.push_back({.path = path / file.name, .expected = *file.sha256, .actual = {}});
        }
    }
    if (!checks.empty()) return checks;
    for (const auto& file : fs::directory_iterator(path, ignored)) {
        if (file.is_regular_file(ignored))
            checks.push_back({.path = file.path(), .expected = {}, .actual = {}});
    }
    return checks;
}

}  // namespace

Result<std::string> sha256Of(const fs::path& path, const std::stop_token& stop) {
    QFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(file.exists() ? ErrorCode::io : ErrorCode::not_found, path.string(),
                    "cannot be read: " + file.errorString().toStdString());
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    constexpr qint64 piece = 1 << 20;
    QByteArray buffer(piece, Qt::Uninitialized);
    for (;;) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, path.string(), "stopped");
        const qint64 count = file.read(buffer.data(), piece);
        if (count < 0) {
            return fail(ErrorCode::io, path.string(), "cannot be read: " + file.errorString().toStdString());
        }
        if (count == 0) return hash.result().toHex().toStdString();
        hash.addData(QByteArrayView(buffer).first(count));
    }
}

Result<void> writeRecord(const fs::path& folder, const DownloadRecord& record) {
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const auto& file : record.files)
        files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    const nlohmann::ordered_json json{
        {"repository", record.repository}, {"revision", record.revision}, {"files", std::move(files)}};
    return lens::saveFile(folder / record_name, json.dump(2) + '\n');
}

Result<std::optional<DownloadRecord>> readRecord(const fs::path& folder) {
    std::ifstream file(folder / record_name);
    if (!file) return std::optional<DownloadRecord>();
    try {
        const auto json = nlohmann::json::parse(file);
        DownloadRecord record{
            .repository = json.at("repository"), .revision = json.at("revision"), .files = {}};
        for (const auto& one : json.at("files"))
            record.files.push_back(
                {.name = one.at("name"), .bytes = one.at("bytes"), .sha256 = one.at("sha256")});
        return record;
    } catch (const nlohmann::json::exception&) {
        return fail(ErrorCode::corrupt, (folder / record_name).string(), "is no record of a download",
                    "fetch the model again");
    }
}

Result<std::vector<FileCheck>> checkModel(const fs::path& path, const std::stop_token& stop) {
    auto checks = expectedFiles(path);
    if (!checks) return checks;
    for (FileCheck& check : *checks) {
        auto actual = sha256Of(check.path, stop);
        if (actual)
            check.actual = std::move(*actual);
        else if (actual.error().code != ErrorCode::not_found)
            return tl::unexpected(actual.error());
    }
    std::ranges::sort(*checks, {}, &FileCheck::path);
    return checks;
}

}  // namespace lossylens::hub
