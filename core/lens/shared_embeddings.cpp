#include "lens/shared_embeddings.h"

#include <algorithm>

namespace lossylens::lens {

std::shared_ptr<DistortedEmbedding> SharedEmbeddings::of(const codec::DistortionSpec& spec,
                                                         std::size_t rows) {
    if (codec::makesOneImage(spec)) return std::make_shared<DistortedEmbedding>(subject_, spec);
    const auto dimensions = static_cast<std::size_t>(subject_->model->shape().dimensions);
    rows_ += rows;
    if (rows_ * (sizeof(DistortedRow) + 2 * dimensions * sizeof(float)) > limit_) {
        std::erase_if(known_, [](const auto& one) { return one.use_count() == 1; });
        rows_ = rows;
    }
    const auto found = std::ranges::find(known_, spec, [](const auto& one) { return one->spec(); });
    if (found != known_.end()) return *found;
    return known_.emplace_back(std::make_shared<DistortedEmbedding>(subject_, spec));
}

}  // namespace lossylens::lens
