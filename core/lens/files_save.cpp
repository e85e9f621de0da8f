#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "lens/files.h"

namespace lossylens::lens {
namespace {

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
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return ::fsync(descriptor_) == 0;
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

}  // namespace

Result<void> saveFile(const std::filesystem::path& path, std::string_view bytes) {
    TemporaryFile file(path);
    if (file.good() && file.write(bytes) && file.keepAs(path)) return {};
    return fail(ErrorCode::io, path.string(), std::string("cannot be written: ") + std::strerror(errno),
                "choose another folder or make room; what was there before is untouched");
}

}  // namespace lossylens::lens
