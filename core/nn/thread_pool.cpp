#include "nn/thread_pool.h"

#include <hwy/base.h>

#include <chrono>
#include <utility>

#if HWY_ARCH_X86
#include <immintrin.h>
#endif

namespace lossylens::nn {
namespace {

constexpr auto kSpinTime = std::chrono::microseconds(200);
constexpr int kLooksBetweenClocks = 64;
constexpr int kLooksBetweenYields =
    1024;  // some 20 µs: far longer than threads that all run wait for another

void pause() {
#if HWY_ARCH_X86
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

constexpr std::uint64_t tasksLeft(std::uint64_t ticket) { return ticket & 0xffffffff; }

// Looks, which costs nothing while nobody writes there, until there is work or the time is up.
bool waitForWork(const std::atomic<std::uint64_t>& ticket) {
    const auto start = std::chrono::steady_clock::now();
    do {
        for (int i = 0; i < kLooksBetweenClocks; ++i) {
            if (tasksLeft(ticket.load(std::memory_order_acquire)) > 0) return true;
            pause();
        }
    } while (std::chrono::steady_clock::now() - start < kSpinTime);
    return false;
}

}  // namespace

ThreadPool::ThreadPool(int threads)
    : threads_(std::max(threads, 1)), shares_(std::make_unique<Share[]>(static_cast<std::size_t>(threads_))) {
    for (int i = 1; i < threads_; ++i) {
        workers_.emplace_back([this, i](const std::stop_token& stop) { work(i, stop); });
    }
}

ThreadPool::~ThreadPool() {
    for (std::jthread& worker : workers_) worker.request_stop();
}

void ThreadPool::runErased(int count, Call call, const void* context) {
    if (count <= 0) return;
    if (count == 1) return call(context, 0);  // nothing to share
    publish(count, call, context);
    if (sleepers_.load() > 0) {
        { const std::lock_guard lock(mutex_); }  // a worker between its last look and its sleep hears us
        wake_.notify_all();
    }
    takeAll(0);
    for (int looks = 0; done() != asked_; ++looks) {
        // With more threads than processors the one that works may need ours.
        if (looks % kLooksBetweenYields == kLooksBetweenYields - 1) {
            std::this_thread::yield();
        } else {
            pause();
        }
    }
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void ThreadPool::publish(int count, Call call, const void* context) {
    ++job_;
    asked_ += static_cast<std::uint64_t>(count);
    for (int i = threads_ - 1; i >= 0; --i) {  // our own last: the others wait
        const int begin = portion(count, i, threads_);
        const int end = portion(count, i + 1, threads_);
        if (begin == end) continue;
        Share& share = shares_[static_cast<std::size_t>(i)];
        share.end.store(end, std::memory_order_relaxed);
        share.call.store(call, std::memory_order_relaxed);
        share.context.store(context, std::memory_order_relaxed);
        share.ticket.store(job_ << 32 | static_cast<std::uint32_t>(end - begin), std::memory_order_release);
    }
}

void ThreadPool::takeAll(int thread) {
    Share& own = shares_[static_cast<std::size_t>(thread)];
    for (int i = 0; i < threads_; ++i) {
        Share& share = shares_[static_cast<std::size_t>((thread + i) % threads_)];
        while (takeOne(share, own)) {
        }
    }
}

bool ThreadPool::takeOne(Share& share, Share& own) {
    std::uint64_t ticket = share.ticket.load(std::memory_order_acquire);
    do {
        if (tasksLeft(ticket) == 0) return false;
    } while (!share.ticket.compare_exchange_weak(ticket, ticket - 1, std::memory_order_acq_rel));
    // A task taken keeps its job from ending, so what the share says is this job's until it is done.
    const int index = share.end.load(std::memory_order_relaxed) - static_cast<int>(tasksLeft(ticket));
    try {
        share.call.load(std::memory_order_relaxed)(share.context.load(std::memory_order_relaxed), index);
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
    own.done.store(own.done.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    return true;
}

std::uint64_t ThreadPool::done() const {
    std::uint64_t sum = 0;
    for (int i = 0; i < threads_; ++i)
        sum += shares_[static_cast<std::size_t>(i)].done.load(std::memory_order_acquire);
    return sum;
}

void ThreadPool::work(int thread, const std::stop_token& stop) {
    const Share& own = shares_[static_cast<std::size_t>(thread)];
    while (!stop.stop_requested()) {
        if (!waitForWork(own.ticket)) sleep(own, stop);
        takeAll(thread);
    }
}

// A job that is published between the last look and the sleep may go unheard: its owner does it alone then.
void ThreadPool::sleep(const Share& share, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    sleepers_.fetch_add(1);
    wake_.wait(lock, stop, [&share] { return tasksLeft(share.ticket.load()) > 0; });
    sleepers_.fetch_sub(1);
}

}  // namespace lossylens::nn
