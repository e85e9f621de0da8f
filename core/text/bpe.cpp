#include "text/bpe.h"

#include <array>
#include <cstdio>
#include <queue>
#include <tuple>

#include "formats/quote.h"
#include "text/utf8.h"

namespace lossylens::text {
namespace {

using formats::inQuotes;

std::uint64_t keyOf(int left, int right) {
    return (static_cast<std::uint64_t>(left) << 32U) | static_cast<std::uint32_t>(right);
}

// A pair that could merge when it was noted; by now one of the two may have merged with somebody else.
struct Candidate {
    int rank;
    std::size_t left;
    std::size_t right;
    int id;  // of the product

    bool operator>(const Candidate& other) const {
        return std::tie(rank, left) > std::tie(other.rank, other.left);
    }
};

// The symbols of a word as a doubly linked list in an array: a merge takes its right symbol out.
struct Symbol {
    int id;
    std::size_t previous;
    std::size_t next;
};
constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr int taken_out = -1;

}  // namespace

Result<Bpe> Bpe::make(std::shared_ptr<const Vocabulary> vocabulary, const std::vector<Merge>& merges,
                      BpeOptions options, const std::string& where) {
    Bpe bpe;
    bpe.products_.reserve(merges.size());
    int rank = 0;
    for (const auto& [left, right] : merges) {
        const std::string product = left + right;
        const auto first = vocabulary->find(left);
        const auto second = vocabulary->find(right);
        const auto id = vocabulary->find(product);
        if (!first || !second || !id) {
            return fail(ErrorCode::corrupt, where,
                        "merge " + std::to_string(rank) + " (" + inQuotes(left) + " and " + inQuotes(right) +
                            ") needs " +
                            inQuotes(!first    ? left
                                     : !second ? right
                                               : product) +
                            ", which is no token of the vocabulary");
        }
        bpe.products_[keyOf(*first, *second)] = {rank, *id};
        ++rank;
    }
    bpe.vocabulary_ = std::move(vocabulary);
    bpe.options_ = options;
    return bpe;
}

std::vector<int> Bpe::encode(std::string_view word) const {
    if (options_.ignore_merges) {
        if (const auto whole = vocabulary_->find(word)) return {*whole};
    }
    return merged(charactersOf(word));
}

std::vector<int> Bpe::charactersOf(std::string_view word) const {
    std::vector<int> ids;
    bool after_unknown = false;
    while (!word.empty()) {
        const std::string_view character = word.substr(0, firstOf(word).length);
        word.remove_prefix(character.size());
        if (const auto id = vocabulary_->find(character)) {
            ids.push_back(*id);
            after_unknown = false;
        } else if (options_.byte_fallback && appendBytes(character, ids)) {
            after_unknown = false;
        } else if (options_.unknown) {
            if (!after_unknown || !options_.fuse_unknown) ids.push_back(*options_.unknown);
            after_unknown = true;
        }
    }
    return ids;
}

bool Bpe::appendBytes(std::string_view character, std::vector<int>& ids) const {
    std::vector<int> bytes;
    for (const char byte : character) {
        const auto id = vocabulary_->find(byteToken(static_cast<unsigned char>(byte)));
        if (!id) return false;
        bytes.push_back(*id);
    }
    ids.insert(ids.end(), bytes.begin(), bytes.end());
    return true;
}

const Bpe::Product* Bpe::productOf(int left, int right) const {
    const auto known = products_.find(keyOf(left, right));
    return known == products_.end() ? nullptr : &known->second;
}

std::vector<int> Bpe::merged(std::vector<int> ids) const {
    std::vector<Symbol> symbols(ids.size());
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> candidates;
    const auto note = [&](std::size_t left, std::size_t right) {
        if (left == none || right == none) return;
        const Product* product = productOf(symbols[left].id, symbols[right].id);
        if (product != nullptr) candidates.push({product->rank, left, right, product->id});
    };
    for (std::size_t i = 0; i < ids.size(); ++i) {
        symbols[i] = {ids[i], i == 0 ? none : i - 1, i + 1 == ids.size() ? none : i + 1};
    }
    for (std::size_t i = 1; i < ids.size(); ++i) note(i - 1, i);

    while (!candidates.empty()) {
        const Candidate best = candidates.top();
        candidates.pop();
        Symbol& left = symbols[best.left];
        if (left.id == taken_out || left.next != best.right) continue;
        const Product* product = productOf(left.id, symbols[best.right].id);
        if (product == nullptr || product->id != best.id) continue;
        left.id = best.id;
        left.next = symbols[best.right].next;
        symbols[best.right].id = taken_out;
        if (left.next != none) symbols[left.next].previous = best.left;
        note(left.previous, best.left);
        note(best.left, left.next);
    }

    ids.clear();
    for (const Symbol& symbol : symbols) {
        if (symbol.id != taken_out) ids.push_back(symbol.id);
    }
    return ids;
}

std::string byteToken(unsigned char byte) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "<0x%02X>", byte);
    return text.data();
}

std::optional<char> byteOfToken(std::string_view token) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (token.size() != 6 || token.substr(0, 3) != "<0x" || token[5] != '>') return std::nullopt;
    const std::size_t high = digits.find(token[3]);
    const std::size_t low = digits.find(token[4]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

}  // namespace lossylens::text
