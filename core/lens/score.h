#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/distorted_embedding.h"

namespace lossylens::lens {

// The same fixed ids through the model with its own and with distorted embeddings, position by position.
struct ScoredPosition {
    int id = 0;
    std::string piece;
    std::optional<double> surprisal_base, surprisal_distorted;  // bits, of this token; empty for the first
    double kl = 0;                                              // nats, base || distorted, after this token
    int top1_base = 0, top1_distorted = 0;                      // after this token
    double entropy_base = 0, entropy_distorted = 0;             // nats, after this token
};
struct Score {
    std::vector<ScoredPosition> positions;
    double mean_kl = 0;         // of the positions
    double top1_agreement = 0;  // 0 … 1
    bool stopped = false;       // before the last position: the positions are the text's first, perhaps none
};
// A stop gives what was scored so far. Errors: usage (no ids), those of nn and codec.
// `observe` is called on this thread after each position with how many are scored; may be empty.
using ScoreObserver = std::function<void(std::size_t scored)>;
[[nodiscard]] Result<Score> score(const Subject& subject, DistortedEmbedding& embedding,
                                  std::span<const int> ids, std::stop_token stop,
                                  const ScoreObserver& observe = {});

}  // namespace lossylens::lens
