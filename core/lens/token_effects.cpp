#include "lens/token_effects.h"

#include <algorithm>
#include <numeric>

#include "text/utf8.h"

namespace lossylens::lens {
namespace {

constexpr std::size_t tokens_at_once = 8;

Result<std::vector<const DistortedRow*>> rowsOf(DistortedEmbedding& embedding, std::span<const int> ids) {
    auto prompt = embedding.prompt(ids);
    if (!prompt) return tl::unexpected(prompt.error());
    return std::move(prompt->rows);
}

}  // namespace

std::string textOf(const text::Tokenizer& tokenizer, std::span<const int> ids) {
    text::Utf8Stream characters;
    std::string text;
    for (const int id : ids) text += characters.push(tokenizer.bytesOf(id));
    return text + characters.finish();
}

std::vector<std::size_t> TokenEffects::byEffect() const {
    std::vector<std::size_t> places(tokens.size());
    std::iota(places.begin(), places.end(), 0);
    std::ranges::stable_sort(places, std::greater<>(), [this](std::size_t i) { return tokens[i].damage.kl; });
    return places;
}

Result<TokenEffects> measureTokenEffects(const SubjectPointer& subject, std::span<const int> ids,
                                         const codec::DistortionSpec& spec, const TokenEffectOptions& options,
                                         std::stop_token stop) {
    if (codec::makesOneImage(spec)) {
        return fail(ErrorCode::usage, codec::streamName(spec), "makes one image of all tokens",
                    "choose a layout in which each token has its own");
    }
    DistortedEmbedding embedding(subject, spec);
    const auto rows = rowsOf(embedding, ids);
    if (!rows) return tl::unexpected(rows.error());
    PromptDamage::Rows base, distorted;
    for (const DistortedRow* row : *rows) {
        base.push_back(row->before.data());
        distorted.push_back(row->after.data());
    }
    auto damage = PromptDamage::of(subject, base, options.continuation, stop);
    if (!damage) return tl::unexpected(damage.error());

    TokenEffects effects;
    effects.spec = spec;
    effects.continuation.assign(damage->continuation().begin(), damage->continuation().end());
    effects.continuation_text = textOf(*subject->tokenizer, effects.continuation);
    const std::vector<std::string> pieces = text::pieces(*subject->tokenizer, ids);
    while (effects.tokens.size() < ids.size()) {
        const std::size_t first = effects.tokens.size();
        std::vector<PromptDamage::Rows> variants;
        for (std::size_t i = first; i < std::min(first + tokens_at_once, ids.size()); ++i) {
            variants.push_back(base);
            variants.back()[i] = distorted[i];
        }
        const auto measured = damage->measure(variants, stop);
        if (!measured && measured.error().code == ErrorCode::cancelled) effects.stopped = true;
        if (effects.stopped) return effects;
        if (!measured) return tl::unexpected(measured.error());
        for (std::size_t i = first; i < first + measured->size(); ++i) {
            effects.tokens.push_back({.id = ids[i],
                                      .piece = pieces[i],
                                      .cosine = (*rows)[i]->cosine,
                                      .bytes = (*rows)[i]->bytes,
                                      .damage = (*measured)[i - first]});
        }
        if (options.progress)
            options.progress(static_cast<int>(effects.tokens.size()), static_cast<int>(ids.size()));
    }
    const auto together = damage->measure(std::span(&distorted, 1), stop);
    if (!together && together.error().code != ErrorCode::cancelled) return tl::unexpected(together.error());
    effects.stopped = !together;
    if (together) effects.together = together->front();
    return effects;
}

}  // namespace lossylens::lens
