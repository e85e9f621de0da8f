#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lossylens::metrics {

// Words of a text: the longest runs of [A-Za-z'], in lower case.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view text);

// Cuts a text into sentences while it comes in: one ends at white space right after '.', '!' or '?'. Neither
// line breaks alone nor marks inside quotes end one, and abbreviations are not known: "e.g. this" is two.
// What has no word is no sentence.
class SentenceCutter {
public:
    // The sentences that end in `text`, which follows what was added before.
    [[nodiscard]] std::vector<std::string> add(std::string_view text);
    // The one that is left at the end of the text, which needs no mark; none or one. Begins anew.
    [[nodiscard]] std::vector<std::string> finish();

private:
    std::string open_;
};
[[nodiscard]] std::vector<std::string> sentencesOf(std::string_view text);

}  // namespace lossylens::metrics
