#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace lossylens::app {

// Turns SIGINT and SIGTERM into a stop request, so that work ends at its next step and what was finished is
// written; a second one ends the program at once. Make it before any other thread: they inherit its mask.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

private:
    void watch();

    std::stop_source source_;
    std::atomic<bool> ending_ = false;
    std::thread watcher_;  // last: it uses the others
};

}  // namespace lossylens::app
