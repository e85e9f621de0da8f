#include "lens/text_measures.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

#include "lens/distorted_text.h"
#include "lens/token_feed.h"
#include "metrics/divergence.h"

namespace lossylens::lens {
namespace {

constexpr int tokens_between_observations = 32;

Expectation expectationOf(const text::Tokenizer& tokenizer, std::span<const float> logits,
                          std::span<const double> log_p, int id) {
    Expectation expectation{.surprisal = metrics::surprisalBits(log_p, id), .rank = 1, .top = {}};
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (logits[i] > logits[id] || (logits[i] == logits[id] && std::cmp_less(i, id))) ++expectation.rank;
    }
    for (const int candidate : metrics::topIds(logits, expected_candidates)) {
        if (candidate >= tokenizer.size()) continue;  // a row of the table that stands for nothing
        expectation.top.push_back({.id = candidate,
                                   .piece = text::pieceOf(tokenizer, candidate),
                                   .probability = std::exp(log_p[candidate])});
    }
    return expectation;
}

}  // namespace

std::optional<double> TextMeasures::meanKl() const {
    if (tokens.empty()) return {};
    const double sum = std::accumulate(tokens.begin(), tokens.end(), 0.0,
                                       [](double so_far, const auto& token) { return so_far + token.kl; });
    return sum / static_cast<double>(tokens.size());
}

Result<TextMeasures> measureText(const SubjectPointer& subject, const MeasureRequest& request,
                                 const MeasureObserver& observe, std::stop_token stop) {
    if (request.prompt.empty())
        return fail(ErrorCode::usage, "prompt", "is empty", "a text is measured from its prompt on");
    TextMeasures measures;
    if (request.continuation.empty()) return measures;
    std::vector<int> ids = request.prompt;
    ids.insert(ids.end(), request.continuation.begin(), request.continuation.end() - 1);
    const std::vector<float> base = embeddingsOf(*subject->model, ids);
    DistortedEmbedding embedding(subject, request.distortion);
    const auto distorted = distortedRows(*subject->model, embedding,
                                         {.prompt = request.prompt,
                                          .continuation = std::span(ids).subspan(request.prompt.size()),
                                          .scope = request.scope},
                                         stop);
    if (!distorted) return tl::unexpected(distorted.error());

    const auto fed = feedFixedText(
        subject->model, {base, *distorted},
        [&](int position, const auto& logits) {
            if (std::cmp_less(position + 1, request.prompt.size())) return;
            const int id = request.continuation[measures.tokens.size()];
            const auto log_base = metrics::logSoftmax(logits[0]);
            const auto log_distorted = metrics::logSoftmax(logits[1]);
            measures.tokens.push_back(
                {.piece = text::pieceOf(*subject->tokenizer, id),
                 .base = expectationOf(*subject->tokenizer, logits[0], log_base, id),
                 .distorted = expectationOf(*subject->tokenizer, logits[1], log_distorted, id),
                 .kl = metrics::klDivergence(log_base, log_distorted)});
            const bool piece_done = measures.tokens.size() % tokens_between_observations == 0;
            if (observe && piece_done) observe(measures);
        },
        std::move(stop));
    if (!fed) return tl::unexpected(fed.error());
    return measures;
}

}  // namespace lossylens::lens
