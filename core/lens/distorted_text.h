#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "lens/distorted_embedding.h"
#include "lens/generate.h"

namespace lossylens::lens {

// A fixed text, and which of its tokens a distortion touches.
struct TextToDistort {
    std::span<const int> prompt;        // ids
    std::span<const int> continuation;  // ids; may be empty
    Scope scope = Scope::both;
};

// The rows that the distorted model reads, tokens × d: distorted where the scope says so, the model's own
// elsewhere. Errors: those of DistortedEmbedding; cancelled.
[[nodiscard]] Result<std::vector<float>> distortedRows(const nn::Model& model, DistortedEmbedding& embedding,
                                                       const TextToDistort& text,
                                                       const std::stop_token& stop);

}  // namespace lossylens::lens
