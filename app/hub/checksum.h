#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"

namespace lossylens::hub {

// SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. Errors: not_found, io, cancelled.
[[nodiscard]] Result<std::string> sha256Of(const std::filesystem::path& path, const std::stop_token& stop);

// What was fetched into a model's folder, kept there as download.json: the hashes that a later check compares
// with, where the catalogue knows none.
struct DownloadRecord {
    struct File {
        std::string name;
        std::uint64_t bytes = 0;
        std::string sha256;
    };
    std::string repository;
    std::string revision;
    std::vector<File> files;
};
[[nodiscard]] Result<void> writeRecord(const std::filesystem::path& folder, const DownloadRecord& record);
// Empty where there is none; errors: corrupt.
[[nodiscard]] Result<std::optional<DownloadRecord>> readRecord(const std::filesystem::path& folder);

// One file of an installed model against the hash that is known of it.
struct FileCheck {
    std::filesystem::path path;
    std::string expected;  // empty: no hash is known
    std::string actual;    // empty: the file is not there

    [[nodiscard]] bool differs() const { return !expected.empty() && expected != actual; }
};
// Every file of the model at `path` (a file or a folder) for which a hash is known, in the catalogue or in
// its record; where none is known, every file with the hash that it has. Errors: io, corrupt, cancelled.
[[nodiscard]] Result<std::vector<FileCheck>> checkModel(const std::filesystem::path& path,
                                                        const std::stop_token& stop);

}  // namespace lossylens::hub
