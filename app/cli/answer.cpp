#include "app/cli/answer.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

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

Result<void> deliver(const std::string& bytes, const std::string& file) {
    if (!file.empty()) return lens::saveFile(file, bytes);
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
    if (written && std::fflush(stdout) == 0) return {};
    return fail(ErrorCode::io, "standard output", std::string("cannot be written: ") + std::strerror(errno),
                "look for room there, or write to a file with -o");
}

}  // namespace lossylens::app
