#include "app/bench/engine_bench.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "app/bench/stop_bench.h"
#include "app/bench/stopwatch.h"
#include "lens/token_feed.h"
#include "nn/decoder.h"

namespace lossylens::bench {
namespace {

// A step as performance figures of peers have it: 64 of them at positions 8 to 71.
constexpr int positions_before = 8;
constexpr int steps = 64;
constexpr std::size_t stopped_prompt = 512;

// Feeds `streams` streams the same text, one position a step. `at_end` is called before the streams go.
Result<double> decodeStep(const lens::Subject& subject, std::span<const int> ids, int streams,
                          const std::function<void()>& at_end, const std::stop_token& stop) {
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
    const Stopwatch watch;
    for (std::size_t position = positions_before; position < ids.size(); ++position) {
        if (auto step = feedAll(position, 1); !step) return tl::unexpected(step.error());
    }
    const double ms = watch.milliseconds() / static_cast<double>(ids.size() - positions_before);
    if (at_end) at_end();
    return ms;
}

Result<double> feedPrompt(const lens::Subject& subject, std::span<const int> ids,
                          const std::stop_token& stop) {
    const std::vector<float> embeddings = lens::embeddingsOf(*subject.model, ids);
    nn::Decoder decoder(subject.model, 1, static_cast<int>(ids.size()));
    const Stopwatch watch;
    const auto logits =
        decoder.advance(std::vector{nn::Feed{0, embeddings}}, nn::LogitsOf::last_position, stop);
    if (!logits) return tl::unexpected(logits.error());
    return watch.milliseconds();
}

// Weights that a step reads whole: not the tables of which it takes a row.
double weightBytes(const formats::Checkpoint& checkpoint) {
    const bool tied = checkpoint.find("output.weight") == nullptr;
    double bytes = 0;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        const bool looked_up = name == "position_embd.weight" || (name == "token_embd.weight" && !tied);
        if (!looked_up) bytes += static_cast<double>(tensor.bytes.size());
    }
    return bytes;
}

// All rounds' values of each figure, in the order in which they are measured.
class Rounds {
public:
    explicit Rounds(const EngineRequest& request)
        : request_(request),
          decode_(request.streams.size()),
          prompts_(request.prompts.size()),
          prompt_lengths_(request.prompts.size()) {}

    Result<void> measureOne(const std::stop_token& stop);
    [[nodiscard]] EngineFigures figures() const;

private:
    Result<void> load(const std::stop_token& stop);
    Result<void> measureMemory(const std::stop_token& stop);
    Result<void> measureSteps(const std::stop_token& stop);
    Result<void> measurePrompts(const std::stop_token& stop);
    Result<void> measureStops(const std::stop_token& stop);

    const EngineRequest& request_;
    lens::SubjectPointer subject_;
    std::vector<double> load_, first_token_, bandwidth_, stop_in_prompt_, stop_in_writing_;
    std::vector<std::vector<double>> decode_, prompts_;  // by the request's entry
    std::vector<int> prompt_lengths_;
    std::optional<Memory> memory_;
    std::optional<double> weight_bytes_;
};

Result<void> Rounds::load(const std::stop_token& stop) {
    subject_.reset();
    const Stopwatch watch;
    auto subject = lens::openSubject(request_.model, request_.options, stop);
    if (!subject) return tl::unexpected(subject.error());
    subject_ = std::move(*subject);
    const double loaded = watch.milliseconds();
    const auto ids = idsOf(*subject_, request_.text, positions_before);
    if (!ids) return tl::unexpected(ids.error());
    if (auto fed = feedPrompt(*subject_, *ids, stop); !fed) return tl::unexpected(fed.error());
    load_.push_back(loaded);
    first_token_.push_back(watch.milliseconds());
    weight_bytes_ = weightBytes(*subject_->checkpoint);
    return {};
}

Result<void> Rounds::measureMemory(const std::stop_token& stop) {
    const auto ids = idsOf(*subject_, request_.text, positions_before + steps);
    if (!ids) return tl::unexpected(ids.error());
    const auto pair = decodeStep(
        *subject_, *ids, 2, [this] { memory_ = memoryNow(); }, stop);
    if (!pair) return tl::unexpected(pair.error());
    return {};
}

Result<void> Rounds::measureSteps(const std::stop_token& stop) {
    const auto ids = idsOf(*subject_, request_.text, positions_before + steps);
    if (!ids) return tl::unexpected(ids.error());
    for (std::size_t i = 0; i < decode_.size(); ++i) {
        const auto step = decodeStep(*subject_, *ids, request_.streams[i], {}, stop);
        if (!step) return tl::unexpected(step.error());
        decode_[i].push_back(*step);
    }
    return {};
}

Result<void> Rounds::measurePrompts(const std::stop_token& stop) {
    for (std::size_t i = 0; i < prompts_.size(); ++i) {
        const auto ids = idsOf(*subject_, request_.text, static_cast<std::size_t>(request_.prompts[i]));
        if (!ids) return tl::unexpected(ids.error());
        const auto ms = feedPrompt(*subject_, *ids, stop);
        if (!ms) return tl::unexpected(ms.error());
        prompts_[i].push_back(*ms);
        prompt_lengths_[i] = static_cast<int>(ids->size());
    }
    return {};
}

Result<void> Rounds::measureStops(const std::stop_token& stop) {
    const auto ids = idsOf(*subject_, request_.text, stopped_prompt);
    if (!ids) return tl::unexpected(ids.error());
    const auto times = measureStopping(subject_, *ids, stop);
    if (!times) return tl::unexpected(times.error());
    stop_in_prompt_.insert(stop_in_prompt_.end(), times->in_prompt_ms.begin(), times->in_prompt_ms.end());
    stop_in_writing_.insert(stop_in_writing_.end(), times->in_writing_ms.begin(), times->in_writing_ms.end());
    return {};
}

Result<void> Rounds::measureOne(const std::stop_token& stop) {
    if (auto done = load(stop); !done) return done;
    // First of all, so that the peak is the pair's; and it wakes the machine for what is timed.
    if (!memory_) {
        if (auto done = measureMemory(stop); !done) return done;
    }
    bandwidth_.push_back(readBandwidth(request_.options.threads));
    if (auto done = measureSteps(stop); !done) return done;
    if (auto done = measurePrompts(stop); !done) return done;
    return request_.stops ? measureStops(stop) : Result<void>();
}

EngineFigures Rounds::figures() const {
    using metrics::spreadOf;
    EngineFigures figures{.load_ms = spreadOf(load_),
                          .first_token_ms = spreadOf(first_token_),
                          .decode = {},
                          .prompts = {},
                          .memory = memory_,
                          .read_bandwidth = spreadOf(bandwidth_),
                          .weight_bytes = weight_bytes_,
                          .stop_in_prompt_ms = spreadOf(stop_in_prompt_),
                          .stop_in_writing_ms = spreadOf(stop_in_writing_)};
    for (std::size_t i = 0; i < decode_.size(); ++i) {
        if (const auto ms = spreadOf(decode_[i])) figures.decode.push_back({request_.streams[i], *ms});
    }
    for (std::size_t i = 0; i < prompts_.size(); ++i) {
        if (const auto ms = spreadOf(prompts_[i])) figures.prompts.push_back({prompt_lengths_[i], *ms});
    }
    return figures;
}

}  // namespace

std::optional<double> EngineFigures::step(int streams) const {
    const auto found = std::ranges::find(decode, streams, &DecodeFigure::streams);
    return found == decode.end() ? std::nullopt : std::optional(found->ms_per_step.median());
}

std::optional<double> EngineFigures::pairAgainstOne() const {
    if (!step(1) || !step(2)) return std::nullopt;
    return *step(2) / *step(1);
}

std::optional<double> EngineFigures::readLimitMs() const {
    if (!weight_bytes || !read_bandwidth) return std::nullopt;
    return *weight_bytes / read_bandwidth->median() * 1000;
}

std::optional<double> EngineFigures::pairAgainstReadLimit() const {
    if (!step(2) || !readLimitMs()) return std::nullopt;
    return *step(2) / *readLimitMs();
}

std::optional<double> EngineFigures::promptTokensPerSecond() const {
    if (prompts.empty()) return std::nullopt;
    const auto longest = std::ranges::max_element(prompts, {}, &PromptFigure::tokens);
    return 1000 * longest->tokens / longest->ms.median();
}

Result<EngineFigures> measureEngine(const EngineRequest& request, const std::stop_token& stop) {
    Rounds rounds(request);
    for (int round = 0; round < request.rounds; ++round) {
        const auto done = rounds.measureOne(stop);
        if (!done && done.error().code != ErrorCode::cancelled) return tl::unexpected(done.error());
        if (done) continue;
        EngineFigures figures = rounds.figures();
        figures.stopped = true;
        return figures;
    }
    return rounds.figures();
}

Result<std::vector<int>> idsOf(const lens::Subject& subject, const std::string& text, std::size_t count) {
    auto ids = subject.tokenizer->encode(text);
    if (!ids) return ids;
    count = std::min(count, static_cast<std::size_t>(subject.model->shape().context));
    const std::size_t length = ids->size();
    ids->resize(count);
    for (std::size_t i = length; i < count; ++i) (*ids)[i] = (*ids)[i - length];
    return ids;
}

}  // namespace lossylens::bench
