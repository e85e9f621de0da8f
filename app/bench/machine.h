#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace lossylens::bench {

// "AMD EPYC"; "unknown" where the system does not say.
[[nodiscard]] std::string processorName();

// Bytes a second that so many threads read together from memory (a buffer well past the caches): what no
// program that reads its weights once a step can beat.
[[nodiscard]] double readBandwidth(int threads);

// Resident memory of this process, in bytes, as the system counts it; zeros where it does not.
struct Memory {
    std::uint64_t anonymous = 0;  // the process's own
    std::uint64_t file = 0;       // pages of mapped files: the model's, and the libraries'
    std::uint64_t all = 0;        // both, and what is shared otherwise
    std::uint64_t peak = 0;       // the largest that `all` has been
};
[[nodiscard]] Memory memoryNow();

// The program and the libraries that its speed depends on, with their versions.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> libraryVersions();

}  // namespace lossylens::bench
