#include "metrics/sentiment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "metrics/characters.h"
#include "metrics/lexicon.h"

namespace lossylens::metrics {
namespace {

constexpr double normaliser = 15;
constexpr double capitals = 0.733;
constexpr double negation = -0.74;
constexpr double never_so = 1.25;
constexpr std::array fading{1.0, 0.95, 0.9};  // of a booster one, two, three words before

// A word as it is written, without punctuation around it; of at most two characters it may be an emoticon and
// keeps all. Text that is not ASCII has no case here.
struct Word {
    std::string lower;
    bool capital = false;  // letters, all of them capitals
    std::optional<double> valence;
};

std::string_view stripped(std::string_view token) {
    std::string_view core = token;
    while (!core.empty() && isPunctuation(core.front())) core.remove_prefix(1);
    while (!core.empty() && isPunctuation(core.back())) core.remove_suffix(1);
    return characterCount(core) <= 2 ? token : core;
}

Word wordOf(std::string_view token) {
    const std::string_view shown = stripped(token);
    Word word{.lower = lowerCase(shown), .capital = false, .valence = {}};
    word.capital = std::ranges::any_of(shown, isUpper) && std::ranges::none_of(shown, isLower);
    word.valence = valenceOf(word.lower);
    return word;
}

std::vector<Word> wordsIn(std::string_view sentence) {
    std::vector<Word> words;
    while (true) {
        while (!sentence.empty() && isSpace(sentence.front())) sentence.remove_prefix(1);
        if (sentence.empty()) return words;
        const auto end = std::ranges::find_if(sentence, isSpace) - sentence.begin();
        words.push_back(wordOf(sentence.substr(0, static_cast<std::size_t>(end))));
        sentence.remove_prefix(static_cast<std::size_t>(end));
    }
}

// One sentence while its words are weighed; `i` and `k` are places in it.
class Sentence {
public:
    explicit Sentence(std::string_view text) : words_(wordsIn(text)) {
        const auto capital = std::ranges::count_if(words_, &Word::capital);
        emphasised_ = capital > 0 && capital < std::ssize(words_);
    }

    [[nodiscard]] std::vector<double> valences() const {
        std::vector<double> all;
        for (std::size_t i = 0; i < words_.size(); ++i) all.push_back(valenceAt(i));
        halveBeforeBut(all);
        return all;
    }

private:
    [[nodiscard]] bool is(std::size_t i, std::string_view word) const { return words_[i].lower == word; }
    [[nodiscard]] bool isSoOrThis(std::size_t i) const { return is(i, "so") || is(i, "this"); }

    [[nodiscard]] std::string joined(std::size_t first, std::size_t count) const {
        std::string phrase = words_[first].lower;
        for (std::size_t i = first + 1; i < first + count; ++i) phrase.append(" ").append(words_[i].lower);
        return phrase;
    }

    [[nodiscard]] double valenceAt(std::size_t i) const {
        const Word& word = words_[i];
        if (!word.valence || boosts(word.lower)) return 0;
        if (is(i, "kind") && i + 1 < words_.size() && is(i + 1, "of")) return 0;
        double valence = withNo(i);
        if (word.capital && emphasised_) valence += valence > 0 ? capitals : -capitals;
        for (std::size_t before = 1; before <= 3 && before <= i; ++before) {
            if (words_[i - before].valence) continue;
            valence += boostBy(i - before, valence) * fading[before - 1];
            valence = negated(valence, i, before);
            if (before == 3) valence = idiomatic(valence, i);
        }
        return afterLeast(valence, i);
    }

    // "no" is a negation where a word with a valence follows, and turns the one or two words after it.
    [[nodiscard]] double withNo(std::size_t i) const {
        const double own = *words_[i].valence;
        const bool turned = (i > 0 && is(i - 1, "no")) || (i > 1 && is(i - 2, "no")) ||
                            (i > 2 && is(i - 3, "no") && (is(i - 1, "or") || is(i - 1, "nor")));
        if (turned) return own * negation;
        return is(i, "no") && i + 1 < words_.size() && words_[i + 1].valence ? 0 : own;
    }

    // What the word at k adds to a valence: "very" makes it stronger, "slightly" weaker, in capitals more so.
    [[nodiscard]] double boostBy(std::size_t k, double valence) const {
        double by = boostOf(words_[k].lower);
        if (by == 0) return 0;
        if (valence < 0) by = -by;
        if (words_[k].capital && emphasised_) by += valence > 0 ? capitals : -capitals;
        return by;
    }

    [[nodiscard]] double negated(double valence, std::size_t i, std::size_t before) const {
        if (before == 2) {
            if (is(i - 2, "never") && isSoOrThis(i - 1)) return valence * never_so;
            if (is(i - 2, "without") && is(i - 1, "doubt")) return valence;
        }
        if (before == 3) {
            // As the reference has it: "so" or "this" just before is enough.
            if ((is(i - 3, "never") && isSoOrThis(i - 2)) || isSoOrThis(i - 1)) return valence * never_so;
            if (is(i - 3, "without") && (is(i - 2, "doubt") || is(i - 1, "doubt"))) return valence;
        }
        return negates(words_[i - before].lower) ? valence * negation : valence;
    }

    // Idioms that end here or before, then those that begin here; a dampener of two words ("sort of") before.
    [[nodiscard]] double idiomatic(double valence, std::size_t i) const {
        struct Piece {
            std::size_t first, count;
        };
        for (const auto& [first, count] :
             {Piece{i - 1, 2}, Piece{i - 2, 3}, Piece{i - 2, 2}, Piece{i - 3, 3}, Piece{i - 3, 2}}) {
            if (const auto idiom = idiomOf(joined(first, count))) {
                valence = *idiom;
                break;
            }
        }
        for (const std::size_t count : {std::size_t{2}, std::size_t{3}}) {
            if (i + count > words_.size()) break;
            if (const auto idiom = idiomOf(joined(i, count))) valence = *idiom;
        }
        for (const auto& [first, count] : {Piece{i - 3, 3}, Piece{i - 3, 2}, Piece{i - 2, 2}})
            valence += boostOf(joined(first, count));
        return valence;
    }

    // "least" turns what follows; "at least" and "very least" do not.
    [[nodiscard]] double afterLeast(double valence, std::size_t i) const {
        if (i == 0 || words_[i - 1].valence || !is(i - 1, "least")) return valence;
        const bool harmless = i > 1 && (is(i - 2, "at") || is(i - 2, "very"));
        return harmless ? valence : valence * negation;
    }

    // Half of what stands before "but", half as much again of what stands after it. Of equal valences the
    // reference always changes the one that stands first; so does this, to give its numbers.
    void halveBeforeBut(std::vector<double>& valences) const {
        const auto but = std::ranges::find(words_, "but", &Word::lower) - words_.begin();
        if (but == std::ssize(words_)) return;
        for (std::size_t i = 0; i < valences.size(); ++i) {
            const auto first = std::ranges::find(valences, valences[i]);
            const auto place = first - valences.begin();
            if (place != but) *first *= place < but ? 0.5 : 1.5;
        }
    }

    std::vector<Word> words_;
    bool emphasised_ = false;  // some words are in capitals, others not
};

// What exclamation and question marks add to the strength of a sentence.
double emphasisOf(std::string_view sentence) {
    const auto exclamations = std::min<std::ptrdiff_t>(std::ranges::count(sentence, '!'), 4);
    const auto questions = std::ranges::count(sentence, '?');
    double emphasis = 0.292 * static_cast<double>(exclamations);
    if (questions > 1) emphasis += questions <= 3 ? 0.18 * static_cast<double>(questions) : 0.96;
    return emphasis;
}

}  // namespace

double compound(std::string_view sentence) {
    const std::vector<double> valences = Sentence(sentence).valences();
    double sum = std::accumulate(valences.begin(), valences.end(), 0.0);
    if (sum != 0) sum += sum > 0 ? emphasisOf(sentence) : -emphasisOf(sentence);
    return sum / std::sqrt(sum * sum + normaliser);
}

}  // namespace lossylens::metrics
