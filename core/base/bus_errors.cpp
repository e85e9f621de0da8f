#include "base/bus_errors.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

namespace lossylens {
namespace {

// What the handler reads must need no lock and never be freed: a list that only grows, at its head.
std::atomic<WatchedRange*> first_range{nullptr};
std::mutex list_changes;
struct sigaction previous_action;
std::uintptr_t page_size = 4096;

static_assert(std::atomic<WatchedRange*>::is_always_lock_free);
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free);
static_assert(std::atomic<bool>::is_always_lock_free);

// True if `address` was in a watched range whose pages now read as zeros. The rest of the range is replaced
// at once: a file that lost a page has lost those behind it, and page by page a large model would need more
// mappings than the kernel allows.
bool replaceByZeros(std::uintptr_t address) {
    for (WatchedRange* range = first_range.load(std::memory_order_acquire); range != nullptr;
         range = range->next) {
        const std::uintptr_t begin = range->begin.load(std::memory_order_acquire);
        const std::uintptr_t end = range->end.load(std::memory_order_acquire);
        const bool reused = begin != range->begin.load(std::memory_order_acquire);
        if (begin == 0 || reused || address < begin || address >= end) continue;
        range->damaged.store(true, std::memory_order_release);
        const std::uintptr_t page = address / page_size * page_size;
        return mmap(reinterpret_cast<void*>(page), end - page, PROT_READ,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0) != MAP_FAILED;
    }
    return false;
}

void callPrevious(int signal, siginfo_t* info, void* context) {
    if ((previous_action.sa_flags & SA_SIGINFO) != 0) {
        previous_action.sa_sigaction(signal, info, context);
    } else if (previous_action.sa_handler != SIG_DFL && previous_action.sa_handler != SIG_IGN) {
        previous_action.sa_handler(signal);
    } else {
        // The default ends the program: a fault comes back at once, a signal that was sent is raised again.
        sigaction(signal, &previous_action, nullptr);
        if (info->si_code <= 0) raise(signal);
    }
}

void onBusError(int signal, siginfo_t* info, void* context) {
    const int saved_errno = errno;
    const bool fault = info->si_code > 0;  // else somebody sent the signal, and there is no address
    if (!fault || !replaceByZeros(reinterpret_cast<std::uintptr_t>(info->si_addr))) {
        callPrevious(signal, info, context);
    }
    errno = saved_errno;
}

void installHandler() {
    page_size = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    sigaction(SIGBUS, nullptr, &previous_action);  // known before ours can be called
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, nullptr);
}

WatchedRange& freeRange() {
    WatchedRange* const head = first_range.load(std::memory_order_relaxed);
    for (WatchedRange* range = head; range != nullptr; range = range->next) {
        if (range->begin.load(std::memory_order_relaxed) == 0) return *range;
    }
    auto* added = new WatchedRange;  // never freed: the handler may be looking at it
    added->next = head;
    first_range.store(added, std::memory_order_release);
    return *added;
}

}  // namespace

WatchedRange& watchForBusErrors(const void* begin, std::size_t size) {
    static std::once_flag installed;
    std::call_once(installed, installHandler);
    const std::lock_guard lock(list_changes);
    WatchedRange& range = freeRange();
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::uintptr_t whole_pages = (size + page_size - 1) / page_size * page_size;
    range.damaged.store(false);
    range.end.store(address + whole_pages);
    range.begin.store(address);
    return range;
}

void unwatch(WatchedRange& range) {
    const std::lock_guard lock(list_changes);
    range.begin.store(0);
}

}  // namespace lossylens
