#pragma once

#include <chrono>
#include <string>

namespace lossylens::app {

// One line on standard error that is written over as work goes on; nothing where that is not a terminal.
class Progress {
public:
    explicit Progress(bool quiet);
    ~Progress();  // wipes the line
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(const std::string& line);  // at most ten times a second

private:
    bool shown_on_terminal_;
    std::size_t width_ = 0;  // of what stands there now
    std::chrono::steady_clock::time_point last_;
};

}  // namespace lossylens::app
