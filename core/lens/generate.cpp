#include "lens/generate.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "lens/perplexity.h"
#include "lens/prefix_decoder.h"
#include "lens/stream_writer.h"
#include "lens/text_cache.h"

namespace lossylens::lens {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t measured_at_once = 16;  // texts: a filmstrip and more

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<StreamWriter> writersOf(const SubjectPointer& subject, const GenerationRequest& request,
                                    const std::function<int(const codec::DistortionSpec&)>& number_of) {
    std::vector<StreamWriter> writers;
    for (const StreamPlan& plan : request.streams) {
        writers.emplace_back(
            subject, request, plan, plan.distortion ? number_of(*plan.distortion) : 0,
            plan.distortion ? std::make_shared<DistortedEmbedding>(subject, *plan.distortion) : nullptr);
    }
    return writers;
}

void resumeFrom(TextCache& cache, const std::vector<TextKey>& keys, std::vector<StreamWriter>& writers) {
    for (std::size_t i = 0; i < writers.size(); ++i) {
        if (const auto known = cache.find(keys[i])) writers[i].resume(*known);
    }
}

std::vector<TextKey> keysOf(const Subject& subject, const GenerationRequest& request) {
    const std::string model = identityOf(subject);
    std::vector<TextKey> keys;
    for (const StreamPlan& plan : request.streams) keys.push_back(keyOf(model, request, plan));
    return keys;
}

// Of the streams that are still written, the one that has fewest tokens says how far the run is.
GenerationSnapshot snapshotOf(const std::vector<StreamWriter>& writers, const GenerationRequest& request) {
    GenerationSnapshot all;
    all.steps = request.max_new_tokens;
    int longest = 0;
    int behind = request.max_new_tokens;
    for (const StreamWriter& writer : writers) {
        all.streams.push_back(writer.snapshot());
        const auto count = static_cast<int>(writer.snapshot().ids.size());
        longest = std::max(longest, count);
        if (!writer.done()) behind = std::min(behind, count);
    }
    all.step = std::min(longest, behind);
    return all;
}

// A request while it is carried out: the writers and the decoder they share.
class Run {
public:
    Run(SubjectPointer subject, const GenerationRequest& request, PrefixDecoder& decoder)
        : subject_(std::move(subject)),
          request_(request),
          decoder_(decoder),
          writers_(writersOf(subject_, request, [&](const auto& spec) {
              return codec::makesOneImage(spec) ? decoder.numberOf(spec, request.prompt)
                                                : decoder.numberOf(spec);
          })) {}

    [[nodiscard]] std::vector<StreamWriter>& writers() { return writers_; }

    Result<GenerationSnapshot> carryOut(const SideBySide::Observer& observe, const std::stop_token& stop) {
        compare();
        const bool recalled =
            std::ranges::all_of(writers_, [](const auto& w) { return w.done() && w.measured(); });
        while (true) {
            const auto writing = unfinished();
            if (writing.empty()) break;
            const auto ready = prepare(writing, stop);
            const auto logits = ready ? decoder_.logitsAfter(textsOf(writing), longest(), stop)
                                      : Result<nn::Logits>(tl::unexpected(ready.error()));
            if (!logits && logits.error().code == ErrorCode::cancelled) break;
            if (!logits) return tl::unexpected(logits.error());
            if (auto written = write(writing, *logits); !written) return tl::unexpected(written.error());
            if (observe) observe(snapshot());
        }
        auto last = finish(observe, stop);
        if (last) last->recalled = recalled;
        return last;
    }

private:
    [[nodiscard]] std::vector<StreamWriter*> unfinished() {
        std::vector<StreamWriter*> writing;
        for (StreamWriter& writer : writers_) {
            if (!writer.done()) writing.push_back(&writer);
        }
        return writing;
    }

    // Those whose perplexity is not known yet, as many as go through the model together.
    [[nodiscard]] std::vector<StreamWriter*> unmeasured() {
        std::vector<StreamWriter*> part;
        for (StreamWriter& writer : writers_) {
            if (!writer.measured() && part.size() < measured_at_once) part.push_back(&writer);
        }
        return part;
    }

    Result<void> measure(const std::vector<StreamWriter*>& part, const std::stop_token& stop) const {
        std::vector<std::span<const int>> texts;
        for (const StreamWriter* writer : part)
            texts.push_back(withoutEnd(*subject_->tokenizer, writer->snapshot().ids));
        const auto values = perplexities(*subject_, request_.prompt, texts, stop);
        if (!values) return tl::unexpected(values.error());
        for (std::size_t i = 0; i < part.size(); ++i) part[i]->setPerplexity((*values)[i]);
        return {};
    }

    // What takes long and can be stopped, before the rows are embedded one by one.
    Result<void> prepare(const std::vector<StreamWriter*>& writing, const std::stop_token& stop) {
        std::vector<DistortedEmbedding::Wanted> wanted;
        for (StreamWriter* writer : writing) {
            const auto own = writer->toLookUp(!start_, stop);
            if (!own) return tl::unexpected(own.error());
            wanted.insert(wanted.end(), own->begin(), own->end());
        }
        return DistortedEmbedding::compute(wanted, stop);
    }

    [[nodiscard]] static std::vector<PrefixDecoder::Text> textsOf(const std::vector<StreamWriter*>& writing) {
        std::vector<PrefixDecoder::Text> texts;
        for (StreamWriter* writer : writing) {
            texts.push_back({writer->rows(), [writer](const Row& row, std::span<float> embedding) {
                                 return writer->embed(row, embedding);
                             }});
        }
        return texts;
    }

    [[nodiscard]] int longest() const {
        return static_cast<int>(request_.prompt.size()) + request_.max_new_tokens;
    }

    Result<void> write(const std::vector<StreamWriter*>& writing, const nn::Logits& logits) {
        if (!start_) start_ = Clock::now();
        for (std::size_t i = 0; i < writing.size(); ++i) {
            if (auto done = writing[i]->write(logits.row(static_cast<int>(i))); !done) return done;
        }
        for (StreamWriter* writer : writing) writer->setSpeed(secondsSince(*start_));
        compare();
        return {};
    }

    void compare() {
        for (StreamWriter& writer : writers_) writer.compareWith(writers_.front().snapshot().ids);
    }

    [[nodiscard]] GenerationSnapshot snapshot() const {
        GenerationSnapshot now = snapshotOf(writers_, request_);
        now.seconds = start_ ? secondsSince(*start_) : 0;
        return now;
    }

    Result<GenerationSnapshot> finish(const SideBySide::Observer& observe, const std::stop_token& stop) {
        const double seconds = snapshot().seconds;
        for (auto part = unmeasured(); !part.empty(); part = unmeasured()) {
            if (stop.stop_requested()) break;
            const auto measured = measure(part, stop);
            if (!measured && measured.error().code == ErrorCode::cancelled) break;
            if (!measured) return tl::unexpected(measured.error());
            if (observe) observe(snapshot());
        }
        const bool whole = std::ranges::all_of(writers_, &StreamWriter::measured);
        for (StreamWriter& writer : writers_) writer.stop();
        GenerationSnapshot last = snapshotOf(writers_, request_);
        last.seconds = seconds;
        last.finished = true;
        last.stopped = !whole;
        return last;
    }

    SubjectPointer subject_;
    const GenerationRequest& request_;
    PrefixDecoder& decoder_;
    std::vector<StreamWriter> writers_;
    std::optional<Clock::time_point> start_;  // of the first step
};

}  // namespace

Result<void> GenerationRequest::check(const Subject& subject) const {
    if (prompt.empty())
        return fail(ErrorCode::usage, "prompt", "is empty", "write something for the model to go on from");
    if (streams.empty() || streams.front().distortion) {
        return fail(ErrorCode::usage, "streams", "the first stream is not the baseline");
    }
    for (std::size_t i = 1; i < streams.size(); ++i) {
        if (std::ranges::find(streams.begin(), streams.begin() + static_cast<std::ptrdiff_t>(i),
                              streams[i]) != streams.begin() + static_cast<std::ptrdiff_t>(i)) {
            return fail(ErrorCode::usage, "streams", "the same stream is asked for twice",
                        "name each one once");
        }
    }
    if (max_new_tokens < 1)
        return fail(ErrorCode::usage, "new tokens", "there are none to write", "ask for at least 1");
    if (auto good = sampling.check(); !good) return good;
    const int context = subject.model->shape().context;
    const auto wanted = prompt.size() + static_cast<std::size_t>(max_new_tokens);
    if (std::cmp_greater(wanted, context)) {
        return fail(ErrorCode::limit, "prompt",
                    std::to_string(prompt.size()) + " tokens and " + std::to_string(max_new_tokens) +
                        " new ones are more than the model's context of " + std::to_string(context),
                    "shorten the prompt or ask for fewer new tokens");
    }
    return {};
}

std::uint64_t workingMemory(const Subject& subject, const GenerationRequest& request) {
    const formats::Hyperparameters& shape = subject.model->shape();
    const auto position = std::uint64_t{2} * static_cast<std::uint64_t>(shape.layers) *
                          static_cast<std::uint64_t>(shape.kv_heads) *
                          static_cast<std::uint64_t>(shape.head_dimensions) * sizeof(float);
    const auto positions = request.prompt.size() + static_cast<std::size_t>(request.max_new_tokens);
    return position * positions * request.streams.size();
}

SideBySide::SideBySide(SubjectPointer subject, std::shared_ptr<TextCache> cache)
    : subject_(std::move(subject)),
      cache_(cache ? std::move(cache) : std::make_shared<TextCache>()),
      decoder_(std::make_unique<PrefixDecoder>(subject_)) {}

SideBySide::~SideBySide() = default;

Result<GenerationSnapshot> SideBySide::run(const GenerationRequest& request, const Observer& observe,
                                           std::stop_token stop) {
    if (auto good = request.check(*subject_); !good) return tl::unexpected(good.error());
    const std::vector<TextKey> keys = keysOf(*subject_, request);
    Run run(subject_, request, *decoder_);
    resumeFrom(*cache_, keys, run.writers());
    auto last = run.carryOut(observe, stop);
    for (std::size_t i = 0; i < keys.size(); ++i) cache_->keep(keys[i], run.writers()[i].known());
    return last;
}

std::optional<GenerationSnapshot> recall(const SubjectPointer& subject, TextCache& cache,
                                         const GenerationRequest& request) {
    if (!request.check(*subject)) return {};
    auto writers = writersOf(subject, request, [](const auto&) { return 1; });
    resumeFrom(cache, keysOf(*subject, request), writers);
    for (StreamWriter& writer : writers) {
        if (!writer.done() || !writer.measured()) return {};
        writer.compareWith(writers.front().snapshot().ids);
    }
    GenerationSnapshot last = snapshotOf(writers, request);
    last.finished = last.recalled = true;
    return last;
}

}  // namespace lossylens::lens
