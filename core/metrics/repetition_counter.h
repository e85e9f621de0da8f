#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "metrics/repetition.h"

namespace lossylens::metrics {

// The measures of repetition.h of a text that is being written: an id costs the same however long the text
// is, and each value equals that function's of the ids so far.
class RepetitionCounter {
public:
    static constexpr int longest_ngram = 4;

    void push(int id);

    [[nodiscard]] std::optional<double> distinctN(int n) const;  // n from 1 to longest_ngram, else empty
    [[nodiscard]] std::optional<double> seqRep(int n) const;
    [[nodiscard]] std::optional<double> diversity() const;
    [[nodiscard]] std::optional<Loop> terminalLoop() const;
    [[nodiscard]] int length() const { return static_cast<int>(ids_.size()); }

private:
    // An n-gram is the (n-1)-gram in front, by its number, and the last id: exact, whatever the ids are.
    std::array<std::unordered_map<std::uint64_t, std::uint32_t>, longest_ngram> ngrams_;
    std::array<std::uint32_t, longest_ngram> last_{};  // numbers of the n-grams that end the text
    std::vector<int> ids_;
    std::vector<int> matches_;  // by period: last ids that equal the one a period earlier
};

}  // namespace lossylens::metrics
