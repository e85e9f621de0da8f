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
inline constexpr int scored_candidates = 10;  // of which the overlap is counted
struct ScoredPosition {
    int id = 0;
    std::string piece;
    std::optional<double> surprisal_base, surprisal_distorted;  // bits, of this token; empty for the first
    // Of the distributions after this token; divergences and entropies in nats.
    double kl = 0;  // base || distorted
    double jsd = 0;
    int top1_base = 0, top1_distorted = 0;
    std::optional<double> top10_overlap;  // empty where the model has fewer than ten tokens
    double entropy_base = 0, entropy_distorted = 0;
};
struct Score {
    std::vector<ScoredPosition> positions;
    double mean_kl = 0, median_kl = 0, p99_kl = 0;  // of the positions; quantiles as in metrics/spread.h
    double mean_jsd = 0;
    double top1_agreement = 0;            // 0 … 1
    std::optional<double> top10_overlap = {};  // mean
    bool stopped = false;  // before the last position: the positions are the text's first, perhaps none
};
// A stop gives what was scored so far. Errors: usage (no ids), those of nn and codec.
// `observe` is called on this thread after each position with how many are scored; may be empty.
using ScoreObserver = std::function<void(std::size_t scored)>;
[[nodiscard]] Result<Score> score(const Subject& subject, DistortedEmbedding& embedding,
                                  std::span<const int> ids, std::stop_token stop,
                                  const ScoreObserver& observe = {});

}  // namespace lossylens::lens
