#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace lossylens::nn {

// A few threads that share the parts of one step. A decode step is some two hundred short parts: after each
// a worker spins for a moment before it sleeps, so that it is awake for the next part and idle between steps.
// Each thread has a share of the tasks of its own, and helps others when it is done: what threads write lies
// in cache lines that mostly one of them uses, because a line that moves costs as much as a small task.
// Used by one thread at a time.
class ThreadPool {
public:
    // `threads` with the caller's own: 1 starts none.
    explicit ThreadPool(int threads);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] int threads() const { return threads_; }

    // Calls task(0) … task(count - 1), each once, on any of the threads, and returns when all are done. An
    // exception of a task is thrown again here; the other tasks still run.
    template <class Task>
    void run(int count, const Task& task) {
        runErased(
            count, [](const void* context, int index) { (*static_cast<const Task*>(context))(index); },
            &task);
    }

    // Calls task(begin, end) for ranges that cover 0 … count - 1: a few for each thread, so that handing them
    // out costs little and no thread waits long for another.
    template <class Task>
    void runRanges(int count, const Task& task) {
        const int ranges = std::min(count, kRangesPerThread * threads());
        run(ranges, [&](int i) { task(portion(count, i, ranges), portion(count, i + 1, ranges)); });
    }

private:
    static constexpr int kRangesPerThread = 4;
    using Call = void (*)(const void* context, int index);

    // The tasks end − left … end − 1 of the job at hand; and, written by its owner alone, how many tasks of
    // any share the owner has done since the pool began.
    struct Share {
        alignas(64) std::atomic<std::uint64_t> ticket = 0;  // the job's number (high half), left (low half):
        // one word, so that a thread that comes late to a job cannot take a task of the next one by mistake
        std::atomic<int> end = 0;
        std::atomic<Call> call = nullptr;
        std::atomic<const void*> context = nullptr;
        alignas(64) std::atomic<std::uint64_t> done = 0;
    };

    static int portion(int count, int part, int parts) {
        return static_cast<int>(static_cast<std::int64_t>(count) * part / parts);
    }
    void runErased(int count, Call call, const void* context);
    void publish(int count, Call call, const void* context);
    void takeAll(int thread);  // one's own share, then what is left of the others'
    [[nodiscard]] bool takeOne(Share& share, Share& own);
    [[nodiscard]] std::uint64_t done() const;
    void work(int thread, const std::stop_token& stop);
    void sleep(const Share& share, const std::stop_token& stop);

    int threads_;
    std::unique_ptr<Share[]> shares_;  // the first is the caller's
    std::uint64_t job_ = 0;
    std::uint64_t asked_ = 0;  // tasks since the pool began

    std::mutex mutex_;  // of what follows
    std::condition_variable_any wake_;
    std::exception_ptr failure_;
    std::atomic<int> sleepers_ = 0;

    std::vector<std::jthread> workers_;  // last: they use all of the above
};

}  // namespace lossylens::nn
