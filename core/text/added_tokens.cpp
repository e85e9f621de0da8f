#include "text/added_tokens.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "text/pattern.h"
#include "text/utf8.h"

namespace lossylens::text {
namespace {

// The last character of a text that is not empty.
std::string_view lastOf(std::string_view text) {
    std::size_t begin = text.size() - 1;
    while ((static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80) --begin;
    return text.substr(begin);
}

std::string_view firstCharacterOf(std::string_view text) { return text.substr(0, firstOf(text).length); }

// What Rust's regular expressions call \w.
bool isWordCharacter(std::string_view character) {
    static const auto word =
        Pattern::compile(R"([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\x{200C}\x{200D}])", "added tokens");
    if (!word) return false;
    const auto found = word->findAll(character);
    return found && !found->empty();
}

bool standsAlone(std::string_view before, std::string_view after) {
    return (before.empty() || !isWordCharacter(lastOf(before))) &&
           (after.empty() || !isWordCharacter(firstCharacterOf(after)));
}

std::size_t whiteSpaceAtEnd(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size()) {
        const std::string_view last = lastOf(text.substr(0, text.size() - count));
        if (!isWhiteSpace(codePointOf(last))) break;
        count += last.size();
    }
    return count;
}

std::size_t whiteSpaceAtStart(std::string_view text) {
    std::size_t count = 0;
    while (count < text.size()) {
        const std::string_view first = firstCharacterOf(text.substr(count));
        if (!isWhiteSpace(codePointOf(first))) break;
        count += first.size();
    }
    return count;
}

}  // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)) {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        const std::string& text = tokens_[i].text;
        if (text.empty() || !by_text_.emplace(text, i).second) continue;
        auto& lengths = lengths_[text.front()];
        if (std::find(lengths.begin(), lengths.end(), text.size()) == lengths.end()) {
            lengths.push_back(text.size());
        }
    }
    for (auto& [first, lengths] : lengths_) std::sort(lengths.begin(), lengths.end(), std::greater<>());
}

const AddedToken* AddedTokens::findAt(std::string_view text, std::size_t at) const {
    const auto lengths = lengths_.find(text[at]);
    if (lengths == lengths_.end()) return nullptr;
    for (const std::size_t length : lengths->second) {
        if (length > text.size() - at) continue;
        const auto found = by_text_.find(text.substr(at, length));
        if (found != by_text_.end()) return &tokens_[found->second];
    }
    return nullptr;
}

std::vector<Segment> AddedTokens::split(std::string_view text) const {
    std::vector<Segment> segments;
    std::size_t done = 0;  // everything before is in a segment
    const auto push = [&](std::size_t begin, std::size_t end, std::optional<int> id) {
        if (begin < end) segments.push_back({text.substr(begin, end - begin), id, begin == 0});
        done = std::max(done, end);
    };
    for (std::size_t at = 0; at < text.size();) {
        const AddedToken* token = findAt(text, at);
        if (token == nullptr) {
            ++at;
            continue;
        }
        std::size_t begin = at;
        std::size_t end = at + token->text.size();
        at = end;
        if (token->single_word && !standsAlone(text.substr(0, begin), text.substr(end))) continue;
        if (token->strips_left) begin -= whiteSpaceAtEnd(text.substr(done, begin - done));
        if (token->strips_right) end += whiteSpaceAtStart(text.substr(end));
        push(done, begin, std::nullopt);
        push(begin, end, token->id);
        at = std::max(at, end);
    }
    push(done, text.size(), std::nullopt);
    return segments;
}

}  // namespace lossylens::text
