#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace lossylens::text {

// Lets a std::string-keyed map be asked with a string_view.
struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

// Tokens as their file writes them, ids 0 … size() - 1, each token once.
class Vocabulary {
public:
    // `tokens` by id. Errors: corrupt for a token that has two ids.
    [[nodiscard]] static Result<Vocabulary> fromList(std::vector<std::string> tokens,
                                                     const std::string& where);

    // Pairs in any order. Errors: corrupt for ids that are negative, given twice, or missing.
    [[nodiscard]] static Result<Vocabulary> fromPairs(std::vector<std::pair<std::string, long long>> pairs,
                                                      const std::string& where);

    [[nodiscard]] std::optional<int> find(std::string_view token) const;
    [[nodiscard]] const std::string& operator[](int id) const {
        return tokens_[static_cast<std::size_t>(id)];
    }
    [[nodiscard]] int size() const { return static_cast<int>(tokens_.size()); }

private:
    std::vector<std::string> tokens_;
    StringMap<int> ids_;
};

}  // namespace lossylens::text
