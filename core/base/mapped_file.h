#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "base/result.h"

namespace lossylens {

// A file mapped read-only. Survives that the file is truncated while mapped: pages that are gone read as
// zeros (no SIGBUS reaches the program) and intact() turns false, which its users check after their work.
class MappedFile {
public:
    [[nodiscard]] static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path);

    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    // False once the file on disk changed size or time, or a page of it could not be read.
    [[nodiscard]] bool intact() const;

    // Gives back the memory of what was read: of the whole pages within `part`, as far as that lies in
    // bytes(). For one who has made something else of them, such as interleaved weights, and will hardly read
    // them again. They stay readable: the next reader gets them from the file, mostly from the system's
    // cache.
    void release(std::span<const std::byte> part) const;

private:
    struct State;
    MappedFile(std::filesystem::path path, std::span<const std::byte> bytes, std::unique_ptr<State> state);

    std::filesystem::path path_;
    std::span<const std::byte> bytes_;
    std::unique_ptr<State> state_;
};

}  // namespace lossylens
