#include "metrics/words.h"

#include <utility>

#include "metrics/characters.h"

namespace lossylens::metrics {
namespace {

bool belongsToWord(char c) { return isLetter(c) || c == '\''; }

bool endsSentence(std::string_view text) {
    return !text.empty() && std::string_view(".!?").find(text.back()) != std::string_view::npos;
}

}  // namespace

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    bool in_word = false;
    for (const char c : text) {
        if (!belongsToWord(c)) {
            in_word = false;
            continue;
        }
        if (!in_word) words.emplace_back();
        words.back() += isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c;
        in_word = true;
    }
    return words;
}

std::vector<std::string> SentenceCutter::add(std::string_view text) {
    std::vector<std::string> sentences;
    for (const char c : text) {
        if (isSpace(c) && endsSentence(open_)) {
            for (std::string& sentence : finish()) sentences.push_back(std::move(sentence));
        } else if (!open_.empty() || !isSpace(c)) {
            open_ += c;
        }
    }
    return sentences;
}

std::vector<std::string> SentenceCutter::finish() {
    std::string sentence = std::exchange(open_, {});
    if (wordsOf(sentence).empty()) return {};
    return {std::move(sentence)};
}

std::vector<std::string> sentencesOf(std::string_view text) {
    SentenceCutter cutter;
    std::vector<std::string> sentences = cutter.add(text);
    for (std::string& last : cutter.finish()) sentences.push_back(std::move(last));
    return sentences;
}

}  // namespace lossylens::metrics
