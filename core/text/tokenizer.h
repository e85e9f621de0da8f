// Room text: prompts to ids and ids to text. May include base and formats.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/checkpoint.h"

namespace lossylens::text {

// Immutable once made; every member may be called from any thread.
class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    // Ids of a prompt, BOS first where the tokenizer adds one; special tokens written in the prompt become
    // single ids. Errors: usage for invalid UTF-8 (says at which byte), limit for too many tokens.
    [[nodiscard]] virtual Result<std::vector<int>> encode(std::string_view prompt) const = 0;

    // The bytes an id stands for, a special token as it is written. May be part of a UTF-8 character.
    // Precondition: 0 <= id < size().
    [[nodiscard]] virtual std::string bytesOf(int id) const = 0;

    // Ids are 0 … size() - 1; the model's table may have more rows, which are never sampled.
    [[nodiscard]] virtual int size() const = 0;
    [[nodiscard]] virtual std::optional<int> bos() const = 0;
    [[nodiscard]] virtual bool isSpecial(int id) const = 0;
    [[nodiscard]] virtual bool endsText(
        int id) const = 0;  // end of text or of turn: generation stops after it

    // A user's message as the model's chat template writes it, up to where the answer starts.
    // Errors: unsupported where the model has no template, or one that is not known.
    [[nodiscard]] virtual Result<std::string> chat(std::string_view message) const = 0;
};

// The tokenizer that a checkpoint brings. Errors: corrupt, unsupported, not_found.
[[nodiscard]] Result<std::shared_ptr<const Tokenizer>> makeTokenizer(const formats::Checkpoint& checkpoint);

// Pieces for people: valid UTF-8 whatever the ids; bytes that are no character are written as <0xNN>.
// Empty for an id >= size(): a model's table may have rows that no token has.
[[nodiscard]] std::vector<std::string> pieces(const Tokenizer& tokenizer, std::span<const int> ids);
[[nodiscard]] std::string pieceOf(const Tokenizer& tokenizer, int id);

}  // namespace lossylens::text
