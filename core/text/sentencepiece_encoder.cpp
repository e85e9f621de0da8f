#include <cmath>
#include <optional>
#include <utility>

#include "text/bpe.h"
#include "text/pre_tokenizer.h"
#include "text/sentencepiece.h"
#include "text/sentencepiece_library.h"
#include "text/utf8.h"
#include "text/vocabulary.h"

namespace lossylens::text {
namespace {

using Type = SentencePieceModel::Type;

class SentencePieceEncoder final : public SegmentEncoder {
public:
    SentencePieceEncoder(SentencePieceProcessor first, SentencePieceProcessor later)
        : first_(std::move(first)), later_(std::move(later)) {}

    Result<std::vector<int>> encode(const Segment& segment) const override {
        return (segment.starts_prompt ? first_ : later_).encode(segment.text);
    }

private:
    SentencePieceProcessor first_;
    SentencePieceProcessor later_;  // segments after a special token
};

Result<void> check(const SentencePieceModel& model, const std::string& where) {
    std::optional<std::size_t> unknown;
    for (std::size_t id = 0; id < model.pieces.size(); ++id) {
        const SentencePieceModel::Piece& piece = model.pieces[id];
        const auto corrupt = [&](const std::string& what) {
            return fail(ErrorCode::corrupt, where, "piece " + std::to_string(id) + " " + what);
        };
        if (piece.text.empty()) return corrupt("is empty");
        if (firstInvalidByte(piece.text)) return corrupt("is not UTF-8");
        if (!std::isfinite(piece.score)) return corrupt("has no finite score");
        if (piece.type < Type::normal || piece.type > Type::byte) return corrupt("has an unknown type");
        if (piece.type == Type::byte && !byteOfToken(piece.text)) return corrupt("stands for no byte");
        if (piece.type != Type::unknown) continue;
        if (unknown) return corrupt("is the unknown token, and so is piece " + std::to_string(*unknown));
        unknown = id;
    }
    if (!unknown) return fail(ErrorCode::corrupt, where, "no piece is the unknown token");
    return {};
}

Result<void> checkUnique(const SentencePieceModel& model, const std::string& where) {
    std::vector<std::string> texts;
    for (const SentencePieceModel::Piece& piece : model.pieces) texts.push_back(piece.text);
    return Vocabulary::fromList(std::move(texts), where).map([](const Vocabulary&) {});
}

}  // namespace

std::vector<std::string> bytesOf(const SentencePieceModel& model) {
    std::vector<std::string> bytes;
    bytes.reserve(model.pieces.size());
    for (const SentencePieceModel::Piece& piece : model.pieces) {
        const auto byte = piece.type == Type::byte ? byteOfToken(piece.text) : std::nullopt;
        const bool special = piece.type == Type::control || piece.type == Type::unknown;
        bytes.push_back(byte      ? std::string(1, *byte)
                        : special ? piece.text
                                  : replaceAll(piece.text, "▁", " "));
    }
    return bytes;
}

Result<std::unique_ptr<const SegmentEncoder>> makeSentencePieceEncoder(const SentencePieceModel& model,
                                                                       PrefixSpace prefix,
                                                                       const std::string& where) {
    if (const auto sound = check(model, where); !sound) return tl::unexpected(sound.error());
    if (const auto unique = checkUnique(model, where); !unique) return tl::unexpected(unique.error());
    const std::string proto = model.file.empty() ? writeSentencePiece(model) : model.file;
    const auto first = SentencePieceProcessor::open(proto, where);
    if (!first) return tl::unexpected(first.error());
    auto later = first;
    if (model.adds_dummy_prefix && prefix == PrefixSpace::start_only) {
        later = SentencePieceProcessor::open(withoutDummyPrefix(proto), where);
        if (!later) return tl::unexpected(later.error());
    }
    return std::make_unique<const SentencePieceEncoder>(*first, *later);
}

}  // namespace lossylens::text
