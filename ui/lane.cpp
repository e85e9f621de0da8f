#include "ui/lane.h"

#include <utility>

namespace lossylens::ui {

Lane::Lane() : thread_([this](const std::stop_token& stop) { work(stop); }) {}

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
