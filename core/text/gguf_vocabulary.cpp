#include "text/gguf_vocabulary.h"

#include <utility>

#include "formats/quote.h"
#include "text/bpe_encoder.h"
#include "text/byte_alphabet.h"
#include "text/sentencepiece.h"
#include "text/utf8.h"

namespace lossylens::text {
namespace {

using formats::GgufVocabulary;
using formats::inQuotes;

// Values of tokenizer.ggml.token_type, the same as SentencePiece's.
enum TokenType { normal = 1, unknown = 2, control = 3, user_defined = 4, unused = 5, byte = 6 };

struct Dialect {
    std::vector<PreTokenizerStep> pre_tokenizer;
    bool ignore_merges = false;
    bool adds_bos = false;  // where the file does not say
};

Result<Dialect> dialectOf(const GgufVocabulary& vocabulary, formats::Architecture architecture,
                          const std::string& where) {
    std::string name = vocabulary.pre_tokenizer;
    // Files older than the key are GPT-2's, or of models that were converted wrongly.
    if (name.empty() && architecture == formats::Architecture::gpt2) name = "gpt-2";
    const bool llama3 = name == "llama-bpe" || name == "llama3" || name == "llama-v3";
    if (!llama3 && name != "gpt-2" && name != "smollm") {
        return fail(ErrorCode::unsupported, where + ": tokenizer.ggml.pre",
                    name.empty() ? "the file does not say how its tokenizer cuts words"
                                 : "the pre-tokenizer " + inQuotes(name) + " is not known",
                    "convert the model again, or open its Hugging Face folder");
    }
    std::vector<Result<PreTokenizerStep>> steps;
    if (llama3) steps.push_back(llama3Words());
    if (name == "smollm") steps.push_back(digits(true));
    steps.push_back(byteLevel({.add_prefix_space = false, .use_regex = !llama3}));
    Dialect dialect{.pre_tokenizer = {}, .ignore_merges = llama3, .adds_bos = llama3};
    for (auto& step : steps) {
        if (!step) return tl::unexpected(step.error());
        dialect.pre_tokenizer.push_back(*std::move(step));
    }
    return dialect;
}

Result<std::vector<Merge>> mergesOf(const GgufVocabulary& vocabulary, const std::string& where) {
    std::vector<Merge> merges;
    merges.reserve(vocabulary.merges.size());
    for (const std::string& line : vocabulary.merges) {
        // The first character may itself be a space.
        const std::size_t space = line.find(' ', 1);
        if (space == std::string::npos || space + 1 == line.size()) {
            return fail(
                ErrorCode::corrupt, where + ": tokenizer.ggml.merges",
                "merge " + std::to_string(merges.size()) + " (" + inQuotes(line) + ") is not two tokens");
        }
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

Result<void> check(const GgufVocabulary& vocabulary, const std::string& where) {
    const std::size_t size = vocabulary.tokens.size();
    if (!vocabulary.types.empty() && vocabulary.types.size() != size) {
        return fail(
            ErrorCode::corrupt, where + ": tokenizer.ggml.token_type",
            std::to_string(vocabulary.types.size()) + " types for " + std::to_string(size) + " tokens");
    }
    for (std::size_t id = 0; id < size; ++id) {
        if (firstInvalidByte(vocabulary.tokens[id])) {
            return fail(ErrorCode::corrupt, where + ": tokenizer.ggml.tokens",
                        "token " + std::to_string(id) + " is not UTF-8");
        }
    }
    const std::pair<const char*, std::optional<int>> ids[] = {
        {"bos", vocabulary.bos}, {"eos", vocabulary.eos}, {"eot", vocabulary.end_of_turn}};
    for (const auto& [name, id] : ids) {
        if (!id || (*id >= 0 && static_cast<std::size_t>(*id) < size)) continue;
        return fail(ErrorCode::corrupt, where + ": tokenizer.ggml." + name + "_token_id",
                    "there is no token " + std::to_string(*id));
    }
    return {};
}

int typeOf(const GgufVocabulary& vocabulary, std::size_t id) {
    return vocabulary.types.empty() ? normal : vocabulary.types[id];
}

// Everything that the two kinds of vocabulary share.
Result<TokenizerParts> commonParts(const GgufVocabulary& vocabulary, bool adds_bos,
                                   const std::string& where) {
    TokenizerParts parts;
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
        const int type = typeOf(vocabulary, id);
        if (type != unknown && type != control && type != user_defined) continue;
        parts.added.push_back(
            {.id = static_cast<int>(id), .text = vocabulary.tokens[id], .special = type != user_defined});
    }
    parts.bos = vocabulary.bos;
    parts.eos = vocabulary.eos;
    for (const auto& end : {vocabulary.eos, vocabulary.end_of_turn}) {
        if (end) parts.ends.insert(*end);
    }
    if (vocabulary.add_bos.value_or(adds_bos)) {
        if (!vocabulary.bos) {
            return fail(ErrorCode::corrupt, where + ": tokenizer.ggml.bos_token_id",
                        "a BOS token is to be added, but the file names none");
        }
        parts.before = {*vocabulary.bos};
    }
    parts.chat_template = vocabulary.chat_template;
    return parts;
}

Result<TokenizerParts> byteBpe(const GgufVocabulary& vocabulary, formats::Architecture architecture,
                               const std::string& where) {
    auto dialect = dialectOf(vocabulary, architecture, where);
    if (!dialect) return tl::unexpected(dialect.error());
    auto parts = commonParts(vocabulary, dialect->adds_bos, where);
    if (!parts) return parts;
    const auto merges = mergesOf(vocabulary, where);
    if (!merges) return tl::unexpected(merges.error());
    auto tokens = Vocabulary::fromList(vocabulary.tokens, where + ": tokenizer.ggml.tokens");
    if (!tokens) return tl::unexpected(tokens.error());
    auto bpe = Bpe::make(std::make_shared<const Vocabulary>(*std::move(tokens)), *merges,
                         {.unknown = {}, .ignore_merges = dialect->ignore_merges},
                         where + ": tokenizer.ggml.merges");
    if (!bpe) return tl::unexpected(bpe.error());
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id) {
        const std::string& token = vocabulary.tokens[id];
        const auto bytes = typeOf(vocabulary, id) == normal ? fromByteAlphabet(token) : std::nullopt;
        parts->bytes.push_back(bytes.value_or(token));
    }
    parts->encoder = makeBpeEncoder({.normalizer = {},
                                     .added = {},
                                     .pre_tokenizer = std::move(dialect->pre_tokenizer),
                                     .bpe = *std::move(bpe)});
    return parts;
}

Result<TokenizerParts> sentencePiece(const GgufVocabulary& vocabulary, const std::string& where) {
    const std::size_t size = vocabulary.tokens.size();
    if (vocabulary.scores.size() != size) {
        return fail(
            ErrorCode::corrupt, where + ": tokenizer.ggml.scores",
            std::to_string(vocabulary.scores.size()) + " scores for " + std::to_string(size) + " tokens");
    }
    auto parts = commonParts(vocabulary, true, where);
    if (!parts) return parts;
    SentencePieceModel model;
    model.kind = SentencePieceModel::Kind::bpe;
    model.adds_dummy_prefix = vocabulary.add_space_prefix.value_or(true);
    for (std::size_t id = 0; id < size; ++id) {
        model.pieces.push_back({.text = vocabulary.tokens[id],
                                .score = vocabulary.scores[id],
                                .type = static_cast<SentencePieceModel::Type>(typeOf(vocabulary, id))});
        model.byte_fallback = model.byte_fallback || typeOf(vocabulary, id) == byte;
    }
    // The library finds user-defined pieces itself, with the words around them.
    std::erase_if(parts->added, [](const AddedToken& token) { return !token.special; });
    parts->bytes = bytesOf(model);
    auto encoder = makeSentencePieceEncoder(model, PrefixSpace::every_segment, where + ": tokenizer.ggml");
    if (!encoder) return tl::unexpected(encoder.error());
    parts->encoder = *std::move(encoder);
    return parts;
}

}  // namespace

Result<TokenizerParts> partsOf(const GgufVocabulary& vocabulary, formats::Architecture architecture,
                               const std::string& where) {
    if (const auto sound = check(vocabulary, where); !sound) return tl::unexpected(sound.error());
    if (vocabulary.model == "gpt2") return byteBpe(vocabulary, architecture, where);
    if (vocabulary.model == "llama") return sentencePiece(vocabulary, where);
    return fail(ErrorCode::unsupported, where + ": tokenizer.ggml.model",
                "the tokenizer " + inQuotes(vocabulary.model) + " is not known",
                "open a model of the GPT-2 or Llama family");
}

}  // namespace lossylens::text
