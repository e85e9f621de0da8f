#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "text/vocabulary.h"

namespace lossylens::text {

using Merge = std::pair<std::string, std::string>;

struct BpeOptions {
    std::optional<int> unknown;  // for characters that are no token; without it they are dropped
    bool fuse_unknown = false;   // a run of them is one unknown
    bool byte_fallback = false;  // write them as <0xNN> tokens, where there are such
    bool ignore_merges = false;  // a word that is a token is that token
};

// Byte-pair encoding: a word's characters are tokens, and of all adjacent pairs that may merge the one that
// was learnt first merges first, the leftmost of equals. O(n log n) in the length of the word.
class Bpe {
public:
    // `merges` in the order they were learnt. Errors: corrupt for a merge of tokens that are not there.
    [[nodiscard]] static Result<Bpe> make(std::shared_ptr<const Vocabulary> vocabulary,
                                          const std::vector<Merge>& merges, BpeOptions options,
                                          const std::string& where);

    // Precondition: well-formed UTF-8.
    [[nodiscard]] std::vector<int> encode(std::string_view word) const;

private:
    struct Product {
        int rank = 0;
        int id = 0;
    };

    [[nodiscard]] std::vector<int> charactersOf(std::string_view word) const;
    [[nodiscard]] bool appendBytes(std::string_view character, std::vector<int>& ids) const;
    [[nodiscard]] std::vector<int> merged(std::vector<int> ids) const;
    [[nodiscard]] const Product* productOf(int left, int right) const;

    std::shared_ptr<const Vocabulary> vocabulary_;
    std::unordered_map<std::uint64_t, Product> products_;  // by left << 32 | right
    BpeOptions options_;
};

// The token that stands for a byte where byte_fallback is on: <0x0A>.
[[nodiscard]] std::string byteToken(unsigned char byte);
[[nodiscard]] std::optional<char> byteOfToken(std::string_view token);

}  // namespace lossylens::text
