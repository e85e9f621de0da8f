#include "lens/distorted_embedding.h"

#include <utility>

#include "lens/token_feed.h"
#include "metrics/similarity.h"

namespace lossylens::lens {

DistortedEmbedding::DistortedEmbedding(SubjectPointer subject, codec::DistortionSpec spec)
    : subject_(std::move(subject)), spec_(std::move(spec)) {}

Result<const DistortedRow*> DistortedEmbedding::row(int id) {
    if (const auto found = rows_.find(id); found != rows_.end()) return &found->second;
    DistortedRow row;
    row.before.resize(subject_->model->shape().dimensions);
    subject_->model->embedding(id, row.before);
    auto distorted = codec::distort(row.before, id, spec_);
    if (!distorted) return tl::unexpected(distorted.error());
    row.cosine = metrics::cosine(row.before, distorted->embedding);
    row.after = std::move(distorted->embedding);
    row.bytes = distorted->bytes;
    return &rows_.emplace(id, std::move(row)).first->second;
}

Result<DistortedEmbedding::Prompt> DistortedEmbedding::prompt(std::span<const int> ids,
                                                              const std::stop_token& stop) {
    if (codec::makesOneImage(spec_) && !ids.empty()) return oneImage(ids);
    Prompt prompt;
    for (const int id : ids) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "distorted prompt", "stopped");
        const auto one = row(id);
        if (!one) return tl::unexpected(one.error());
        prompt.rows.push_back(*one);
    }
    return prompt;
}

Result<DistortedEmbedding::Prompt> DistortedEmbedding::oneImage(std::span<const int> ids) {
    const std::vector<float> before = embeddingsOf(*subject_->model, ids);
    auto distorted = codec::distortPrompt(before, ids, spec_);
    if (!distorted) return tl::unexpected(distorted.error());
    const std::size_t d = before.size() / ids.size();
    Prompt prompt{.rows = {}, .bytes = distorted->bytes};
    prompt_rows_.clear();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const std::span<const float> own = std::span(before).subspan(i * d, d);
        DistortedRow row{.before = {own.begin(), own.end()},
                         .after = std::move(distorted->rows[i].embedding),
                         .cosine = {},
                         .bytes = {}};
        row.cosine = metrics::cosine(row.before, row.after);
        prompt_rows_.push_back(std::move(row));
    }
    for (const DistortedRow& row : prompt_rows_) prompt.rows.push_back(&row);
    return prompt;
}

}  // namespace lossylens::lens
