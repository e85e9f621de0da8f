#pragma once

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/distorted_embedding.h"
#include "lens/prompt_damage.h"

namespace lossylens::lens {

// What the distortion of one token of a prompt, all others untouched, does to the continuation.
struct TokenEffect {
    int id = 0;
    std::string piece;
    std::optional<double> cosine;
    std::optional<int> bytes;  // of its JPEG file
    PromptDamage::Damage damage;
};
struct TokenEffects {
    codec::DistortionSpec spec;
    std::vector<TokenEffect> tokens;               // of the prompt, in its order; fewer where it was stopped
    std::optional<PromptDamage::Damage> together;  // all tokens distorted; empty where it was stopped before
    std::vector<int> continuation;
    std::string continuation_text;
    bool stopped = false;

    [[nodiscard]] std::vector<std::size_t> byEffect() const;  // places in tokens, the greatest KL first
};

struct TokenEffectOptions {
    int continuation = 16;                           // tokens, at most
    std::function<void(int done, int of)> progress;  // tokens, on this thread; may be empty
};

// Errors: usage (no prompt; a layout that makes one image of the prompt, in which no token stands alone),
// those of PromptDamage and codec.
[[nodiscard]] Result<TokenEffects> measureTokenEffects(const SubjectPointer& subject,
                                                       std::span<const int> ids,
                                                       const codec::DistortionSpec& spec,
                                                       const TokenEffectOptions& options,
                                                       std::stop_token stop);

// The text of ids, bytes that are no characters as U+FFFD.
[[nodiscard]] std::string textOf(const text::Tokenizer& tokenizer, std::span<const int> ids);

}  // namespace lossylens::lens
