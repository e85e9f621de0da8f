#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "text/added_tokens.h"
#include "text/chat_template.h"
#include "text/tokenizer.h"

namespace lossylens::text {

// Turns text without added tokens into ids: byte-pair encoding, or SentencePiece.
class SegmentEncoder {
public:
    virtual ~SegmentEncoder() = default;
    // Precondition: segment is well-formed UTF-8 and not empty.
    [[nodiscard]] virtual Result<std::vector<int>> encode(const Segment& segment) const = 0;
};

// What every kind of tokenizer is made of, whatever file it came from.
struct TokenizerParts {
    std::vector<std::string> bytes;  // of each id
    std::vector<AddedToken> added;   // those looked for in the raw prompt, and all special ones
    std::vector<int> before, after;  // ids put around every prompt: BOS, rarely EOS
    std::optional<int> bos, eos;
    std::set<int> ends;  // ids that end a text or a turn
    std::string chat_template;
    std::unique_ptr<const SegmentEncoder> encoder;

    [[nodiscard]] int size() const { return static_cast<int>(bytes.size()); }
    [[nodiscard]] bool holds(int id) const { return id >= 0 && id < size(); }
    [[nodiscard]] std::optional<int> find(std::string_view added_text) const;
};

// A prompt may have this many bytes at most; it then has fewer tokens than an int can count.
constexpr std::size_t longest_prompt = std::size_t{64} << 20U;

[[nodiscard]] std::shared_ptr<const Tokenizer> assemble(TokenizerParts parts);

}  // namespace lossylens::text
