#pragma once

#include <optional>
#include <span>
#include <vector>

namespace lossylens::metrics {

// log softmax of logits at temperature 1, in float64. NaN throughout where a logit is NaN or +infinite, or
// all are -infinite: whoever has the logits refuses those first.
[[nodiscard]] std::vector<double> logSoftmax(std::span<const float> logits);

// log softmax of one of them, without the others'.
[[nodiscard]] double logProbability(std::span<const float> logits, int id);

// In nats; arguments are log-probabilities of the same length. Infinite where q is 0 and p is not.
// (.5,.5)||(.25,.75): .14384, and .03382 by Jensen and Shannon; entropy of (.5,.25,.25): 1.0397.
[[nodiscard]] double klDivergence(std::span<const double> log_p, std::span<const double> log_q);
[[nodiscard]] double jensenShannon(std::span<const double> log_p, std::span<const double> log_q);
[[nodiscard]] double entropy(std::span<const double> log_p);

[[nodiscard]] double surprisalBits(std::span<const double> log_p, int id);  // -log2 p
[[nodiscard]] int argmax(std::span<const float> values);  // ties to the lowest index; values not empty

// The ids of the k greatest values (all where there are fewer), greatest first, ties to the lowest id. No
// NaN.
[[nodiscard]] std::vector<int> topIds(std::span<const float> values, int k);

// |A ∩ B| / k of the k greatest of each, ties to the lowest index. a and b have the same length; empty where
// k < 1 or there are fewer than k.
[[nodiscard]] std::optional<double> topKOverlap(std::span<const float> a, std::span<const float> b, int k);

}  // namespace lossylens::metrics
