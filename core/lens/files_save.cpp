#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "lens/files.h"

namespace lossylens::lens {
namespace {

bool writeAll(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// A file that is removed again unless it was kept.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::filesystem::path& target) : name_(target.string() + ".XXXXXX") {
        descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
    }
    ~TemporaryFile() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        if (!kept_) ::unlink(name_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] bool good() const { return descriptor_ >= 0; }

    [[nodiscard]] bool write(std::string_view bytes) const {
        return writeAll(descriptor_, bytes) && ::fsync(descriptor_) == 0;
    }

    // mkostemp makes private files; what a person saves gets the usual permissions.
    [[nodiscard]] bool keepAs(const std::filesystem::path& target) {
        const mode_t mask = ::umask(0);
        ::umask(mask);
        if (::fchmod(descriptor_, 0666 & ~mask) != 0) return false;
        kept_ = ::rename(name_.c_str(), target.c_str()) == 0;
        return kept_;
    }

private:
    std::string name_;
    int descriptor_ = -1;
    bool kept_ = false;
};

// What is no plain file (a device, a pipe) is written to, not replaced.
bool isSpecial(const std::filesystem::path& path) {
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status) &&
           !std::filesystem::is_directory(status);
}

bool writeInto(const std::filesystem::path& path, std::string_view bytes) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool written = writeAll(descriptor, bytes);
    const int error = errno;
    ::close(descriptor);
    errno = error;
    return written;
}

bool replaceWhole(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code ignored;  // the file behind a link is replaced, not the link
    const auto real = std::filesystem::canonical(path, ignored);
    const auto& target = ignored ? path : real;
    TemporaryFile file(target);
    return file.good() && file.write(bytes) && file.keepAs(target);
}

}  // namespace

Result<void> saveFile(const std::filesystem::path& path, std::string_view bytes) {
    if (isSpecial(path) ? writeInto(path, bytes) : replaceWhole(path, bytes)) return {};
    return fail(ErrorCode::io, path.string(), std::string("cannot be written: ") + std::strerror(errno),
                "choose another folder or make room; what was there before is untouched");
}

}  // namespace lossylens::lens
