#include "lens/perplexity.h"

#include <cmath>
#include <utility>

#include "lens/token_feed.h"
#include "metrics/divergence.h"

namespace lossylens::lens {

Result<std::optional<double>> perplexity(const Subject& subject, std::span<const int> prompt,
                                         std::span<const int> continuation, std::stop_token stop) {
    if (prompt.empty() || continuation.empty()) return std::nullopt;
    std::vector<int> ids(prompt.begin(), prompt.end());
    ids.insert(ids.end(), continuation.begin(), continuation.end());
    const std::vector<float> embeddings = embeddingsOf(*subject.model, std::span(ids).first(ids.size() - 1));
    double sum = 0;
    const auto fed = feedFixedText(
        subject.model, {embeddings},
        [&](int position, const auto& logits) {
            if (std::cmp_less(position + 1, prompt.size())) return;
            sum -= metrics::logSoftmax(logits[0])[ids[position + 1]];
        },
        std::move(stop));
    if (!fed) return tl::unexpected(fed.error());
    return std::exp(sum / static_cast<double>(continuation.size()));
}

}  // namespace lossylens::lens
