#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace lossylens::nn {

struct Sampling {
    double temperature = 0.8;  // > 0
    int top_k = 50;            // 0: all
    double top_p = 0.95;       // (0, 1]; applied after temperature and top-k, as transformers does
    std::uint64_t seed = 1;
    bool greedy = false;  // overrides the rest; ties go to the lowest id

    [[nodiscard]] Result<void> check() const;  // usage, naming the setting and its range
    friend bool operator==(const Sampling&, const Sampling&) = default;
};

// Picks ids. The random number belongs to (seed, position) alone, so streams that see the same logits at a
// position pick the same id. Ids >= `ids` (padding rows of the table) are never picked.
class Sampler {
public:
    Sampler(const Sampling& sampling, int ids);

    // Errors: not_finite when no finite probability can be made of the logits (NaN, +inf, all -inf); the
    // message names the position.
    [[nodiscard]] Result<int> pick(std::span<const float> logits, int position);

private:
    void keepTopK(std::span<const float> logits);
    void keepTopP(std::span<const float> logits);
    [[nodiscard]] int draw(int position) const;

    Sampling sampling_;
    int ids_;
    std::vector<int> candidates_;  // scratch: ids, the most probable first
    std::vector<double> weights_;  // their probabilities, times a factor; as many as may be drawn
};

}  // namespace lossylens::nn
