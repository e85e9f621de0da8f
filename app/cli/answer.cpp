#include "app/cli/answer.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "lens/files.h"

namespace lossylens::app {

ExitCode exitCodeOf(const Error& error) {
    switch (error.code) {
        case ErrorCode::usage:
            return ExitCode::usage;
        case ErrorCode::cancelled:
            return ExitCode::interrupted;
        default:
            return ExitCode::failed;
    }
}

Result<void> checkPlace(const std::string& file) {
    if (file.empty()) return {};
    const std::filesystem::path path(file);
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        return fail(ErrorCode::io, file, "cannot be written: it is a folder", "name a file in it");
    if (std::filesystem::exists(path, ignored)) return {};
    if (!std::filesystem::is_directory(folder, ignored)) {
        return fail(ErrorCode::not_found, file, "cannot be written: its folder is not there",
                    "make the folder or choose another");
    }
    if (::access(folder.c_str(), W_OK) != 0) {
        return fail(ErrorCode::io, file, std::string("cannot be written: ") + std::strerror(errno),
                    "choose another folder");
    }
    return {};
}

Result<void> deliver(const std::string& bytes, const std::string& file) {
    if (!file.empty()) return lens::saveFile(file, bytes);
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
    if (written && std::fflush(stdout) == 0) return {};
    return fail(ErrorCode::io, "standard output", std::string("cannot be written: ") + std::strerror(errno),
                "look for room there, or write to a file with -o");
}

}  // namespace lossylens::app
