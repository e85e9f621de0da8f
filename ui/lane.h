#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace lossylens::ui {

// One worker thread that does jobs in the order they come. Posting never waits. A job must not throw.
class Lane {
public:
    using Job = std::function<void()>;
    // background: gives way to whatever else wants the processor.
    enum class Priority { usual, background };

    explicit Lane(Priority priority = Priority::usual);
    ~Lane();  // waits for the job that runs, drops those that have not begun
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void post(Job job);

private:
    void work(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any posted_;
    std::deque<Job> jobs_;
    std::jthread thread_;  // last: it uses the others
};

}  // namespace lossylens::ui
