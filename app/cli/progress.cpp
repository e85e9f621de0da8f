#include "app/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace lossylens::app {

Progress::Progress(bool quiet) : shown_on_terminal_(!quiet && ::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
    if (width_ > 0) std::fprintf(stderr, "\r%*s\r", static_cast<int>(width_), "");
}

void Progress::show(const std::string& line) {
    using std::chrono::steady_clock;
    if (!shown_on_terminal_ || steady_clock::now() - last_ < std::chrono::milliseconds(100)) return;
    last_ = steady_clock::now();
    std::fprintf(stderr, "\r%-*s", static_cast<int>(width_), line.c_str());
    std::fflush(stderr);
    width_ = std::max(width_, line.size());
}

}  // namespace lossylens::app
