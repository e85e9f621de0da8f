#pragma once

#include <span>
#include <vector>

namespace lossylens::metrics {

// log softmax of logits at temperature 1, in float64.
[[nodiscard]] std::vector<double> logSoftmax(std::span<const float> logits);

// Natural logarithms; arguments are log-probabilities of the same length. (.5,.5)||(.25,.75) -> .14384.
[[nodiscard]] double klDivergence(std::span<const double> log_p, std::span<const double> log_q);
[[nodiscard]] double jensenShannon(std::span<const double> log_p, std::span<const double> log_q);
[[nodiscard]] double entropy(std::span<const double> log_p);                 // nats: (.5,.25,.25) -> 1.0397
[[nodiscard]] double surprisalBits(std::span<const double> log_p, int id);   // -log2 p
[[nodiscard]] int argmax(std::span<const float> values);                     // ties to the lowest index

}  // namespace lossylens::metrics
