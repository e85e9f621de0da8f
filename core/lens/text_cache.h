#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lens/generate.h"

namespace lossylens::lens {

// All that decides which tokens a text has: model, prompt, sampling, distortion, scope. How many are wanted
// does not: a shorter text is the beginning of a longer one. Opaque; equal keys, equal tokens.
using TextKey = std::string;
[[nodiscard]] TextKey keyOf(std::string_view model, const GenerationRequest& request, const StreamPlan& plan);

// Stands for a model in a key: its files, their size and time, and how it computes.
[[nodiscard]] std::string identityOf(const Subject& subject);

// A text as far as it has been written.
struct KnownText {
    std::vector<int> ids;
    double tokens_per_second = 0;
    std::vector<std::pair<int, double>> perplexities;  // (of how many ids, value)
};

// Texts that have been written, whole or in part, kept within a number of bytes: those used least recently go
// first. May be used from any thread.
class TextCache {
public:
    static constexpr std::size_t usual_limit = std::size_t{16} << 20U;  // some 10 000 texts of 200 tokens

    explicit TextCache(std::size_t limit = usual_limit) : limit_(limit) {}

    [[nodiscard]] std::optional<KnownText> find(const TextKey& key);  // counts as a use
    // What is known already is not forgotten for a shorter text.
    void keep(const TextKey& key, KnownText text);

    struct Size {
        std::size_t texts = 0;
        std::size_t bytes = 0;  // keys, ids and what it takes to find them
    };
    [[nodiscard]] Size size() const;

private:
    using Entry = std::pair<TextKey, KnownText>;
    [[nodiscard]] static std::size_t bytesOf(const Entry& entry);
    void touch(std::list<Entry>::iterator entry);

    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::list<Entry> entries_;  // the one used last comes first
    std::unordered_map<std::string_view, std::list<Entry>::iterator> by_key_;
    std::size_t bytes_ = 0;
};

}  // namespace lossylens::lens
