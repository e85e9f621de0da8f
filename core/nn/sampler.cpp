#include "nn/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "base/random.h"

namespace lossylens::nn {
namespace {

Result<void> checkLogits(std::span<const float> logits, int position) {
    bool any_finite = false;
    for (const float logit : logits) {
        if (std::isnan(logit) || logit == std::numeric_limits<float>::infinity()) {
            return fail(ErrorCode::not_finite, "position " + std::to_string(position),
                        "the model's logits hold a number that is not finite");
        }
        any_finite = any_finite || std::isfinite(logit);
    }
    if (!any_finite) {
        return fail(ErrorCode::not_finite, "position " + std::to_string(position),
                    "the model gives no token a probability (all logits are -infinity)");
    }
    return {};
}

}  // namespace

Result<void> Sampling::check() const {
    if (!(temperature > 0) || !std::isfinite(temperature)) {
        return fail(ErrorCode::usage, "temperature", "it must be a number above 0",
                    "for the most probable token at each position choose greedy");
    }
    if (top_k < 0) return fail(ErrorCode::usage, "top-k", "it must be 0 (all tokens) or more");
    if (!(top_p > 0 && top_p <= 1))
        return fail(ErrorCode::usage, "top-p", "it must be above 0 and at most 1");
    return {};
}

Sampler::Sampler(const Sampling& sampling, int ids) : sampling_(sampling), ids_(ids) {}

Result<int> Sampler::pick(std::span<const float> logits, int position) {
    logits = logits.first(std::min(logits.size(), static_cast<std::size_t>(ids_)));
    if (const auto checked = checkLogits(logits, position); !checked) return tl::unexpected(checked.error());
    if (sampling_.greedy) {
        return static_cast<int>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    }
    keepTopK(logits);
    keepTopP(logits);
    return draw(position);
}

// Ids whose logit is not below the k-th largest: ties with it stay, as in transformers' TopKLogitsWarper. In
// one pass: the candidates so far give a lower bound of the k-th largest that most ids fail at once.
void Sampler::keepTopK(std::span<const float> logits) {
    const auto larger = [&](int a, int b) {
        return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
    };
    const auto k = sampling_.top_k == 0 ? logits.size() : static_cast<std::size_t>(sampling_.top_k);
    float bound = std::numeric_limits<float>::lowest();  // -infinity has no probability
    const auto prune = [&] {
        if (candidates_.size() <= k) return;
        const auto kth = candidates_.begin() + static_cast<std::ptrdiff_t>(k - 1);
        std::nth_element(candidates_.begin(), kth, candidates_.end(), larger);
        bound = logits[static_cast<std::size_t>(*kth)];
        std::erase_if(candidates_, [&](int id) { return logits[static_cast<std::size_t>(id)] < bound; });
    };
    candidates_.clear();
    std::size_t room = 4 * k;
    for (std::size_t id = 0; id < logits.size(); ++id) {
        if (logits[id] < bound) continue;
        candidates_.push_back(static_cast<int>(id));
        if (candidates_.size() >= room) {
            prune();
            room = std::max(room, 2 * candidates_.size());  // ties may leave more than k
        }
    }
    prune();
}

// Orders the candidates by probability, ties by id, and keeps the fewest that together reach top_p.
void Sampler::keepTopP(std::span<const float> logits) {
    std::sort(candidates_.begin(), candidates_.end(), [&](int a, int b) {
        const float la = logits[static_cast<std::size_t>(a)];
        const float lb = logits[static_cast<std::size_t>(b)];
        return la != lb ? la > lb : a < b;
    });
    const double max = logits[static_cast<std::size_t>(candidates_.front())];
    double total = 0;
    weights_.clear();
    for (const int id : candidates_) {
        weights_.push_back(std::exp((logits[static_cast<std::size_t>(id)] - max) / sampling_.temperature));
        total += weights_.back();
    }
    if (sampling_.top_p == 1) return;
    std::size_t kept = 0;
    for (double before = 0; kept < weights_.size() && before < sampling_.top_p * total; ++kept) {
        before += weights_[kept];
    }
    weights_.resize(kept);
}

// The candidate at which the running sum of weights passes a fraction of their total.
int Sampler::draw(int position) const {
    double total = 0;
    for (const double weight : weights_) total += weight;
    double rest = total * randomUniform({sampling_.seed, static_cast<std::uint64_t>(position)});
    for (std::size_t i = 0; i < weights_.size(); ++i) {
        rest -= weights_[i];
        if (rest < 0) return candidates_[i];
    }
    return candidates_[weights_.size() - 1];  // rounding took the last fraction
}

}  // namespace lossylens::nn
