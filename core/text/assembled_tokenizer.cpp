#include "text/assembled_tokenizer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.h"

namespace lossylens::text {
namespace {

// Special tokens that end a text or a turn whatever the configuration says about eos.
constexpr std::array<std::string_view, 4> known_ends{"<|endoftext|>", "<|end_of_text|>", "<|im_end|>",
                                                     "<|eot_id|>"};

class AssembledTokenizer final : public Tokenizer {
public:
    explicit AssembledTokenizer(TokenizerParts parts)
        : parts_(std::move(parts)), special_(parts_.bytes.size(), false) {
        std::vector<AddedToken> raw;
        for (const AddedToken& token : parts_.added) {
            if (!token.normalized) raw.push_back(token);
            if (!token.special) continue;
            special_[static_cast<std::size_t>(token.id)] = true;
            if (std::ranges::find(known_ends, token.text) != known_ends.end()) parts_.ends.insert(token.id);
        }
        added_ = AddedTokens(std::move(raw));
        const std::string eos = parts_.eos ? bytesOf(*parts_.eos) : std::string();
        chat_ = recogniseChat(parts_.chat_template, eos);
    }

    Result<std::vector<int>> encode(std::string_view prompt) const override {
        if (prompt.size() > longest_prompt) {
            return fail(ErrorCode::limit, "prompt",
                        std::to_string(prompt.size()) + " bytes are too many, at most " +
                            std::to_string(longest_prompt) + " make a prompt",
                        "shorten it");
        }
        if (const auto invalid = firstInvalidByte(prompt)) {
            return fail(ErrorCode::usage, "prompt",
                        "byte " + std::to_string(*invalid) + " is not valid UTF-8",
                        "give the prompt as UTF-8");
        }
        std::vector<int> ids = parts_.before;
        for (const Segment& segment : added_.split(prompt)) {
            if (segment.id) {
                ids.push_back(*segment.id);
                continue;
            }
            const auto more = parts_.encoder->encode(segment);
            if (!more) return more;
            ids.insert(ids.end(), more->begin(), more->end());
        }
        ids.insert(ids.end(), parts_.after.begin(), parts_.after.end());
        return ids;
    }

    std::string bytesOf(int id) const override { return parts_.bytes[static_cast<std::size_t>(id)]; }
    int size() const override { return parts_.size(); }
    std::optional<int> bos() const override { return parts_.bos; }
    bool isSpecial(int id) const override { return special_[static_cast<std::size_t>(id)]; }
    bool endsText(int id) const override { return parts_.ends.contains(id); }

    Result<std::string> chat(std::string_view message) const override {
        if (!chat_) return tl::unexpected(chat_.error());
        const bool bos_missing = chat_->starts_with_bos && parts_.bos && parts_.before.empty();
        return (bos_missing ? bytesOf(*parts_.bos) : std::string()) + chat_->around(message);
    }

private:
    TokenizerParts parts_;
    std::vector<bool> special_;
    AddedTokens added_;
    Result<ChatFormat> chat_;
};

}  // namespace

std::optional<int> TokenizerParts::find(std::string_view added_text) const {
    const auto found = std::ranges::find(added, added_text, &AddedToken::text);
    if (found == added.end()) return std::nullopt;
    return found->id;
}

std::shared_ptr<const Tokenizer> assemble(TokenizerParts parts) {
    return std::make_shared<const AssembledTokenizer>(std::move(parts));
}

}  // namespace lossylens::text
