#pragma once

#include <span>
#include <string>
#include <vector>

namespace lossylens::metrics {

struct PhraseOptions {
    int longest = 3;     // words of a phrase at most
    double prior = 500;  // how many phrases the prior counts for; more pulls rare ones closer to nothing
};

// A phrase and in how many texts of either group it occurs.
struct Phrase {
    std::string words;  // in lower case, a space between them
    int texts = 0;
    int baseline_texts = 0;
    double log_odds = 0;  // above 0: more in the texts than in the baseline
    double z = 0;         // log_odds in standard errors
};

// What the words of one group of texts are against another's: log-odds ratio with an informative Dirichlet
// prior (Monroe, Colaresi and Quinn 2008, equations 16, 20 and 22), the prior in proportion to both groups
// together. A phrase counts once a text, however often the text repeats it. By falling z, then by words.
[[nodiscard]] std::vector<Phrase> comparePhrases(std::span<const std::string> texts,
                                                 std::span<const std::string> baseline,
                                                 const PhraseOptions& options = {});

}  // namespace lossylens::metrics
