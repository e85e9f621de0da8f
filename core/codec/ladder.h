#pragma once

#include <functional>
#include <span>
#include <vector>

namespace lossylens::codec {

// Whole-number strengths whose cosine has no closed form: rung n is the row at strength n. Between two
// neighbours lies what the upper one adds, scaled: y = rung(n) + t·(rung(n + 1) − rung(n)).
using Rung = std::function<std::vector<double>(int strength)>;

// The strength, with its fraction, and the row at which the cosine with `row` is `cosine`: neighbours on both
// sides of it are found by bisection over least … most, then t. If neither end is beyond it, the end that
// comes nearer.
struct Reached {
    std::vector<float> embedding;
    double strength = 0;
};
[[nodiscard]] Reached climbTo(std::span<const float> row, double cosine, int least, int most,
                              const Rung& rung);

}  // namespace lossylens::codec
