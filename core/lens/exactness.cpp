#include "lens/exactness.h"

#include <algorithm>

#include "lens/token_feed.h"
#include "metrics/divergence.h"
#include "nn/decoder.h"

namespace lossylens::lens {
namespace {

constexpr int positions_at_once = 16;  // × 2 models × 49 152 logits: 6 MiB
constexpr double share_of_loading = .3;

}  // namespace

Result<Exactness> compareWithExact(const Subject& subject, std::string_view text,
                                   const ExactnessOptions& options, std::stop_token stop) {
    auto ids = subject.tokenizer->encode(text);
    if (!ids) return tl::unexpected(ids.error());
    if (ids->empty()) return fail(ErrorCode::usage, "text", "has no tokens");
    const int most = std::min(options.most_positions, subject.model->shape().context);
    ids->resize(std::min(ids->size(), static_cast<std::size_t>(most)));
    const auto report = [&options](double share) {
        if (options.progress) options.progress(share);
    };
    const auto exact =
        nn::Model::load(subject.checkpoint,
                        {.precision = nn::Precision::f32,
                         .threads = options.threads,
                         .progress = [&report](double share) { report(share_of_loading * share); }},
                        stop);
    if (!exact) return tl::unexpected(exact.error());

    const int positions = static_cast<int>(ids->size());
    const std::vector<float> embeddings = embeddingsOf(*subject.model, *ids);
    nn::Decoder runs(subject.model, 1, positions), is_exact(*exact, 1, positions);
    Exactness sum{.positions = positions};
    for (int start = 0; start < positions; start += positions_at_once) {
        const int count = std::min(positions_at_once, positions - start);
        const auto dimensions = static_cast<std::size_t>(subject.model->shape().dimensions);
        const std::vector<nn::Feed> feed{
            {0, std::span(embeddings).subspan(start * dimensions, count * dimensions)}};
        const auto logits = runs.advance(feed, nn::LogitsOf::every_position, stop);
        if (!logits) return tl::unexpected(logits.error());
        const auto expected = is_exact.advance(feed, nn::LogitsOf::every_position, stop);
        if (!expected) return tl::unexpected(expected.error());
        for (int i = 0; i < count; ++i) {
            sum.mean_kl += metrics::klDivergence(metrics::logSoftmax(expected->row(i)),
                                                 metrics::logSoftmax(logits->row(i)));
            if (metrics::argmax(expected->row(i)) == metrics::argmax(logits->row(i))) ++sum.top1_agreement;
        }
        report(share_of_loading + (1 - share_of_loading) * (start + count) / positions);
    }
    sum.mean_kl /= positions;
    sum.top1_agreement /= positions;
    return sum;
}

}  // namespace lossylens::lens
