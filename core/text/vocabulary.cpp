#include "text/vocabulary.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "formats/quote.h"

namespace lossylens::text {

using formats::inQuotes;

Result<Vocabulary> Vocabulary::fromList(std::vector<std::string> tokens, const std::string& where) {
    if (tokens.empty()) return fail(ErrorCode::corrupt, where, "the vocabulary is empty");
    if (tokens.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
        return fail(ErrorCode::limit, where, "the vocabulary has too many tokens");
    }
    Vocabulary vocabulary;
    vocabulary.ids_.reserve(tokens.size());
    for (std::size_t id = 0; id < tokens.size(); ++id) {
        const auto [known, added] = vocabulary.ids_.emplace(tokens[id], static_cast<int>(id));
        if (!added) {
            return fail(ErrorCode::corrupt, where,
                        "ids " + std::to_string(known->second) + " and " + std::to_string(id) +
                            " are the same token " + inQuotes(tokens[id]));
        }
    }
    vocabulary.tokens_ = std::move(tokens);
    return vocabulary;
}

Result<Vocabulary> Vocabulary::fromPairs(std::vector<std::pair<std::string, long long>> pairs,
                                         const std::string& where) {
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<std::string> tokens;
    tokens.reserve(pairs.size());
    for (auto& [token, id] : pairs) {
        const auto expected = static_cast<long long>(tokens.size());
        if (id < 0) {
            return fail(ErrorCode::corrupt, where,
                        "token " + inQuotes(token) + " has the negative id " + std::to_string(id));
        }
        if (id < expected) {
            return fail(ErrorCode::corrupt, where,
                        "tokens " + inQuotes(tokens.back()) + " and " + inQuotes(token) +
                            " have the same id " + std::to_string(id));
        }
        if (id > expected) {
            return fail(ErrorCode::corrupt, where, "no token has the id " + std::to_string(expected));
        }
        tokens.push_back(std::move(token));
    }
    return fromList(std::move(tokens), where);
}

std::optional<int> Vocabulary::find(std::string_view token) const {
    const auto known = ids_.find(token);
    if (known == ids_.end()) return std::nullopt;
    return known->second;
}

}  // namespace lossylens::text
