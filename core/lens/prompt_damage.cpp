#include "lens/prompt_damage.h"

#include <algorithm>
#include <utility>

#include "lens/token_feed.h"
#include "metrics/divergence.h"
#include "nn/sampler.h"

namespace lossylens::lens {
namespace {

constexpr int variants_at_once = 8;

}  // namespace

PromptDamage::PromptDamage(SubjectPointer subject, Rows base, int tokens)
    : subject_(std::move(subject)),
      dimensions_(static_cast<std::size_t>(subject_->model->shape().dimensions)),
      decoder_(subject_->model, variants_at_once + 1, static_cast<int>(base.size()) + tokens),
      anchor_(std::move(base)) {}

Result<PromptDamage> PromptDamage::of(SubjectPointer subject, Rows base, int tokens,
                                      const std::stop_token& stop) {
    if (base.empty()) return fail(ErrorCode::usage, "prompt", "is empty", "write at least one token");
    if (tokens < 1) return fail(ErrorCode::usage, "continuation", "has no tokens", "ask for at least 1");
    const auto context = static_cast<std::size_t>(subject->model->shape().context);
    if (base.size() + static_cast<std::size_t>(tokens) > context) {
        return fail(ErrorCode::limit, "prompt",
                    std::to_string(base.size()) + " tokens and " + std::to_string(tokens) +
                        " of a continuation are more than the model's context of " + std::to_string(context),
                    "shorten the prompt or the continuation");
    }
    PromptDamage damage(std::move(subject), std::move(base), tokens);
    if (auto written = damage.writeContinuation(tokens, stop); !written)
        return tl::unexpected(written.error());
    return damage;
}

std::vector<float> PromptDamage::joined(const Rows& rows, std::size_t first, std::size_t end) const {
    std::vector<float> numbers;
    numbers.reserve((end - first) * dimensions_);
    for (std::size_t i = first; i < end; ++i) numbers.insert(numbers.end(), rows[i], rows[i] + dimensions_);
    return numbers;
}

Result<void> PromptDamage::writeContinuation(int tokens, const std::stop_token& stop) {
    nn::Sampling likeliest;
    likeliest.greedy = true;
    nn::Sampler sampler(likeliest, subject_->tokenizer->size());
    std::vector<float> next = joined(anchor_, 0, anchor_.size());
    while (std::cmp_less(continuation_.size(), tokens)) {
        const nn::Feed feed{0, next};
        const auto logits = decoder_.advance(std::span(&feed, 1), nn::LogitsOf::last_position, stop);
        if (!logits) return tl::unexpected(logits.error());
        const auto id = sampler.pick(logits->row(0), static_cast<int>(anchor_.size() + continuation_.size()));
        if (!id) return tl::unexpected(id.error());
        base_.push_back(metrics::logSoftmax(logits->row(0)));
        base_top1_.push_back(metrics::argmax(logits->row(0)));
        continuation_.push_back(*id);
        if (subject_->tokenizer->endsText(*id)) break;
        next = embeddingsOf(*subject_->model, std::span(&continuation_.back(), 1));
    }
    continuation_rows_ =
        embeddingsOf(*subject_->model, std::span(continuation_).first(continuation_.size() - 1));
    decoder_.rewind(0, static_cast<int>(anchor_.size()) - 1);
    return {};
}

Result<void> PromptDamage::setAnchor(Rows rows, const std::stop_token& stop) {
    const auto shared = static_cast<std::size_t>(std::ranges::mismatch(rows, anchor_).in1 - rows.begin());
    const std::size_t kept = std::min(shared, rows.size() - 1);
    decoder_.rewind(0, static_cast<int>(kept));
    anchor_.resize(kept);
    if (const auto numbers = joined(rows, kept, rows.size() - 1); !numbers.empty()) {
        const nn::Feed feed{0, numbers};
        const auto fed = decoder_.advance(std::span(&feed, 1), nn::LogitsOf::last_position, stop);
        if (!fed) return tl::unexpected(fed.error());
    }
    anchor_ = std::move(rows);
    return {};
}

PromptDamage::Damage PromptDamage::compare(const nn::Logits& logits, std::size_t first_row) const {
    Damage damage;
    for (std::size_t i = 0; i < base_.size(); ++i) {
        const auto row = logits.row(static_cast<int>(first_row + i));
        damage.kl += metrics::klDivergence(base_[i], metrics::logSoftmax(row));
        damage.top1 += metrics::argmax(row) == base_top1_[i] ? 1 : 0;
    }
    damage.kl /= static_cast<double>(base_.size());
    damage.top1 /= static_cast<double>(base_.size());
    return damage;
}

Result<std::vector<PromptDamage::Damage>> PromptDamage::measure(std::span<const Rows> variants,
                                                                const std::stop_token& stop) {
    std::vector<Damage> all;
    while (!variants.empty()) {
        const auto now = variants.first(std::min<std::size_t>(variants.size(), variants_at_once));
        const auto some = measureTogether(now, stop);
        if (!some) return some;
        all.insert(all.end(), some->begin(), some->end());
        variants = variants.subspan(now.size());
    }
    return all;
}

// First what comes before the last row of the prompt, whose logits nobody wants, then the rest.
Result<std::vector<PromptDamage::Damage>> PromptDamage::measureTogether(std::span<const Rows> variants,
                                                                        const std::stop_token& stop) {
    const std::size_t before_last = anchor_.size() - 1;
    std::vector<std::vector<float>> firsts, lasts;
    std::vector<nn::Feed> beginnings, ends;
    for (std::size_t v = 0; v < variants.size(); ++v) {
        const Rows& rows = variants[v];
        const int stream = static_cast<int>(v) + 1;
        const auto shared = static_cast<std::size_t>(std::ranges::mismatch(rows, anchor_).in1 - rows.begin());
        const std::size_t kept = std::min(shared, before_last);
        decoder_.copyStream(0, stream);
        decoder_.rewind(stream, static_cast<int>(kept));
        firsts.push_back(joined(rows, kept, before_last));
        lasts.push_back(joined(rows, before_last, rows.size()));
        lasts.back().insert(lasts.back().end(), continuation_rows_.begin(), continuation_rows_.end());
    }
    for (std::size_t v = 0; v < variants.size(); ++v) {
        if (!firsts[v].empty()) beginnings.push_back({static_cast<int>(v) + 1, firsts[v]});
        ends.push_back({static_cast<int>(v) + 1, lasts[v]});
    }
    if (!beginnings.empty()) {
        const auto fed = decoder_.advance(beginnings, nn::LogitsOf::last_position, stop);
        if (!fed) return tl::unexpected(fed.error());
    }
    const auto logits = decoder_.advance(ends, nn::LogitsOf::every_position, stop);
    if (!logits) return tl::unexpected(logits.error());
    std::vector<Damage> all;
    for (std::size_t v = 0; v < variants.size(); ++v) all.push_back(compare(*logits, v * base_.size()));
    measured_ += static_cast<int>(variants.size());
    return all;
}

}  // namespace lossylens::lens
