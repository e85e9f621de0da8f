#include "lens/token_feed.h"

#include <algorithm>

namespace lossylens::lens {
namespace {

constexpr int positions_at_once = 32;  // × 2 streams × 49 152 logits: 12 MiB

}  // namespace

std::vector<float> embeddingsOf(const nn::Model& model, std::span<const int> ids) {
    const std::size_t dimensions = model.shape().dimensions;
    std::vector<float> embeddings(ids.size() * dimensions);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        model.embedding(ids[i], std::span(embeddings).subspan(i * dimensions, dimensions));
    }
    return embeddings;
}

Result<void> feedFixedText(const std::shared_ptr<const nn::Model>& model,
                           const std::vector<std::span<const float>>& streams, const UseLogits& use,
                           std::stop_token stop) {
    const std::size_t dimensions = model->shape().dimensions;
    const int positions = static_cast<int>(streams.front().size() / dimensions);
    nn::Decoder decoder(model, static_cast<int>(streams.size()), positions);
    for (int start = 0; start < positions; start += positions_at_once) {
        const int count = std::min(positions_at_once, positions - start);
        std::vector<nn::Feed> feeds;
        for (std::size_t i = 0; i < streams.size(); ++i) {
            feeds.push_back(
                {static_cast<int>(i), streams[i].subspan(start * dimensions, count * dimensions)});
        }
        const auto logits = decoder.advance(feeds, nn::LogitsOf::every_position, stop);
        if (!logits) return tl::unexpected(logits.error());
        for (int i = 0; i < count; ++i) {
            std::vector<std::span<const float>> rows;
            for (std::size_t s = 0; s < streams.size(); ++s)
                rows.push_back(logits->row(static_cast<int>(s) * count + i));
            use(start + i, rows);
        }
    }
    return {};
}

}  // namespace lossylens::lens
