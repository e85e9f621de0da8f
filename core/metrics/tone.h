#pragma once

#include <optional>
#include <string_view>

#include "metrics/words.h"

namespace lossylens::metrics {

// How many of a text's sentences are negative: compound (sentiment.h) at most -.05. A proxy: despair can
// score positive on average, so that the share counts and not the mean.
struct Tone {
    int sentences = 0;
    int negative = 0;

    [[nodiscard]] std::optional<double> share() const {  // empty without sentences
        if (sentences == 0) return std::nullopt;
        return static_cast<double>(negative) / sentences;
    }
    friend bool operator==(const Tone&, const Tone&) = default;
};
[[nodiscard]] Tone toneOf(std::string_view text);

// The same while a text is written; each sentence is scored once, when it ends.
class ToneCounter {
public:
    void add(std::string_view text);  // what follows the text so far
    void finish();                    // no more: what is open is a sentence as well
    [[nodiscard]] const Tone& tone() const { return tone_; }

private:
    void count(std::string_view sentence);

    SentenceCutter cutter_;
    Tone tone_;
};

}  // namespace lossylens::metrics
