#pragma once

#include <optional>
#include <string_view>

namespace lossylens::metrics {

// VADER's lexicon and the lists of words that its rules look for (C. J. Hutto, MIT, see resources/vader). All
// take words in lower case.

[[nodiscard]] std::string_view lexiconText();  // a line a word: the word, a tab, its valence

[[nodiscard]] std::optional<double> valenceOf(std::string_view word);  // -4 … 4
[[nodiscard]] double boostOf(std::string_view words);                  // of "very", "kind of"; 0 for others
[[nodiscard]] bool boosts(std::string_view words);
[[nodiscard]] bool negates(std::string_view word);                    // "not", "never", whatever has "n't"
[[nodiscard]] std::optional<double> idiomOf(std::string_view words);  // two or three words: "kiss of death"

}  // namespace lossylens::metrics
