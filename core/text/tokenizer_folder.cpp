#include "text/tokenizer_folder.h"

#include <algorithm>
#include <utility>

#include "formats/quote.h"
#include "text/bpe_encoder.h"
#include "text/json_file.h"
#include "text/sentencepiece.h"
#include "text/tokenizer_config.h"
#include "text/tokenizer_json.h"

namespace lossylens::text {
namespace {

using formats::inQuotes;

// merges.txt: a line of comment, then a merge a line.
Result<std::vector<Merge>> readMerges(const std::filesystem::path& path) {
    const auto text = readFile(path);
    if (!text) return tl::unexpected(text.error());
    std::vector<Merge> merges;
    std::size_t number = 0;
    for (std::string_view rest = *text; !rest.empty();) {
        std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        ++number;
        if (line.empty() || line.starts_with("#version")) continue;
        const std::size_t space = line.find(' ');
        if (space == 0 || space == std::string_view::npos || space + 1 == line.size()) {
            return fail(ErrorCode::corrupt, path.string() + ": line " + std::to_string(number),
                        "this is not two tokens");
        }
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

Result<Draft> readVocabularyAndMerges(const std::filesystem::path& folder, TokenizerConfig& config) {
    const std::string where = (folder / "vocab.json").string();
    const auto file = readJson(folder / "vocab.json");
    if (!file) return tl::unexpected(file.error());
    const auto merges = readMerges(folder / "merges.txt");
    if (!merges) return tl::unexpected(merges.error());
    auto tokens = guarded(where, [&] {
        std::vector<std::pair<std::string, long long>> pairs;
        for (const auto& [token, id] : file->items()) pairs.emplace_back(token, id.get<long long>());
        return Vocabulary::fromPairs(std::move(pairs), where);
    });
    if (!tokens) return tl::unexpected(tokens.error());
    auto bpe =
        Bpe::make(std::make_shared<const Vocabulary>(*tokens), *merges, {}, (folder / "merges.txt").string());
    if (!bpe) return tl::unexpected(bpe.error());
    auto words = byteLevel({.add_prefix_space = config.add_prefix_space});
    if (!words) return tl::unexpected(words.error());
    // GPT-2's own files have no configuration: begin and end of text are this one token.
    if (constexpr auto end = "<|endoftext|>"; tokens->find(end)) {
        if (!config.bos) config.bos = end;
        if (!config.eos) config.eos = end;
    }
    Draft draft;
    for (int id = 0; id < tokens->size(); ++id) {
        draft.parts.bytes.push_back(bytesOf((*tokens)[id], {.byte_alphabet = true}));
    }
    draft.tokens = *std::move(tokens);
    draft.parts.encoder = makeBpeEncoder(
        {.normalizer = {}, .added = {}, .pre_tokenizer = {*std::move(words)}, .bpe = *std::move(bpe)});
    return draft;
}

Result<Draft> readSentencePieceFile(const std::filesystem::path& path, const TokenizerConfig& config) {
    const std::string where = path.string();
    auto bytes = readFile(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto model = readSentencePiece(*std::move(bytes), where);
    if (!model) return tl::unexpected(model.error());
    const PrefixSpace prefix = config.legacy ? PrefixSpace::every_segment : PrefixSpace::start_only;
    auto encoder = makeSentencePieceEncoder(*model, prefix, where);
    if (!encoder) return tl::unexpected(encoder.error());
    std::vector<std::string> texts;
    Draft draft;
    for (const SentencePieceModel::Piece& piece : model->pieces) {
        const auto id = static_cast<int>(texts.size());
        texts.push_back(piece.text);
        const bool special = piece.type == SentencePieceModel::Type::control ||
                             piece.type == SentencePieceModel::Type::unknown;
        if (special) draft.parts.added.push_back({.id = id, .text = piece.text});
    }
    auto tokens = Vocabulary::fromList(std::move(texts), where);
    if (!tokens) return tl::unexpected(tokens.error());
    draft.tokens = *std::move(tokens);
    draft.adds_bos_by_default = config.tokenizer_class.empty() || config.tokenizer_class.starts_with("Llama");
    draft.parts.bytes = bytesOf(*model);
    if (draft.parts.holds(model->bos)) draft.parts.bos = model->bos;
    if (draft.parts.holds(model->eos)) draft.parts.eos = model->eos;
    draft.parts.encoder = *std::move(encoder);
    return draft;
}

Result<Draft> readDraft(const std::filesystem::path& folder, TokenizerConfig& config) {
    const auto has = [&](const char* name) { return std::filesystem::is_regular_file(folder / name); };
    if (has("tokenizer.json")) {
        auto draft = readTokenizerJson(folder / "tokenizer.json");
        // The same tokenizer, in the form that it was made from.
        const bool other = !draft && draft.error().code == ErrorCode::unsupported && has("tokenizer.model");
        if (!other) return draft;
    }
    if (has("tokenizer.model")) return readSentencePieceFile(folder / "tokenizer.model", config);
    if (has("vocab.json") && has("merges.txt")) return readVocabularyAndMerges(folder, config);
    return fail(ErrorCode::not_found, folder.string(),
                "there is no tokenizer.json, no tokenizer.model, and no vocab.json with merges.txt",
                "put the model's tokenizer files beside its weights");
}

// Added tokens of the configuration: known ones get their flags, new ones follow the last id.
Result<void> add(std::vector<AddedToken> added, TokenizerParts& parts, const Vocabulary& tokens,
                 const std::string& where) {
    std::ranges::sort(added, {}, &AddedToken::id);
    for (AddedToken& token : added) {
        if (parts.find(token.text) == token.id) continue;
        const auto known = tokens.find(token.text);
        const bool next = !known && token.id == parts.size();
        if (!next && known != token.id) {
            return fail(ErrorCode::corrupt, where,
                        "the added token " + inQuotes(token.text) + " cannot have the id " +
                            std::to_string(token.id));
        }
        if (next) parts.bytes.push_back(token.text);
        parts.added.push_back(std::move(token));
    }
    return {};
}

// The id of a token that the configuration names; it is special, whatever else the files say.
std::optional<int> nameSpecial(const std::optional<std::string>& text, TokenizerParts& parts,
                               const Vocabulary& tokens) {
    if (!text) return std::nullopt;
    const auto known = std::ranges::find(parts.added, *text, &AddedToken::text);
    if (known != parts.added.end()) {
        known->special = true;
        return known->id;
    }
    const auto id = tokens.find(*text);
    if (id) parts.added.push_back({.id = *id, .text = *text});
    return id;
}

Result<void> surround(Draft& draft, const TokenizerConfig& config, const std::string& where) {
    TokenizerParts& parts = draft.parts;
    // As Hugging Face does: a configuration that speaks of BOS or EOS overrules the file's own template.
    if (draft.says_about_bos && !config.add_bos && !config.add_eos) return {};
    parts.before.clear();
    parts.after.clear();
    if (config.add_bos.value_or(draft.adds_bos_by_default)) {
        if (!parts.bos)
            return fail(ErrorCode::corrupt, where, "BOS is to be added, but no token is named as BOS");
        parts.before = {*parts.bos};
    }
    if (config.add_eos.value_or(false)) {
        if (!parts.eos)
            return fail(ErrorCode::corrupt, where, "EOS is to be added, but no token is named as EOS");
        parts.after = {*parts.eos};
    }
    return {};
}

}  // namespace

Result<TokenizerParts> partsOf(const formats::TokenizerFolder& source) {
    auto config = readTokenizerConfig(source.folder);
    if (!config) return tl::unexpected(config.error());
    auto draft = readDraft(source.folder, *config);
    if (!draft) return tl::unexpected(draft.error());
    const std::string where = (source.folder / "tokenizer_config.json").string();
    TokenizerParts& parts = draft->parts;
    const auto added = add(std::move(config->added), parts, draft->tokens, where);
    if (!added) return tl::unexpected(added.error());
    // config.json may name ids of a vocabulary that was cut since.
    const auto held = [&](std::optional<int> id) { return id && parts.holds(*id) ? id : std::nullopt; };
    const auto first = [](std::optional<int> a, std::optional<int> b) { return a ? a : b; };
    parts.bos = first(nameSpecial(config->bos, parts, draft->tokens), first(parts.bos, held(source.bos)));
    parts.eos = first(nameSpecial(config->eos, parts, draft->tokens), first(parts.eos, held(source.eos)));
    (void)nameSpecial(config->unknown, parts, draft->tokens);
    for (const int id : source.end_tokens) {
        if (parts.holds(id)) parts.ends.insert(id);
    }
    for (const auto& id : {parts.eos, held(source.eos)}) {
        if (id) parts.ends.insert(*id);
    }
    const auto surrounded = surround(*draft, *config, where);
    if (!surrounded) return tl::unexpected(surrounded.error());
    parts.chat_template = std::move(config->chat_template);
    return std::move(draft->parts);
}

}  // namespace lossylens::text
