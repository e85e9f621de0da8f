#include "lens/nearest_tokens.h"

#include "codec/nearest_rows.h"

namespace lossylens::lens {

Result<std::vector<std::vector<NearToken>>> nearestTokens(const Subject& subject,
                                                          const std::vector<std::span<const float>>& rows,
                                                          int k, std::stop_token stop) {
    const auto nearest = codec::nearestRows(*subject.table, rows, k, stop);
    if (!nearest) return tl::unexpected(nearest.error());
    std::vector<std::vector<NearToken>> tokens;
    for (const auto& near : *nearest) {
        auto& own = tokens.emplace_back();
        for (const codec::NearRow& row : near) {
            own.push_back(
                {.id = row.id, .piece = text::pieceOf(*subject.tokenizer, row.id), .cosine = row.cosine});
        }
    }
    return tokens;
}

}  // namespace lossylens::lens
