#include "app/bench/engine_bench.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "lens/token_feed.h"
#include "metrics/divergence.h"
#include "nn/decoder.h"

namespace lossylens::bench {
namespace {

using Clock = std::chrono::steady_clock;

// A step as performance figures of peers have it: 64 of them at positions 8 to 71.
constexpr int positions_before = 8;
constexpr int steps = 64;
constexpr std::size_t prompt_length = 512;
constexpr std::size_t compared_length = 500;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::uint64_t peakMemory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

// `count` ids of the text, from its start again where it is too short; at most the model's context.
Result<std::vector<int>> idsOf(const lens::Subject& subject, const std::string& text, std::size_t count) {
    auto ids = subject.tokenizer->encode(text);
    if (!ids) return ids;
    count = std::min(count, static_cast<std::size_t>(subject.model->shape().context));
    const std::size_t length = ids->size();
    ids->resize(count);
    for (std::size_t i = length; i < count; ++i) (*ids)[i] = (*ids)[i - length];
    return ids;
}

Result<double> decodeStep(const lens::Subject& subject, std::span<const int> ids, int streams,
                          const std::stop_token& stop) {
    const std::vector<float> embeddings = lens::embeddingsOf(*subject.model, ids);
    const std::size_t dimensions = subject.model->shape().dimensions;
    nn::Decoder decoder(subject.model, streams, static_cast<int>(ids.size()));
    const auto feedAll = [&](std::size_t from, std::size_t count) {
        std::vector<nn::Feed> feeds;
        for (int stream = 0; stream < streams; ++stream)
            feeds.push_back({stream, std::span(embeddings).subspan(from * dimensions, count * dimensions)});
        return decoder.advance(feeds, nn::LogitsOf::last_position, stop);
    };
    if (auto prompt = feedAll(0, positions_before); !prompt) return tl::unexpected(prompt.error());
    const auto start = Clock::now();
    for (std::size_t position = positions_before; position < ids.size(); ++position) {
        if (auto step = feedAll(position, 1); !step) return tl::unexpected(step.error());
    }
    return millisecondsSince(start) / static_cast<double>(ids.size() - positions_before);
}

Result<double> feedPrompt(const lens::Subject& subject, std::span<const int> ids,
                          const std::stop_token& stop) {
    const std::vector<float> embeddings = lens::embeddingsOf(*subject.model, ids);
    nn::Decoder decoder(subject.model, 1, static_cast<int>(ids.size()));
    const auto start = Clock::now();
    const auto logits =
        decoder.advance(std::vector{nn::Feed{0, embeddings}}, nn::LogitsOf::last_position, stop);
    if (!logits) return tl::unexpected(logits.error());
    return millisecondsSince(start);
}

// Logits after every position of a fixed text.
using LogitRows = std::vector<std::vector<float>>;
Result<LogitRows> logitsOf(const lens::Subject& subject, std::span<const int> ids,
                           const std::stop_token& stop) {
    const std::vector<float> embeddings = lens::embeddingsOf(*subject.model, ids);
    LogitRows all;
    const auto keep = [&all](int, const std::vector<std::span<const float>>& logits) {
        all.emplace_back(logits.front().begin(), logits.front().end());
    };
    if (auto fed = lens::feedFixedText(subject.model, {embeddings}, keep, stop); !fed)
        return tl::unexpected(fed.error());
    return all;
}

}  // namespace

Result<EngineFigures> measureEngine(const std::filesystem::path& model, const nn::LoadOptions& options,
                                    const std::vector<int>& streams, const std::string& text,
                                    const std::stop_token& stop) {
    EngineFigures figures;
    const auto start = Clock::now();
    const auto subject = lens::openSubject(model, options, stop);
    if (!subject) return tl::unexpected(subject.error());
    figures.load_ms = millisecondsSince(start);

    const auto short_prompt = idsOf(**subject, text, positions_before);
    if (!short_prompt) return tl::unexpected(short_prompt.error());
    if (auto fed = feedPrompt(**subject, *short_prompt, stop); !fed) return tl::unexpected(fed.error());
    figures.first_token_ms = millisecondsSince(start);

    const auto step_ids = idsOf(**subject, text, positions_before + steps);
    if (!step_ids) return tl::unexpected(step_ids.error());
    for (const int count : streams) {
        const auto step = decodeStep(**subject, *step_ids, count, stop);
        if (!step) return tl::unexpected(step.error());
        figures.decode.push_back({count, *step});
    }
    const auto prompt = idsOf(**subject, text, prompt_length);
    if (!prompt) return tl::unexpected(prompt.error());
    const auto prompt_ms = feedPrompt(**subject, *prompt, stop);
    if (!prompt_ms) return tl::unexpected(prompt_ms.error());
    figures.prompt_tokens_per_second = 1000 * static_cast<double>(prompt->size()) / *prompt_ms;
    figures.peak_memory_bytes = peakMemory();
    return figures;
}

Result<FastAgainstExact> compareWithExact(const std::filesystem::path& model, int threads,
                                          const std::string& text, const std::stop_token& stop) {
    const auto evaluate = [&](nn::Precision precision) -> Result<LogitRows> {
        const auto subject =
            lens::openSubject(model, {.precision = precision, .threads = threads, .progress = {}}, stop);
        if (!subject) return tl::unexpected(subject.error());
        const auto ids = idsOf(**subject, text, compared_length);
        if (!ids) return tl::unexpected(ids.error());
        return logitsOf(**subject, *ids, stop);
    };
    const auto fast = evaluate(nn::Precision::stored);
    if (!fast) return tl::unexpected(fast.error());
    const auto exact = evaluate(nn::Precision::f32);
    if (!exact) return tl::unexpected(exact.error());

    FastAgainstExact result;
    const auto count = static_cast<double>(exact->size());
    int same = 0;
    for (std::size_t i = 0; i < exact->size(); ++i) {
        result.mean_kl +=
            metrics::klDivergence(metrics::logSoftmax((*exact)[i]), metrics::logSoftmax((*fast)[i])) / count;
        if (metrics::argmax((*exact)[i]) == metrics::argmax((*fast)[i])) ++same;
    }
    result.top1_agreement = same / count;
    return result;
}

}  // namespace lossylens::bench
