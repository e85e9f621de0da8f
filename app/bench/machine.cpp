#include "app/bench/machine.h"

#include <QtGlobal>
#include <algorithm>
#include <atomic>
#include <fstream>
#include <span>
#include <sstream>
#include <thread>

#include "app/bench/stopwatch.h"
#include "lens/about.h"

namespace lossylens::bench {
namespace {

std::uint64_t sumOf(std::span<const std::uint64_t> numbers) {
    std::uint64_t sum = 0;
    for (const std::uint64_t number : numbers) sum += number;
    return sum;
}

// Calls work(part) for each of `threads` equal parts of the numbers, each on a thread of its own.
template <class Work>
void onParts(std::span<std::uint64_t> numbers, int threads, const Work& work) {
    const std::size_t size = numbers.size() / static_cast<std::size_t>(threads);
    std::vector<std::jthread> workers;
    for (int i = 0; i < threads; ++i)
        workers.emplace_back([=, &work] { work(numbers.subspan(static_cast<std::size_t>(i) * size, size)); });
}

}  // namespace

std::string processorName() {
    std::ifstream information("/proc/cpuinfo");
    for (std::string line; std::getline(information, line);) {
        if (line.starts_with("model name")) return line.substr(std::min(line.find(": ") + 2, line.size()));
    }
    return "unknown";
}

double readBandwidth(int threads) {
    constexpr std::size_t bytes = std::size_t{256} << 20;
    constexpr int passes = 6;
    std::vector<std::uint64_t> numbers(bytes / sizeof(std::uint64_t), 1);
    std::atomic<std::uint64_t> total = 0;
    double best = 0;
    for (int pass = 0; pass < passes; ++pass) {
        const Stopwatch watch;
        onParts(numbers, threads, [&total](std::span<const std::uint64_t> part) { total += sumOf(part); });
        best = std::max(best, static_cast<double>(bytes) / watch.milliseconds() * 1000);
    }
    // The sum is looked at, so that it has to be made.
    return total == 0 ? 0 : best;
}

Memory memoryNow() {
    Memory memory;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        std::istringstream words(line);
        std::string key;
        std::uint64_t kilobytes = 0;
        words >> key >> kilobytes;
        if (key == "RssAnon:") memory.anonymous = kilobytes * 1024;
        if (key == "RssFile:") memory.file = kilobytes * 1024;
        if (key == "VmRSS:") memory.all = kilobytes * 1024;
        if (key == "VmHWM:") memory.peak = kilobytes * 1024;
    }
    return memory;
}

std::vector<std::pair<std::string, std::string>> libraryVersions() {
    std::vector<std::pair<std::string, std::string>> versions = {{"LossyLens", LOSSYLENS_VERSION}};
    for (const lens::Component& component : lens::components()) {
        if (component.name == "libtorch" || component.name == "libjpeg-turbo" || component.name == "Highway")
            versions.emplace_back(component.name, component.version);
    }
    versions.emplace_back("Qt", qVersion());
    return versions;
}

}  // namespace lossylens::bench
