#include "lens/distorted_text.h"

#include <algorithm>

#include "lens/token_feed.h"

namespace lossylens::lens {
namespace {

Result<void> distortPrompt(DistortedEmbedding& embedding, std::span<const int> ids, std::span<float> rows,
                           const std::stop_token& stop) {
    const auto prompt = embedding.prompt(ids, stop);
    if (!prompt) return tl::unexpected(prompt.error());
    auto end = rows.begin();
    for (const DistortedRow* row : prompt->rows) end = std::ranges::copy(row->after, end).out;
    return {};
}

}  // namespace

Result<std::vector<float>> distortedRows(const nn::Model& model, DistortedEmbedding& embedding,
                                         const TextToDistort& text, const std::stop_token& stop) {
    std::vector<float> rows = embeddingsOf(model, text.prompt);
    if (text.scope != Scope::generated) {
        if (auto done = distortPrompt(embedding, text.prompt, rows, stop); !done)
            return tl::unexpected(done.error());
    }
    if (text.scope == Scope::prompt) {
        const std::vector<float> own = embeddingsOf(model, text.continuation);
        rows.insert(rows.end(), own.begin(), own.end());
        return rows;
    }
    std::vector<DistortedEmbedding::Wanted> wanted;
    for (std::size_t i = 0; i < text.continuation.size(); ++i)
        wanted.push_back({&embedding, text.continuation[i], static_cast<int>(text.prompt.size() + i)});
    if (auto done = DistortedEmbedding::compute(wanted, stop); !done) return tl::unexpected(done.error());
    for (const auto& [of, id, position] : wanted) {
        const auto row = of->row(id, position);
        if (!row) return tl::unexpected(row.error());
        rows.insert(rows.end(), (*row)->after.begin(), (*row)->after.end());
    }
    return rows;
}

}  // namespace lossylens::lens
