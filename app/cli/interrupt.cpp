#include "app/cli/interrupt.h"

#include <unistd.h>

#include <csignal>

#include "app/cli/answer.h"

namespace lossylens::app {
namespace {

sigset_t watchedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

Interrupt::Interrupt() {
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
    ending_ = true;
    pthread_kill(watcher_.native_handle(), SIGTERM);  // wakes it
    watcher_.join();
}

void Interrupt::watch() {
    const sigset_t signals = watchedSignals();
    for (;;) {
        int signal = 0;
        sigwait(&signals, &signal);
        if (ending_) return;
        if (source_.stop_requested()) ::_exit(static_cast<int>(ExitCode::interrupted));
        source_.request_stop();
    }
}

}  // namespace lossylens::app
