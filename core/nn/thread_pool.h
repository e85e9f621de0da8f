#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace lossylens::nn {

// A few threads that share the parts of one step. A decode step is some two hundred short parts: after each
// a worker spins for a moment before it sleeps, so that it is awake for the next part and idle between steps.
// Used by one thread at a time.
class ThreadPool {
public:
    // `threads` with the caller's own: 1 starts none.
    explicit ThreadPool(int threads);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    [[nodiscard]] int threads() const { return static_cast<int>(workers_.size()) + 1; }

    // Calls task(0) … task(count - 1), each once, on any of the threads, and returns when all are done. An
    // exception of a task is thrown again here; the other tasks still run.
    template <class Task>
    void run(int count, const Task& task) {
        runErased(
            count, [](const void* context, int index) { (*static_cast<const Task*>(context))(index); },
            &task);
    }

private:
    using Call = void (*)(const void* context, int index);

    void runErased(int count, Call call, const void* context);
    [[nodiscard]] bool takeOne();  // runs one task of the job at hand; false if none is left
    void work(const std::stop_token& stop);
    void sleep(const std::stop_token& stop);

    // The job's number (high half) and how many of its tasks are not taken yet (low half): one word, so that
    // a worker that comes late to a job cannot take a task of the next one by mistake.
    std::atomic<std::uint64_t> ticket_ = 0;
    std::atomic<int> unfinished_ = 0;
    std::atomic<int> count_ = 0;
    std::atomic<Call> call_ = nullptr;
    std::atomic<const void*> context_ = nullptr;

    std::mutex mutex_;  // of what follows
    std::condition_variable_any wake_;
    std::exception_ptr failure_;
    std::atomic<int> sleepers_ = 0;

    std::vector<std::jthread> workers_;  // last: they use all of the above
};

}  // namespace lossylens::nn
