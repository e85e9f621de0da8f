#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace lossylens {

// A stretch of memory whose SIGBUS is survived. Reading a mapped page that its file no longer has raises that
// signal; for a watched range the lost pages become zeros and `damaged` is set, for any other address the
// handler that was there before is called.
struct WatchedRange {
    std::atomic<std::uintptr_t> begin{0};  // 0: free for the next mapping
    std::atomic<std::uintptr_t> end{0};
    std::atomic<bool> damaged{false};
    WatchedRange* next = nullptr;  // fixed once the range is in the list
};

// Installs the handler when first called. The range stays valid for ever; unwatch gives it back for reuse and
// comes before the memory is unmapped. Both may be called from any thread.
[[nodiscard]] WatchedRange& watchForBusErrors(const void* begin, std::size_t size);
void unwatch(WatchedRange& range);

}  // namespace lossylens
