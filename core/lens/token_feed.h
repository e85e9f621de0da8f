#pragma once

#include <functional>
#include <span>
#include <stop_token>
#include <vector>

#include "lens/subject.h"
#include "nn/decoder.h"

namespace lossylens::lens {

// Undistorted embeddings of ids, tokens × d.
[[nodiscard]] std::vector<float> embeddingsOf(const nn::Model& model, std::span<const int> ids);

// Runs fixed rows of embeddings through the model, one stream for each of `streams` (all of the same number
// of positions), and hands over the logits of every position: use(position, logits of stream 0, of stream 1,
// …). In pieces, so that memory stays small whatever the length. Errors: those of nn.
using UseLogits = std::function<void(int position, const std::vector<std::span<const float>>& logits)>;
[[nodiscard]] Result<void> feedFixedText(const std::shared_ptr<const nn::Model>& model,
                                         const std::vector<std::span<const float>>& streams,
                                         const UseLogits& use, std::stop_token stop);

}  // namespace lossylens::lens
