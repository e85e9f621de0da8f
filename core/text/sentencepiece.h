#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/assembled_tokenizer.h"

namespace lossylens::text {

// What LossyLens knows of a SentencePiece model: the parts of its ModelProto that matter here.
struct SentencePieceModel {
    enum class Kind { unigram = 1, bpe = 2, word = 3, character = 4 };
    enum class Type { normal = 1, unknown = 2, control = 3, user_defined = 4, unused = 5, byte = 6 };
    struct Piece {
        std::string text;
        float score = 0;
        Type type = Type::normal;
    };

    std::vector<Piece> pieces;
    Kind kind = Kind::unigram;
    bool byte_fallback = false;
    bool adds_dummy_prefix = true;
    int bos = 1;  // ids; -1 where the model has none
    int eos = 2;
    std::string characters_map;  // precompiled normalization, read only
    std::string file;            // the ModelProto it was read from, whole
};

// Reads a tokenizer.model. Errors: corrupt, unsupported; nothing is left for the library to stumble over.
[[nodiscard]] Result<SentencePieceModel> readSentencePiece(std::string bytes, const std::string& where);

// The ModelProto of a model that has no file, as a GGUF vocabulary: identity normalization, spaces kept.
[[nodiscard]] std::string writeSentencePiece(const SentencePieceModel& model);

// The same proto with add_dummy_prefix off (a field that comes twice counts as its last).
[[nodiscard]] std::string withoutDummyPrefix(std::string proto);

// What each id stands for: "▁" is a space, <0x0A> a byte, special pieces are as they are written.
[[nodiscard]] std::vector<std::string> bytesOf(const SentencePieceModel& model);

// Where a model that adds a space before a text does so, when special tokens cut the prompt into segments:
// llama.cpp and Hugging Face's `legacy` tokenizers before each, the others at the start only.
enum class PrefixSpace { every_segment, start_only };

// Errors: corrupt for pieces that make no model.
[[nodiscard]] Result<std::unique_ptr<const SegmentEncoder>> makeSentencePieceEncoder(
    const SentencePieceModel& model, PrefixSpace prefix, const std::string& where);

}  // namespace lossylens::text
