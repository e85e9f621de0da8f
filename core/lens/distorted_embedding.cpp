#include "lens/distorted_embedding.h"

#include <algorithm>
#include <utility>

#include "lens/token_feed.h"
#include "metrics/similarity.h"

namespace lossylens::lens {
namespace {

DistortedRow rowOf(std::span<const float> before, codec::Distorted distorted) {
    const auto cosine = metrics::cosine(before, distorted.embedding);
    return {.before = {before.begin(), before.end()},
            .after = std::move(distorted.embedding),
            .cosine = cosine,
            .bytes = distorted.bytes,
            .strength = distorted.strength,
            .target = distorted.target,
            .achieved = distorted.achieved,
            .nearest = distorted.nearest};
}

}  // namespace

DistortedEmbedding::DistortedEmbedding(SubjectPointer subject, codec::DistortionSpec spec)
    : subject_(std::move(subject)), spec_(std::move(spec)) {}

DistortedEmbedding::Key DistortedEmbedding::keyOf(int id, int position) const {
    const auto place = static_cast<Key>(isFresh() ? position : 0);
    return place << 32U | static_cast<Key>(static_cast<std::uint32_t>(id));
}

Result<void> DistortedEmbedding::compute(const std::vector<Wanted>& wanted, const std::stop_token& stop) {
    struct New {
        DistortedEmbedding* of;
        Key key;
        std::vector<float> before;
        codec::Distorted distorted;
    };
    std::vector<New> made;
    for (const auto& [of, id, position] : wanted) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "distorted prompt", "stopped");
        const Key key = of->keyOf(id, position);
        const auto isThat = [&](const New& one) { return one.of == of && one.key == key; };
        if (of->rows_.contains(key) || std::ranges::any_of(made, isThat)) continue;
        std::vector<float> before = embeddingsOf(*of->subject_->model, std::span(&id, 1));
        auto distorted =
            codec::distortWithoutNearest(before, id, of->spec_, {of->subject_->table.get(), position, stop});
        if (!distorted) return tl::unexpected(distorted.error());
        made.push_back({of, key, std::move(before), *std::move(distorted)});
    }
    std::vector<codec::Distorted*> to_replace;
    for (New& one : made) {
        if (one.of->spec_.finish == codec::DistortionSpec::Finish::nearest)
            to_replace.push_back(&one.distorted);
    }
    if (!to_replace.empty()) {
        const auto* table = wanted.front().of->subject_->table.get();
        if (auto done = codec::putNearest(to_replace, {table, 0, stop}); !done) return done;
    }
    for (New& one : made) one.of->rows_.emplace(one.key, rowOf(one.before, std::move(one.distorted)));
    return {};
}

Result<const DistortedRow*> DistortedEmbedding::row(int id, int position, const std::stop_token& stop) {
    if (auto done = compute({{this, id, position}}, stop); !done) return tl::unexpected(done.error());
    return &rows_.at(keyOf(id, position));
}

Result<DistortedEmbedding::Prompt> DistortedEmbedding::prompt(std::span<const int> ids,
                                                              const std::stop_token& stop) {
    if (codec::makesOneImage(spec_) && !ids.empty()) return oneImage(ids, stop);
    std::vector<Wanted> wanted;
    for (std::size_t i = 0; i < ids.size(); ++i) wanted.push_back({this, ids[i], static_cast<int>(i)});
    if (auto done = compute(wanted, stop); !done) return tl::unexpected(done.error());
    Prompt prompt;
    for (const Wanted& one : wanted) prompt.rows.push_back(&rows_.at(keyOf(one.id, one.position)));
    return prompt;
}

Result<DistortedEmbedding::Prompt> DistortedEmbedding::oneImage(std::span<const int> ids,
                                                                const std::stop_token& stop) {
    const std::vector<float> before = embeddingsOf(*subject_->model, ids);
    auto distorted = codec::distortPrompt(before, ids, spec_, {subject_->table.get(), 0, stop});
    if (!distorted) return tl::unexpected(distorted.error());
    const std::size_t d = before.size() / ids.size();
    Prompt prompt{.rows = {}, .bytes = distorted->bytes};
    prompt_rows_.clear();
    for (std::size_t i = 0; i < ids.size(); ++i)
        prompt_rows_.push_back(rowOf(std::span(before).subspan(i * d, d), std::move(distorted->rows[i])));
    for (const DistortedRow& row : prompt_rows_) prompt.rows.push_back(&row);
    return prompt;
}

}  // namespace lossylens::lens
