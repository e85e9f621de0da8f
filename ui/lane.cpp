#include "ui/lane.h"

#include <sys/resource.h>

#include <utility>

namespace lossylens::ui {
namespace {

// On Linux a thread has a niceness of its own, and threads that it starts inherit it. Elsewhere it would be
// the whole program's.
void giveWay() {
#ifdef __linux__
    constexpr int niceness = 10;  // a tenth of the share of a thread that does not give way
    ::setpriority(PRIO_PROCESS, 0, niceness);
#endif
}

}  // namespace

Lane::Lane(Priority priority)
    : thread_([this, priority](const std::stop_token& stop) {
          if (priority == Priority::background) giveWay();
          work(stop);
      }) {}

Lane::~Lane() = default;

void Lane::post(Job job) {
    {
        const std::scoped_lock lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    posted_.notify_one();
}

void Lane::work(const std::stop_token& stop) {
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            if (!posted_.wait(lock, stop, [this] { return !jobs_.empty(); }) || stop.stop_requested()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
    }
}

}  // namespace lossylens::ui
