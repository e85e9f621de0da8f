#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace lossylens::bench {

// What a figure was over the rounds of a measurement.
struct Spread {
    double median = 0;
    double least = 0;
    double most = 0;
};

// Precondition: values is not empty.
[[nodiscard]] inline Spread spreadOf(std::vector<double> values) {
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    const double median = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return {median, values.front(), values.back()};
}

class Stopwatch {
public:
    [[nodiscard]] double milliseconds() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace lossylens::bench
