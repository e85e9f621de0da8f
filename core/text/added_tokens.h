#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/vocabulary.h"

namespace lossylens::text {

// A token that is recognised in a prompt before anything else is done, and becomes one id.
struct AddedToken {
    int id = 0;
    std::string text;
    bool special = true;       // structure, not content: <|im_end|>
    bool normalized = false;   // looked for after the normalizer, not in the raw prompt
    bool single_word = false;  // only where no letter or digit touches it
    bool strips_left = false;  // takes the white space before it along
    bool strips_right = false;
};

// A part of a prompt: plain text, or an added token.
struct Segment {
    std::string_view text;
    std::optional<int> id;
    bool starts_prompt = false;
};

// Finds added tokens, the leftmost first and of those that start together the longest.
class AddedTokens {
public:
    AddedTokens() = default;
    explicit AddedTokens(std::vector<AddedToken> tokens);  // empty texts are never found

    // Precondition: well-formed UTF-8. The segments are views of `text`.
    [[nodiscard]] std::vector<Segment> split(std::string_view text) const;

private:
    [[nodiscard]] const AddedToken* findAt(std::string_view text, std::size_t at) const;

    std::vector<AddedToken> tokens_;
    StringMap<std::size_t> by_text_;
    std::map<char, std::vector<std::size_t>> lengths_;  // by first byte, longest first
};

}  // namespace lossylens::text
