#include "lens/score.h"

#include <utility>

#include "lens/distorted_text.h"
#include "lens/token_feed.h"
#include "metrics/divergence.h"
#include "metrics/spread.h"

namespace lossylens::lens {
namespace {

void summarise(Score& score) {
    if (score.positions.empty()) return;
    if (score.positions.empty()) return;
    const auto count = static_cast<double>(score.positions.size());
    int same = 0;
    double overlap = 0;
    std::vector<double> divergences;
    for (const ScoredPosition& position : score.positions) {
        divergences.push_back(position.kl);
        score.mean_jsd += position.jsd / count;
        overlap += position.top10_overlap.value_or(0) / count;
        if (position.top1_base == position.top1_distorted) ++same;
    }
    const auto spread = metrics::spreadOf(divergences);
    score.mean_kl = spread->mean;
    score.median_kl = spread->at(.5);
    score.p99_kl = spread->at(.99);
    score.top1_agreement = same / count;  // a sum of fractions could pass 1
    if (score.positions.front().top10_overlap) score.top10_overlap = overlap;
}

}  // namespace

Result<Score> score(const Subject& subject, DistortedEmbedding& embedding, std::span<const int> ids,
                    std::stop_token stop, const ScoreObserver& observe) {
    if (ids.empty()) return fail(ErrorCode::usage, "prompt", "is empty", "write at least one token to score");
    const std::vector<float> base = embeddingsOf(*subject.model, ids);
    const auto distorted =
        distortedRows(*subject.model, embedding, {.prompt = ids, .continuation = {}}, stop);
    if (!distorted && distorted.error().code == ErrorCode::cancelled)
        return Score{.positions = {}, .stopped = true};
    if (!distorted) return tl::unexpected(distorted.error());

    Score score;
    const std::vector<std::string> pieces = text::pieces(*subject.tokenizer, ids);
    score.positions.resize(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        score.positions[i].id = ids[i];
        score.positions[i].piece = pieces[i];
    }
    std::size_t scored = 0;
    const auto fed = feedFixedText(
        subject.model, {base, *distorted},
        [&](int i, const auto& logits) {
            const auto log_base = metrics::logSoftmax(logits[0]);
            const auto log_distorted = metrics::logSoftmax(logits[1]);
            ScoredPosition& position = score.positions[i];
            ++scored;
            if (observe) observe(scored);
            position.kl = metrics::klDivergence(log_base, log_distorted);
            position.jsd = metrics::jensenShannon(log_base, log_distorted);
            position.top10_overlap = metrics::topKOverlap(logits[0], logits[1], scored_candidates);
            position.top1_base = metrics::argmax(logits[0]);
            position.top1_distorted = metrics::argmax(logits[1]);
            position.entropy_base = metrics::entropy(log_base);
            position.entropy_distorted = metrics::entropy(log_distorted);
            if (std::cmp_equal(i + 1, ids.size())) return;
            ScoredPosition& next = score.positions[i + 1];
            next.surprisal_base = metrics::surprisalBits(log_base, next.id);
            next.surprisal_distorted = metrics::surprisalBits(log_distorted, next.id);
        },
        std::move(stop));
    score.stopped = !fed && fed.error().code == ErrorCode::cancelled;
    if (!fed && !score.stopped) return tl::unexpected(fed.error());
    score.positions.resize(scored);
    summarise(score);
    return score;
}

}  // namespace lossylens::lens
