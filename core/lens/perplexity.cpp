#include "lens/perplexity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lens/token_feed.h"
#include "metrics/divergence.h"

namespace lossylens::lens {
namespace {

constexpr std::size_t rows_at_once = 64;  // × 49 152 logits: 12 MiB

// Continuations while they are read: one stream each, behind the prompt that all share.
class Reader {
public:
    Reader(const Subject& subject, std::span<const int> prompt,
           const std::vector<std::span<const int>>& continuations)
        : subject_(subject),
          prompt_(prompt),
          continuations_(continuations),
          surprise_(continuations.size()),
          decoder_(subject.model, static_cast<int>(continuations.size()),
                   static_cast<int>(prompt.size() + longest())) {}

    Result<void> readPrompt(const std::stop_token& stop) {
        const std::vector<float> rows = embeddingsOf(*subject_.model, prompt_);
        const auto logits =
            decoder_.advance(std::vector{nn::Feed{0, rows}}, nn::LogitsOf::last_position, stop);
        if (!logits) return tl::unexpected(logits.error());
        for (std::size_t i = 0; i < continuations_.size(); ++i) {
            if (i > 0) decoder_.copyStream(0, static_cast<int>(i));
            if (!continuations_[i].empty()) add(i, 0, logits->row(0));
        }
        return {};
    }

    // The logits after id `start` and the ids that follow it, of every continuation that goes on so far.
    Result<void> readOn(std::size_t start, std::size_t count, const std::stop_token& stop) {
        std::vector<std::size_t> reading;
        std::vector<std::vector<float>> rows;
        std::vector<nn::Feed> feeds;
        for (std::size_t i = 0; i < continuations_.size(); ++i) {
            const auto ids = fed(i, start, count);
            if (ids.empty()) continue;
            reading.push_back(i);
            feeds.push_back({static_cast<int>(i), rows.emplace_back(embeddingsOf(*subject_.model, ids))});
        }
        const auto logits = decoder_.advance(feeds, nn::LogitsOf::every_position, stop);
        if (!logits) return tl::unexpected(logits.error());
        int row = 0;
        for (const std::size_t i : reading) {
            for (std::size_t k = 0; k < fed(i, start, count).size(); ++k)
                add(i, start + k + 1, logits->row(row++));
        }
        return {};
    }

    [[nodiscard]] std::size_t longest() const {
        const auto longer = [](std::size_t most, const auto& ids) { return std::max(most, ids.size()); };
        return std::accumulate(continuations_.begin(), continuations_.end(), std::size_t{0}, longer);
    }

    [[nodiscard]] std::vector<std::optional<double>> perplexities() const {
        std::vector<std::optional<double>> all(continuations_.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!continuations_[i].empty())
                all[i] = std::exp(surprise_[i] / static_cast<double>(continuations_[i].size()));
        }
        return all;
    }

private:
    // What is read of a continuation from `start` on: its last id has nothing after it.
    [[nodiscard]] std::span<const int> fed(std::size_t i, std::size_t start, std::size_t count) const {
        const std::span<const int> ids = continuations_[i];
        if (start + 1 >= ids.size()) return {};
        return ids.subspan(start, std::min(count, ids.size() - 1 - start));
    }

    void add(std::size_t i, std::size_t position, std::span<const float> logits) {
        surprise_[i] -= metrics::logProbability(logits, continuations_[i][position]);
    }

    const Subject& subject_;
    std::span<const int> prompt_;
    const std::vector<std::span<const int>>& continuations_;
    std::vector<double> surprise_;  // nats, so far
    nn::Decoder decoder_;
};

}  // namespace

Result<std::vector<std::optional<double>>> perplexities(
    const Subject& subject, std::span<const int> prompt,
    const std::vector<std::span<const int>>& continuations, std::stop_token stop) {
    const bool nothing = std::ranges::all_of(continuations, [](const auto& ids) { return ids.empty(); });
    if (prompt.empty() || nothing) return std::vector<std::optional<double>>(continuations.size());
    Reader reader(subject, prompt, continuations);
    if (auto done = reader.readPrompt(stop); !done) return tl::unexpected(done.error());
    const std::size_t count = std::max<std::size_t>(rows_at_once / continuations.size(), 1);
    for (std::size_t start = 0; start + 1 < reader.longest(); start += count) {
        if (auto done = reader.readOn(start, count, stop); !done) return tl::unexpected(done.error());
    }
    return reader.perplexities();
}

}  // namespace lossylens::lens
