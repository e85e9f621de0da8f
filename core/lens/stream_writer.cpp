#include "lens/stream_writer.h"

#include <algorithm>
#include <utility>

namespace lossylens::lens {

std::span<const int> withoutEnd(const text::Tokenizer& tokenizer, std::span<const int> ids) {
    return !ids.empty() && tokenizer.endsText(ids.back()) ? ids.first(ids.size() - 1) : ids;
}

StreamWriter::StreamWriter(SubjectPointer subject, const GenerationRequest& request, const StreamPlan& plan)
    : subject_(std::move(subject)),
      request_(request),
      sampler_(request.sampling, subject_->tokenizer->size()) {
    snapshot_.distortion = plan.distortion;
    snapshot_.name = plan.distortion ? codec::streamName(*plan.distortion) : "baseline";
    if (plan.distortion) distorted_.emplace(subject_, *plan.distortion);
}

bool StreamWriter::distortsPrompt() const { return distorted_ && request_.scope != Scope::generated; }

Result<void> StreamWriter::append(int id, bool distorted, std::vector<float>& embeddings) {
    const std::size_t start = embeddings.size();
    const std::size_t dimensions = subject_->model->shape().dimensions;
    embeddings.resize(start + dimensions);
    if (!distorted) {
        subject_->model->embedding(id, std::span(embeddings).subspan(start));
        return {};
    }
    const auto row = distorted_->row(id);
    if (!row) return tl::unexpected(row.error());
    std::ranges::copy((*row)->after, embeddings.begin() + static_cast<std::ptrdiff_t>(start));
    return {};
}

Result<std::vector<float>> StreamWriter::promptEmbeddings() {
    std::vector<float> embeddings;
    for (const int id : request_.prompt) {
        if (auto done = append(id, distortsPrompt(), embeddings); !done) return tl::unexpected(done.error());
    }
    return embeddings;
}

Result<std::vector<float>> StreamWriter::lastEmbedding() {
    std::vector<float> embedding;
    const bool distorted = distorted_ && request_.scope != Scope::prompt;
    if (auto done = append(snapshot_.ids.back(), distorted, embedding); !done)
        return tl::unexpected(done.error());
    return embedding;
}

Result<void> StreamWriter::write(std::span<const float> logits) {
    const auto id = sampler_.pick(logits, static_cast<int>(request_.prompt.size() + snapshot_.ids.size()));
    if (!id) return tl::unexpected(within(snapshot_.name, id.error()));
    snapshot_.state = StreamSnapshot::State::writing;
    snapshot_.ids.push_back(*id);
    snapshot_.token_starts.push_back(snapshot_.text.size());
    snapshot_.text += characters_.push(subject_->tokenizer->bytesOf(*id));
    finishIfDone(*id);

    const std::span<const int> ids = withoutEnd(*subject_->tokenizer, snapshot_.ids);
    snapshot_.metrics.seq_rep_4 = metrics::seqRep(ids, 4);
    snapshot_.metrics.loop = metrics::terminalLoop(ids);
    return {};
}

void StreamWriter::finishIfDone(int id) {
    if (request_.stop_at_end && subject_->tokenizer->endsText(id)) {
        snapshot_.state = StreamSnapshot::State::ended;
    } else if (std::cmp_greater_equal(snapshot_.ids.size(), request_.max_new_tokens)) {
        snapshot_.state = StreamSnapshot::State::full;
    } else {
        return;
    }
    snapshot_.text += characters_.finish();
}

void StreamWriter::stop() {
    if (snapshot_.state != StreamSnapshot::State::writing &&
        snapshot_.state != StreamSnapshot::State::waiting)
        return;
    snapshot_.state = StreamSnapshot::State::stopped;
    snapshot_.text += characters_.finish();
}

void StreamWriter::setSpeed(double seconds) {
    // The first id comes with the prompt's own logits: the clock starts there.
    const auto steps = static_cast<double>(snapshot_.ids.size()) - 1;
    if (steps > 0 && seconds > 0) snapshot_.tokens_per_second = steps / seconds;
}

void StreamWriter::compareWith(std::span<const int> baseline) {
    const auto [mine, theirs] = std::ranges::mismatch(snapshot_.ids, baseline);
    snapshot_.metrics.agreed = static_cast<int>(mine - snapshot_.ids.begin());
}

}  // namespace lossylens::lens
