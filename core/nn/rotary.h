#pragma once

#include <span>
#include <vector>

#include "formats/checkpoint.h"

namespace lossylens::nn {

// Rotary position embedding: pair j of a head is turned by position · frequency j (Su et al. 2021), with the
// frequencies scaled as the model asks for.
class Rotary {
public:
    // `divisors`: rope_freqs.weight of a GGUF file, or empty.
    Rotary(const formats::Hyperparameters& shape, std::span<const float> divisors);

    // Cosines and sines of the first `positions` positions: positions × head_dimensions / 2 each.
    struct Table {
        std::vector<float> cosines, sines;
    };
    [[nodiscard]] Table table(int positions) const;

    // Turns `heads` (any number of heads, one after the other) by a position of the table.
    void turn(std::span<float> heads, const Table& table, int position) const;

    [[nodiscard]] std::span<const float> frequencies() const { return frequencies_; }

private:
    std::vector<float> frequencies_;  // head_dimensions / 2
    formats::RopeLayout layout_;
};

}  // namespace lossylens::nn
