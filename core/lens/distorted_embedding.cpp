#include "lens/distorted_embedding.h"

#include <utility>

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

}  // namespace lossylens::lens
