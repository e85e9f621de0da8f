#include "base/random.h"

#include <cmath>
#include <numbers>

namespace lossylens {

std::uint64_t randomBits(std::initializer_list<std::uint64_t> key) {
    std::uint64_t state = 0x9e3779b97f4a7c15;
    for (const std::uint64_t word : key) {
        std::uint64_t z = (state ^ word) + 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        state = z ^ (z >> 31);
    }
    return state;
}

double randomUniform(std::initializer_list<std::uint64_t> key) {
    return static_cast<double>(randomBits(key) >> 11) * 0x1p-53;
}

double randomNormal(std::initializer_list<std::uint64_t> key) {
    const std::uint64_t bits = randomBits(key);
    const double radius = 1.0 - randomUniform({bits, 0});  // in (0, 1]: its logarithm is finite
    const double angle = 2.0 * std::numbers::pi * randomUniform({bits, 1});
    return std::sqrt(-2.0 * std::log(radius)) * std::cos(angle);
}

}  // namespace lossylens
