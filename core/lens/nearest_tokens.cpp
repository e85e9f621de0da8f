#include "lens/nearest_tokens.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "metrics/similarity.h"

namespace lossylens::lens {
namespace {

constexpr int rows_between_looks = 1024;  // at `stop`: some milliseconds

// The best k so far, best first. Ids come in rising order, so that one that is only equal stays behind.
void keepIfNear(std::vector<NearToken>& nearest, int k, int id, double cosine) {
    if (std::cmp_equal(nearest.size(), k) && (k == 0 || cosine <= nearest.back().cosine)) return;
    const auto place = std::ranges::upper_bound(nearest, cosine, std::greater<>(), &NearToken::cosine);
    nearest.insert(place, {.id = id, .piece = {}, .cosine = cosine});
    if (std::cmp_greater(nearest.size(), k)) nearest.pop_back();
}

}  // namespace

Result<std::vector<std::vector<NearToken>>> nearestTokens(const Subject& subject,
                                                          const std::vector<std::span<const float>>& rows,
                                                          int k, std::stop_token stop) {
    std::vector<std::vector<NearToken>> nearest(rows.size());
    std::vector<float> own(subject.model->shape().dimensions);
    for (int id = 0; id < subject.tokenizer->size(); ++id) {
        if (id % rows_between_looks == 0 && stop.stop_requested())
            return fail(ErrorCode::cancelled, "nearest tokens", "was stopped");
        subject.model->embedding(id, own);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (const auto cosine = metrics::cosine(rows[i], own)) keepIfNear(nearest[i], k, id, *cosine);
        }
    }
    for (auto& tokens : nearest) {
        for (NearToken& token : tokens) token.piece = text::pieceOf(*subject.tokenizer, token.id);
    }
    return nearest;
}

}  // namespace lossylens::lens
