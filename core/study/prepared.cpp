#include "study/prepared.h"

#include <algorithm>

#include "lens/codec_view.h"
#include "lens/prompt_text.h"
#include "lens/score.h"

namespace lossylens::study {
namespace {

std::optional<double> meanBytes(const lens::CodecView& view) {
    if (view.prompt_bytes && !view.ids.empty())
        return static_cast<double>(*view.prompt_bytes) / static_cast<double>(view.ids.size());
    double sum = 0;
    for (const auto& bytes : view.bytes) {
        if (!bytes) return {};
        sum += *bytes;
    }
    return sum / static_cast<double>(view.bytes.size());
}

}  // namespace

Result<PreparedStudy> PreparedStudy::make(lens::SubjectPointer subject, const Study& study) {
    if (auto good = study.check(); !good) return tl::unexpected(good.error());
    PreparedStudy prepared;
    prepared.subject_ = std::move(subject);
    prepared.study_ = study;
    for (const Prompt& prompt : study.prompts) {
        auto ids = lens::encodePrompt(*prepared.subject_->tokenizer, prompt.text, study.chat);
        if (!ids) return tl::unexpected(within("prompt " + prompt.id, ids.error()));
        lens::GenerationRequest request;
        request.prompt = *ids;
        request.streams = {lens::StreamPlan{}};
        request.sampling = study.sampling;
        request.max_new_tokens = study.new_tokens;
        if (auto good = request.check(*prepared.subject_); !good)
            return tl::unexpected(within("prompt " + prompt.id, good.error()));
        prepared.longest_ = std::max(prepared.longest_, static_cast<int>(ids->size()) + study.new_tokens);
        prepared.ids_.push_back(*std::move(ids));
    }
    return prepared;
}

lens::PooledText PreparedStudy::textOf(const Trial& trial) const {
    lens::PooledText text;
    text.request.prompt = idsOf(trial.prompt);
    text.request.scope = study_.scope;
    text.request.sampling = study_.sampling;
    text.request.sampling.seed = study_.seeds[static_cast<std::size_t>(trial.seed)];
    text.request.max_new_tokens = study_.new_tokens;
    text.request.stop_at_end = study_.stop_at_end;
    text.plan.distortion = study_.arms[static_cast<std::size_t>(trial.arm)].distortion;
    return text;
}

Result<PreparedStudy::Effect> PreparedStudy::effectOn(int prompt, int arm, const std::stop_token& stop) {
    const auto& distortion = study_.arms[static_cast<std::size_t>(arm)].distortion;
    if (!distortion) return Effect{};
    if (const auto known = effects_.find({prompt, arm}); known != effects_.end()) return known->second;
    lens::DistortedEmbedding embedding(subject_, *distortion);
    const auto view = lens::viewCodec(*subject_, embedding, idsOf(prompt), stop);
    if (!view) return tl::unexpected(view.error());
    const auto score = lens::score(*subject_, embedding, idsOf(prompt), stop);
    if (!score) return tl::unexpected(score.error());
    if (score->stopped) return fail(ErrorCode::cancelled, "prompt", "the computation was stopped");
    Effect effect{.cosine_mean = view->cosine.mean,
                  .cosine_flattened = view->cosine.flattened,
                  .bytes = meanBytes(*view),
                  .kl = score->mean_kl,
                  .recovered = {}};
    if (view->restored) effect.recovered = view->restored->recovered / static_cast<double>(view->ids.size());
    return effects_.emplace(std::pair(prompt, arm), effect).first->second;
}

}  // namespace lossylens::study
