#include "lens/generate.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "lens/perplexity.h"
#include "lens/stream_writer.h"
#include "nn/decoder.h"

namespace lossylens::lens {
namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// A request while it is carried out: the writers, the decoder they share, and a baseline that may already be
// known from an earlier request.
class Run {
public:
    Run(SubjectPointer subject, const GenerationRequest& request, const StreamSnapshot* known_baseline)
        : subject_(std::move(subject)), request_(request), known_baseline_(known_baseline) {
        for (const StreamPlan& plan : request.streams) {
            if (plan.distortion || !known_baseline_) writers_.emplace_back(subject_, request_, plan);
        }
    }

    Result<GenerationSnapshot> carryOut(const SideBySide::Observer& observe, const std::stop_token& stop) {
        if (writers_.empty()) return finish(stop);
        nn::Decoder decoder(subject_->model, static_cast<int>(writers_.size()),
                            static_cast<int>(request_.prompt.size()) + request_.max_new_tokens);
        auto logits = feedPrompt(decoder, stop);
        start_ = Clock::now();
        while (logits) {
            if (auto written = write(*logits); !written) return tl::unexpected(written.error());
            if (observe) observe(snapshot());
            if (std::ranges::none_of(writers_, &StreamWriter::writing)) return finish(stop);
            logits = feedLast(decoder, stop);
        }
        if (logits.error().code != ErrorCode::cancelled) return tl::unexpected(logits.error());
        return finish(stop);
    }

private:
    // Streams whose prompt is not distorted share it: it goes through the model once.
    Result<nn::Logits> feedPrompt(nn::Decoder& decoder, const std::stop_token& stop) {
        std::vector<std::vector<float>> embeddings;
        std::vector<int> fed_by(writers_.size());  // whose prompt each writer has: an index into feeds
        std::optional<int> plain;
        fed_streams_.clear();
        for (std::size_t i = 0; i < writers_.size(); ++i) {
            const bool shares = !writers_[i].distortsPrompt() && plain.has_value();
            fed_by[i] = shares ? *plain : static_cast<int>(embeddings.size());
            if (shares) continue;
            if (!writers_[i].distortsPrompt()) plain = fed_by[i];
            auto rows = writers_[i].promptEmbeddings();
            if (!rows) return tl::unexpected(rows.error());
            embeddings.push_back(std::move(*rows));
            fed_streams_.push_back(static_cast<int>(i));
        }
        std::vector<nn::Feed> feeds;
        for (std::size_t f = 0; f < embeddings.size(); ++f) feeds.push_back({fed_streams_[f], embeddings[f]});
        auto logits = decoder.advance(feeds, nn::LogitsOf::last_position, stop);
        if (!logits) return logits;
        for (std::size_t i = 0; i < writers_.size(); ++i) {
            const int source = fed_streams_[fed_by[i]];
            if (source != static_cast<int>(i)) decoder.copyStream(source, static_cast<int>(i));
        }
        return spread(*logits, fed_by);
    }

    // Logits of each feed to one row a writer.
    nn::Logits spread(const nn::Logits& logits, const std::vector<int>& fed_by) {
        nn::Logits all{
            .rows = static_cast<int>(fed_by.size()), .vocabulary = logits.vocabulary, .values = {}};
        fed_streams_.clear();
        for (std::size_t i = 0; i < fed_by.size(); ++i) {
            const auto row = logits.row(fed_by[i]);
            all.values.insert(all.values.end(), row.begin(), row.end());
            fed_streams_.push_back(static_cast<int>(i));
        }
        return all;
    }

    Result<nn::Logits> feedLast(nn::Decoder& decoder, const std::stop_token& stop) {
        std::vector<std::vector<float>> embeddings;
        fed_streams_.clear();
        for (std::size_t i = 0; i < writers_.size(); ++i) {
            if (!writers_[i].writing()) continue;
            auto row = writers_[i].lastEmbedding();
            if (!row) return tl::unexpected(row.error());
            embeddings.push_back(std::move(*row));
            fed_streams_.push_back(static_cast<int>(i));
        }
        std::vector<nn::Feed> feeds;
        for (std::size_t f = 0; f < embeddings.size(); ++f) feeds.push_back({fed_streams_[f], embeddings[f]});
        return decoder.advance(feeds, nn::LogitsOf::last_position, stop);
    }

    Result<void> write(const nn::Logits& logits) {
        for (std::size_t f = 0; f < fed_streams_.size(); ++f) {
            if (auto done = writers_[fed_streams_[f]].write(logits.row(static_cast<int>(f))); !done)
                return done;
        }
        for (const int stream : fed_streams_) writers_[stream].setSpeed(secondsSince(start_));
        const std::vector<int>& baseline =
            known_baseline_ ? known_baseline_->ids : writers_.front().snapshot().ids;
        for (StreamWriter& writer : writers_) writer.compareWith(baseline);
        return {};
    }

    GenerationSnapshot snapshot() const {
        GenerationSnapshot all;
        if (known_baseline_) all.streams.push_back(*known_baseline_);
        for (const StreamWriter& writer : writers_) {
            all.streams.push_back(writer.snapshot());
            all.step = std::max(all.step, static_cast<int>(writer.snapshot().ids.size()));
        }
        all.steps = request_.max_new_tokens;
        all.seconds = secondsSince(start_);
        return all;
    }

    Result<GenerationSnapshot> finish(const std::stop_token& stop) {
        const double seconds = secondsSince(start_);
        for (StreamWriter& writer : writers_) {
            if (stop.stop_requested()) break;
            const auto value = perplexity(*subject_, request_.prompt,
                                          withoutEnd(*subject_->tokenizer, writer.snapshot().ids), stop);
            if (value)
                writer.setPerplexity(*value);
            else if (value.error().code != ErrorCode::cancelled)
                return tl::unexpected(value.error());
        }
        const bool whole = std::ranges::none_of(writers_, &StreamWriter::writing) && !stop.stop_requested();
        for (StreamWriter& writer : writers_) writer.stop();
        GenerationSnapshot last = snapshot();
        last.seconds = seconds;
        last.finished = true;
        last.stopped = !whole;
        return last;
    }

    SubjectPointer subject_;
    const GenerationRequest& request_;
    const StreamSnapshot* known_baseline_;
    std::vector<StreamWriter> writers_;
    std::vector<int> fed_streams_;  // which writer each row of the latest logits belongs to
    Clock::time_point start_ = Clock::now();
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

SideBySide::SideBySide(SubjectPointer subject) : subject_(std::move(subject)) {}

const StreamSnapshot* SideBySide::knownBaseline(const GenerationRequest& request) const {
    if (!baseline_) return nullptr;
    const GenerationRequest& known = baseline_->request;
    const bool same = known.prompt == request.prompt && known.sampling == request.sampling &&
                      known.max_new_tokens == request.max_new_tokens &&
                      known.stop_at_end == request.stop_at_end;
    return same ? &baseline_->stream : nullptr;
}

Result<GenerationSnapshot> SideBySide::run(const GenerationRequest& request, const Observer& observe,
                                           std::stop_token stop) {
    if (auto good = request.check(*subject_); !good) return tl::unexpected(good.error());
    Run run(subject_, request, knownBaseline(request));
    auto last = run.carryOut(observe, stop);
    if (last && !last->stopped && !last->streams.empty())
        baseline_ = Baseline{request, last->streams.front()};
    return last;
}

}  // namespace lossylens::lens
