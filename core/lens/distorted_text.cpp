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
    for (const int id : text.continuation) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "distorted text", "stopped");
        const auto row = embedding.row(id);
        if (!row) return tl::unexpected(row.error());
        rows.insert(rows.end(), (*row)->after.begin(), (*row)->after.end());
    }
    return rows;
}

}  // namespace lossylens::lens
