#include "lens/stream_writer.h"

#include <algorithm>
#include <utility>

namespace lossylens::lens {

std::span<const int> withoutEnd(const text::Tokenizer& tokenizer, std::span<const int> ids) {
    return !ids.empty() && tokenizer.endsText(ids.back()) ? ids.first(ids.size() - 1) : ids;
}

StreamWriter::StreamWriter(SubjectPointer subject, const GenerationRequest& request, const StreamPlan& plan,
                           int distortion, std::shared_ptr<DistortedEmbedding> distorted)
    : subject_(std::move(subject)),
      request_(request),
      sampler_(request.sampling, subject_->tokenizer->size()),
      distorted_(std::move(distorted)),
      generated_distortion_(request.scope == Scope::prompt ? 0 : distortion) {
    snapshot_.distortion = plan.distortion;
    snapshot_.name = plan.distortion ? codec::streamName(*plan.distortion) : "baseline";
    const int prompt_distortion = request.scope == Scope::generated ? 0 : distortion;
    for (const int id : request.prompt) rows_.push_back({.id = id, .distortion = prompt_distortion});
    if (!plan.distortion) return;
    one_image_ = codec::makesOneImage(*plan.distortion);
    if (prompt_distortion == 0 || !(one_image_ || distorted_->isFresh())) return;
    for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i].place = static_cast<int>(i);
}

void StreamWriter::resume(const KnownText& known) {
    for (const int id : known.ids) {
        if (done()) break;
        push(id);
    }
    resumed_ids_ = snapshot_.ids.size();
    snapshot_.tokens_per_second = known.tokens_per_second;
    for (const auto& [ids, perplexity] : known.perplexities) {
        if (done() && std::cmp_equal(ids, snapshot_.ids.size())) setPerplexity(perplexity);
    }
}

KnownText StreamWriter::known() const {
    KnownText known{
        .ids = snapshot_.ids, .tokens_per_second = snapshot_.tokens_per_second, .perplexities = {}};
    if (snapshot_.metrics.perplexity)
        known.perplexities.emplace_back(known.ids.size(), *snapshot_.metrics.perplexity);
    return known;
}

Result<void> StreamWriter::embed(const Row& row, std::span<float> embedding) {
    if (row.distortion == 0) {
        subject_->model->embedding(row.id, embedding);
        return {};
    }
    if (one_image_ && row.place >= 0 && std::cmp_less(row.place, request_.prompt.size())) {
        if (!prompt_) {
            auto prompt = distorted_->prompt(request_.prompt);
            if (!prompt) return tl::unexpected(prompt.error());
            prompt_ = *std::move(prompt);
        }
        std::ranges::copy(prompt_->rows[static_cast<std::size_t>(row.place)]->after, embedding.begin());
        return {};
    }
    const auto distorted = distorted_->row(row.id, std::max(row.place, 0));
    if (!distorted) return tl::unexpected(distorted.error());
    std::ranges::copy((*distorted)->after, embedding.begin());
    return {};
}

Result<std::vector<DistortedEmbedding::Wanted>> StreamWriter::toLookUp(bool first_step,
                                                                       const std::stop_token& stop) {
    std::vector<DistortedEmbedding::Wanted> wanted;
    if (distorted_ && first_step) {
        if (auto done = codec::prepare(distorted_->spec(), {subject_->table.get(), 0, stop}); !done)
            return tl::unexpected(done.error());
    }
    if (!distorted_ || distorted_->spec().finish != codec::DistortionSpec::Finish::nearest) return wanted;
    const std::size_t of_image = one_image_ ? request_.prompt.size() : 0;  // looked up with their image
    const std::size_t first = first_step ? 0 : rows_.size() - 1;
    for (std::size_t i = std::max(first, of_image); i < rows_.size(); ++i) {
        if (rows_[i].distortion != 0)
            wanted.push_back({distorted_.get(), rows_[i].id, std::max(rows_[i].place, 0)});
    }
    return wanted;
}

Result<void> StreamWriter::write(std::span<const float> logits) {
    const auto id = sampler_.pick(logits, static_cast<int>(rows_.size()));
    if (!id) return tl::unexpected(within(snapshot_.name, id.error()));
    push(*id);
    return {};
}

void StreamWriter::push(int id) {
    const bool by_place = generated_distortion_ != 0 && distorted_->isFresh();
    rows_.push_back({.id = id,
                     .distortion = generated_distortion_,
                     .place = by_place ? static_cast<int>(rows_.size()) : -1});
    snapshot_.state = StreamSnapshot::State::writing;
    snapshot_.ids.push_back(id);
    snapshot_.token_starts.push_back(snapshot_.text.size());
    const std::string added = characters_.push(subject_->tokenizer->bytesOf(id));
    snapshot_.text += added;
    counter_.push(id, added, subject_->tokenizer->endsText(id));
    counter_.fill(snapshot_.metrics);
    finishIfDone(id);
}

void StreamWriter::finishIfDone(int id) {
    if (request_.stop_at_end && subject_->tokenizer->endsText(id)) {
        snapshot_.state = StreamSnapshot::State::ended;
    } else if (std::cmp_greater_equal(snapshot_.ids.size(), request_.max_new_tokens)) {
        snapshot_.state = StreamSnapshot::State::full;
    } else {
        return;
    }
    finishText();
}

void StreamWriter::finishText() {
    const std::string rest = characters_.finish();
    snapshot_.text += rest;
    counter_.finish(rest, snapshot_.text);
    counter_.fill(snapshot_.metrics);
}

void StreamWriter::stop() {
    if (done()) return;
    snapshot_.state = StreamSnapshot::State::stopped;
    finishText();
}

void StreamWriter::setSpeed(double seconds) {
    // The first id comes with the logits of what was known before: the clock starts there.
    const auto steps = static_cast<double>(snapshot_.ids.size() - resumed_ids_) - 1;
    if (steps > 0 && seconds > 0) snapshot_.tokens_per_second = steps / seconds;
}

void StreamWriter::setPerplexity(std::optional<double> perplexity) {
    snapshot_.metrics.perplexity = perplexity;
    measured_ = true;
}

void StreamWriter::compareWith(std::span<const int> baseline) {
    const auto [mine, theirs] = std::ranges::mismatch(snapshot_.ids, baseline);
    snapshot_.metrics.agreed = static_cast<int>(mine - snapshot_.ids.begin());
}

}  // namespace lossylens::lens
