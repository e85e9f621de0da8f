#include "metrics/phrases.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "metrics/words.h"

namespace lossylens::metrics {
namespace {

std::set<std::string> phrasesOf(const std::string& text, int longest) {
    std::set<std::string> phrases;
    const std::vector<std::string> words = wordsOf(text);
    for (std::size_t first = 0; first < words.size(); ++first) {
        std::string phrase;
        const std::size_t end = std::min(words.size(), first + static_cast<std::size_t>(longest));
        for (std::size_t i = first; i < end; ++i) {
            if (i > first) phrase += ' ';
            phrase += words[i];
            phrases.insert(phrase);
        }
    }
    return phrases;
}

// ln of the odds of a phrase in a group, the prior counted in.
double logOdds(double count, double all, double prior, double all_prior) {
    return std::log((count + prior) / (all + all_prior - count - prior));
}

}  // namespace

std::vector<Phrase> comparePhrases(std::span<const std::string> texts, std::span<const std::string> baseline,
                                   const PhraseOptions& options) {
    std::map<std::string, Phrase> found;
    double here = 0, there = 0;  // all phrases of either group, once a text
    for (const std::string& text : texts) {
        for (const std::string& words : phrasesOf(text, options.longest)) ++found[words].texts, ++here;
    }
    for (const std::string& text : baseline) {
        for (const std::string& words : phrasesOf(text, options.longest))
            ++found[words].baseline_texts, ++there;
    }
    std::vector<Phrase> phrases;
    for (auto& [words, phrase] : found) {
        const double prior = options.prior * (phrase.texts + phrase.baseline_texts) / (here + there);
        phrase.words = words;
        if (found.size() > 1) {  // the odds of the only one are infinite on both sides
            phrase.log_odds = logOdds(phrase.texts, here, prior, options.prior) -
                              logOdds(phrase.baseline_texts, there, prior, options.prior);
        }
        phrase.z =
            phrase.log_odds / std::sqrt(1 / (phrase.texts + prior) + 1 / (phrase.baseline_texts + prior));
        phrases.push_back(phrase);
    }
    std::ranges::stable_sort(phrases, std::greater<>(), &Phrase::z);
    return phrases;
}

}  // namespace lossylens::metrics
