#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "base/bus_errors.h"

namespace lossylens {
namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) close(number_);
    }

    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

tl::unexpected<Error> systemRefused(const std::filesystem::path& path, int error) {
    if (error == ENOENT || error == ENOTDIR) {
        return fail(ErrorCode::not_found, path.string(), "there is no such file");
    }
    return fail(ErrorCode::io, path.string(), std::string("cannot be read: ") + std::strerror(error));
}

bool sameFile(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

}  // namespace

struct MappedFile::State {
    Descriptor descriptor;
    struct stat opened = {};
    WatchedRange* range = nullptr;  // none for an empty file, which cannot be mapped
    mutable std::atomic<bool> changed{false};
};

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
    // Without O_NONBLOCK, opening a FIFO would wait for somebody to write into it.
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (descriptor.number() < 0) return systemRefused(path, errno);
    struct stat status = {};
    if (fstat(descriptor.number(), &status) != 0) return systemRefused(path, errno);
    if (S_ISDIR(status.st_mode)) {
        return fail(ErrorCode::usage, path.string(), "is a folder where a file is needed");
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::usage, path.string(), "is a device or a pipe where a file is needed");
    }

    const auto size = static_cast<std::size_t>(status.st_size);
    std::unique_ptr<State> state(new State{.descriptor = std::move(descriptor), .opened = status});
    std::span<const std::byte> bytes;
    if (size > 0) {
        void* const memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, state->descriptor.number(), 0);
        if (memory == MAP_FAILED) return systemRefused(path, errno);
        state->range = &watchForBusErrors(memory, size);
        bytes = {static_cast<const std::byte*>(memory), size};
    }
    return std::shared_ptr<const MappedFile>(new MappedFile(path, bytes, std::move(state)));
}

MappedFile::MappedFile(std::filesystem::path path, std::span<const std::byte> bytes,
                       std::unique_ptr<State> state)
    : path_(std::move(path)), bytes_(bytes), state_(std::move(state)) {}

MappedFile::~MappedFile() {
    if (state_->range == nullptr) return;
    unwatch(*state_->range);
    munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

bool MappedFile::intact() const {
    if (state_->changed || (state_->range != nullptr && state_->range->damaged)) return false;
    struct stat now = {};
    if (fstat(state_->descriptor.number(), &now) != 0 || !sameFile(now, state_->opened))
        state_->changed = true;
    return !state_->changed;
}

void MappedFile::release(std::span<const std::byte> part) const {
    // As numbers: `part` may point anywhere.
    const auto address = [](const std::byte* byte) { return reinterpret_cast<std::uintptr_t>(byte); };
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const std::uintptr_t file_end = address(bytes_.data() + bytes_.size());
    const std::uintptr_t begin = std::max(address(part.data()), address(bytes_.data()));
    const std::uintptr_t end = std::min(address(part.data() + part.size()), file_end);
    const std::uintptr_t first_page = (begin + page - 1) / page * page;
    // The file's last page is whole, though the file may end within it.
    const std::uintptr_t last_page = (end == file_end ? end + page - 1 : end) / page * page;
    if (first_page >= last_page) return;
    madvise(reinterpret_cast<void*>(first_page), last_page - first_page, MADV_DONTNEED);
}

}  // namespace lossylens
