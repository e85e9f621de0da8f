#include "app/cli/input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace lossylens::app {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

tl::unexpected<Error> refused(const std::string& name) {
    return fail(ErrorCode::io, name, std::string("cannot be read: ") + std::strerror(errno),
                "give the prompt with --prompt or a file that can be read");
}

// A stop is a file descriptor here, so that one wait hears of both.
Result<std::string> readAll(int from, const std::string& name, const std::stop_token& stop) {
    const Descriptor stopped(::eventfd(0, EFD_CLOEXEC));
    if (stopped.number() < 0) return refused(name);
    const std::stop_callback tell(stop, [&stopped] {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(stopped.number(), &one, sizeof one);
    });
    std::string text;
    std::array<char, 1 << 16> piece;
    for (;;) {
        std::array<pollfd, 2> waits{pollfd{from, POLLIN, 0}, pollfd{stopped.number(), POLLIN, 0}};
        if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return refused(name);
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, name, "interrupted while it was read");
        if (waits[0].revents == 0) continue;
        const auto count = ::read(from, piece.data(), piece.size());
        if (count == 0) return text;
        if (count < 0 && errno != EINTR && errno != EAGAIN) return refused(name);
        if (count > 0) text.append(piece.data(), static_cast<std::size_t>(count));
        if (text.size() > most_bytes) {
            return fail(ErrorCode::limit, name, "is longer than 64 MiB, which no model can read",
                        "give a shorter prompt");
        }
    }
}

}  // namespace

Result<std::string> readStandardInput(const std::stop_token& stop) {
    return readAll(STDIN_FILENO, "standard input", stop);
}

Result<std::string> readFile(const std::string& name, const std::stop_token& stop) {
    // Without O_NONBLOCK, opening a pipe would wait for its writer, deaf to a stop.
    const Descriptor file(::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() >= 0) return readAll(file.number(), name, stop);
    return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::io, name,
                std::string("cannot be read: ") + std::strerror(errno), "name a text file for --prompt-file");
}

}  // namespace lossylens::app
