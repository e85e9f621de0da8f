#include "metrics/repetition_counter.h"

#include <algorithm>

#include "metrics/loop_choice.h"

namespace lossylens::metrics {

void RepetitionCounter::push(int id) {
    std::uint32_t in_front = 0;  // nothing is in front of a 1-gram
    for (int n = 1; n <= std::min(longest_ngram, length() + 1); ++n) {
        auto& known = ngrams_[n - 1];
        const std::uint64_t key = std::uint64_t{in_front} << 32U | static_cast<std::uint32_t>(id);
        in_front = last_[n - 1];  // ends before the new id: what the next longer one has in front
        last_[n - 1] = known.emplace(key, static_cast<std::uint32_t>(known.size())).first->second;
    }
    matches_.resize(longest_period + 1);
    for (int period = 1; period <= std::min(longest_period, length()); ++period) {
        const bool equal = ids_[ids_.size() - static_cast<std::size_t>(period)] == id;
        matches_[period] = equal ? matches_[period] + 1 : 0;
    }
    ids_.push_back(id);
}

std::optional<double> RepetitionCounter::distinctN(int n) const {
    if (n < 1 || n > longest_ngram || length() < n) return std::nullopt;
    return static_cast<double>(ngrams_[n - 1].size()) / (length() - n + 1);
}

std::optional<double> RepetitionCounter::seqRep(int n) const {
    const auto distinct = distinctN(n);
    if (!distinct) return std::nullopt;
    return 1.0 - *distinct;
}

std::optional<double> RepetitionCounter::diversity() const {
    if (length() < longest_ngram) return std::nullopt;
    return *distinctN(2) * *distinctN(3) * *distinctN(4);
}

std::optional<Loop> RepetitionCounter::terminalLoop() const {
    return chooseLoop(length(), [this](int period) { return matches_[period]; });
}

}  // namespace lossylens::metrics
