#include "app/bench/accuracy_bench.h"

#include "app/bench/engine_bench.h"
#include "lens/token_feed.h"
#include "metrics/divergence.h"

namespace lossylens::bench {
namespace {

constexpr std::size_t compared_length = 500;

// Logits after every position of the text.
using LogitRows = std::vector<std::vector<float>>;

Result<LogitRows> logitsOf(const std::filesystem::path& model, const nn::LoadOptions& options,
                           const std::string& text, const std::stop_token& stop) {
    const auto subject = lens::openSubject(model, options, stop);
    if (!subject) return tl::unexpected(subject.error());
    const auto ids = idsOf(**subject, text, compared_length);
    if (!ids) return tl::unexpected(ids.error());
    const std::vector<float> embeddings = lens::embeddingsOf(*(*subject)->model, *ids);
    LogitRows all;
    const auto keep = [&all](int, const std::vector<std::span<const float>>& logits) {
        all.emplace_back(logits.front().begin(), logits.front().end());
    };
    if (auto fed = lens::feedFixedText((*subject)->model, {embeddings}, keep, stop); !fed)
        return tl::unexpected(fed.error());
    return all;
}

}  // namespace

Result<FastAgainstExact> compareWithExact(const std::filesystem::path& model, const nn::LoadOptions& options,
                                          const std::string& text, const std::stop_token& stop) {
    const auto fast = logitsOf(model, options, text, stop);
    if (!fast) return tl::unexpected(fast.error());
    nn::LoadOptions exactly = options;
    exactly.precision = nn::Precision::f32;
    const auto exact = logitsOf(model, exactly, text, stop);
    if (!exact) return tl::unexpected(exact.error());

    FastAgainstExact result{.positions = static_cast<int>(exact->size())};
    int same = 0;
    for (std::size_t i = 0; i < exact->size(); ++i) {
        result.mean_kl +=
            metrics::klDivergence(metrics::logSoftmax((*exact)[i]), metrics::logSoftmax((*fast)[i]));
        if (metrics::argmax((*exact)[i]) == metrics::argmax((*fast)[i])) ++same;
    }
    result.mean_kl /= result.positions;
    result.top1_agreement = static_cast<double>(same) / result.positions;
    return result;
}

}  // namespace lossylens::bench
