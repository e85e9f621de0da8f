#include "nn/thread_pool.h"

#include <hwy/base.h>

#include <algorithm>
#include <chrono>
#include <utility>

#if HWY_ARCH_X86
#include <immintrin.h>
#endif

namespace lossylens::nn {
namespace {

constexpr auto kSpinTime = std::chrono::microseconds(200);
constexpr int kPausesBetweenLooks = 64;

void pause() {
#if HWY_ARCH_X86
    _mm_pause();
#else
    std::this_thread::yield();
#endif
}

constexpr std::uint64_t tasksLeft(std::uint64_t ticket) { return ticket & 0xffffffff; }

}  // namespace

ThreadPool::ThreadPool(int threads) {
    for (int i = 1; i < std::max(threads, 1); ++i) {
        workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
}

ThreadPool::~ThreadPool() {
    for (std::jthread& worker : workers_) worker.request_stop();
}

void ThreadPool::runErased(int count, Call call, const void* context) {
    if (count <= 0) return;
    if (count == 1) return call(context, 0);  // nothing to share
    count_.store(count);
    unfinished_.store(count);
    call_.store(call);
    context_.store(context);
    const std::uint64_t job = (ticket_.load() >> 32) + 1;
    ticket_.store(job << 32 | static_cast<std::uint32_t>(count));
    if (sleepers_.load() > 0) {
        { const std::lock_guard lock(mutex_); }  // a worker between its last look and its sleep hears us
        wake_.notify_all();
    }
    while (takeOne()) {
    }
    for (int spins = 0; unfinished_.load() > 0; ++spins) {
        // With more threads than processors the one that works may need ours.
        if (spins % kPausesBetweenLooks == kPausesBetweenLooks - 1) {
            std::this_thread::yield();
        } else {
            pause();
        }
    }
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

bool ThreadPool::takeOne() {
    std::uint64_t ticket = ticket_.load();
    do {
        if (tasksLeft(ticket) == 0) return false;
    } while (!ticket_.compare_exchange_weak(ticket, ticket - 1));
    // A task taken keeps its job from ending, so count, call and context are this job's until it is done.
    try {
        call_.load()(context_.load(), count_.load() - static_cast<int>(tasksLeft(ticket)));
    } catch (...) {
        const std::lock_guard lock(mutex_);
        failure_ = std::current_exception();
    }
    unfinished_.fetch_sub(1);
    return true;
}

void ThreadPool::work(const std::stop_token& stop) {
    auto last_work = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        if (takeOne()) {
            last_work = std::chrono::steady_clock::now();
            continue;
        }
        for (int i = 0; i < kPausesBetweenLooks; ++i) pause();
        if (std::chrono::steady_clock::now() - last_work > kSpinTime) {
            sleep(stop);
            last_work = std::chrono::steady_clock::now();
        }
    }
}

void ThreadPool::sleep(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    sleepers_.fetch_add(1);  // before the look at the ticket: either we see the job or its owner sees us
    wake_.wait(lock, stop, [this] { return tasksLeft(ticket_.load()) > 0; });
    sleepers_.fetch_sub(1);
}

}  // namespace lossylens::nn
