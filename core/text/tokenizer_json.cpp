#include "text/tokenizer_json.h"

#include <algorithm>
#include <utility>

#include "formats/quote.h"
#include "text/bpe.h"
#include "text/bpe_encoder.h"
#include "text/json_file.h"

namespace lossylens::text {
namespace {

using formats::inQuotes;
using nlohmann::json;

std::vector<AddedToken> addedTokensOf(const json& file) {
    std::vector<AddedToken> tokens;
    const json* list = member(file, "added_tokens");
    if (list == nullptr) return tokens;
    for (const json& one : *list) {
        const bool special = one.value("special", false);
        tokens.push_back({.id = one.at("id").get<int>(),
                          .text = one.at("content").get<std::string>(),
                          .special = special,
                          .normalized = one.value("normalized", !special),
                          .single_word = one.value("single_word", false),
                          .strips_left = one.value("lstrip", false),
                          .strips_right = one.value("rstrip", false)});
    }
    return tokens;
}

// The model's tokens and the added ones together, which may be tokens of the model too.
Result<Vocabulary> vocabularyOf(const json& model, const std::vector<AddedToken>& added,
                                const std::string& where) {
    std::vector<std::pair<std::string, long long>> pairs;
    const json& vocabulary = model.at("vocab");
    for (const auto& [token, id] : vocabulary.items()) pairs.emplace_back(token, id.get<long long>());
    for (const AddedToken& token : added) {
        const auto known = vocabulary.find(token.text);
        if (known == vocabulary.end()) {
            pairs.emplace_back(token.text, token.id);
        } else if (*known != token.id) {
            return fail(ErrorCode::corrupt, where + ": added_tokens",
                        inQuotes(token.text) + " has the id " + std::to_string(token.id) +
                            ", but in the vocabulary " + inQuotes(known->dump()));
        }
    }
    return Vocabulary::fromPairs(std::move(pairs), where + ": vocab");
}

Result<Merge> mergeOf(const json& merge, const std::string& where) {
    if (merge.is_array() && merge.size() == 2) {
        return Merge{merge[0].get<std::string>(), merge[1].get<std::string>()};
    }
    const auto line = merge.get<std::string>();
    const std::size_t space = line.find(' ', 1);
    if (space == std::string::npos || space + 1 == line.size()) {
        return fail(ErrorCode::corrupt, where, "the merge " + inQuotes(line) + " is not two tokens");
    }
    return Merge{line.substr(0, space), line.substr(space + 1)};
}

Result<BpeOptions> optionsOf(const json& model, const Vocabulary& tokens, const std::string& where) {
    // What would change ids and is not known here is refused.
    for (const char* name : {"continuing_subword_prefix", "end_of_word_suffix"}) {
        const json* value = member(model, name);
        if (value != nullptr && *value != "") {
            return fail(ErrorCode::unsupported, where, std::string(name) + " is not known");
        }
    }
    const json* dropout = member(model, "dropout");
    if (dropout != nullptr && *dropout != 0.0) {
        return fail(ErrorCode::unsupported, where, "dropout makes ids random");
    }
    BpeOptions options{.unknown = {},
                       .fuse_unknown = model.value("fuse_unk", false),
                       .byte_fallback = model.value("byte_fallback", false),
                       .ignore_merges = model.value("ignore_merges", false)};
    if (const json* unknown = member(model, "unk_token")) {
        options.unknown = tokens.find(unknown->get<std::string>());
        if (!options.unknown) {
            return fail(ErrorCode::corrupt, where,
                        "unk_token is " + inQuotes(unknown->dump()) + ", which is no token");
        }
    }
    return options;
}

Result<Bpe> bpeOf(const json& model, const Vocabulary& tokens, const std::string& where) {
    const auto options = optionsOf(model, tokens, where);
    if (!options) return tl::unexpected(options.error());
    std::vector<Merge> merges;
    for (const json& one : model.at("merges")) {
        auto merge = mergeOf(one, where + ": merges");
        if (!merge) return tl::unexpected(merge.error());
        merges.push_back(*std::move(merge));
    }
    return Bpe::make(std::make_shared<const Vocabulary>(tokens), merges, *options, where + ": merges");
}

// The ids that TemplateProcessing puts before and after a single text.
Result<void> readTemplate(const json& processor, Draft& draft, const std::string& where) {
    bool after_text = false;
    for (const json& item : processor.at("single")) {
        if (const json* sequence = member(item, "Sequence")) {
            if (after_text || sequence->at("id") != "A") {
                return fail(ErrorCode::unsupported, where, "the template repeats its text");
            }
            after_text = true;
            continue;
        }
        const auto name = item.at("SpecialToken").at("id").get<std::string>();
        for (const json& id : processor.at("special_tokens").at(name).at("ids")) {
            const int token = id.get<int>();
            if (!draft.parts.holds(token)) {
                return fail(ErrorCode::corrupt, where, "there is no token " + inQuotes(id.dump()));
            }
            (after_text ? draft.parts.after : draft.parts.before).push_back(token);
        }
    }
    if (!after_text) return fail(ErrorCode::corrupt, where, "the template leaves the text out");
    return {};
}

Result<void> readPostProcessor(const json* processor, Draft& draft, const std::string& where) {
    if (processor == nullptr) return {};
    draft.says_about_bos = true;
    const auto type = processor->at("type").get<std::string>();
    if (type == "ByteLevel") return {};  // trims offsets, which are not used here
    if (type == "TemplateProcessing") return readTemplate(*processor, draft, where);
    if (type == "Sequence") {
        for (const json& item : processor->at("processors")) {
            if (const auto read = readPostProcessor(&item, draft, where); !read) return read;
        }
        return {};
    }
    return fail(ErrorCode::unsupported, where, "the post-processor " + inQuotes(type) + " is not known");
}

// Tokens that are looked for after the normalizer are themselves normalized, and so may gain a prefix.
Result<AddedTokens> normalizedTokens(const std::vector<AddedToken>& added,
                                     const std::vector<NormalizerStep>& normalizer) {
    std::vector<AddedToken> tokens;
    for (AddedToken token : added) {
        if (!token.normalized) continue;
        auto text = normalize(normalizer, std::move(token.text));
        if (!text) return tl::unexpected(text.error());
        token.text = *std::move(text);
        tokens.push_back(std::move(token));
    }
    return AddedTokens(std::move(tokens));
}

Result<void> readBytes(const json& file, Draft& draft, const std::string& where) {
    auto writing = writingOf(member(file, "decoder"), where);
    if (!writing) return tl::unexpected(writing.error());
    if (member(file, "decoder") == nullptr) {
        const std::string words = file.value("pre_tokenizer", json()).dump();
        writing->byte_alphabet = words.find("\"ByteLevel\"") != std::string::npos;
    }
    for (int id = 0; id < draft.tokens.size(); ++id) {
        draft.parts.bytes.push_back(bytesOf(draft.tokens[id], *writing));
    }
    for (const AddedToken& token : draft.parts.added) {
        draft.parts.bytes[static_cast<std::size_t>(token.id)] = token.text;
    }
    return {};
}

Result<Draft> draftOf(const json& file, const std::string& where) {
    const json& model = file.at("model");
    // Files from before 2020 leave the type out.
    if (const auto type = model.value("type", "BPE"); type != "BPE") {
        return fail(ErrorCode::unsupported, where + ": model",
                    "tokenizers of the type " + inQuotes(type) + " are not known",
                    "open a model of the GPT-2 or Llama family");
    }
    Draft draft;
    draft.parts.added = addedTokensOf(file);
    auto tokens = vocabularyOf(model, draft.parts.added, where);
    if (!tokens) return tl::unexpected(tokens.error());
    draft.tokens = *std::move(tokens);
    auto bpe = bpeOf(model, draft.tokens, where + ": model");
    if (!bpe) return tl::unexpected(bpe.error());
    auto normalizer = normalizerOf(member(file, "normalizer"), where);
    if (!normalizer) return tl::unexpected(normalizer.error());
    auto pre_tokenizer = preTokenizerOf(member(file, "pre_tokenizer"), where);
    if (!pre_tokenizer) return tl::unexpected(pre_tokenizer.error());
    auto late = normalizedTokens(draft.parts.added, *normalizer);
    if (!late) return tl::unexpected(late.error());
    if (const auto read = readBytes(file, draft, where); !read) return tl::unexpected(read.error());
    const auto processed =
        readPostProcessor(member(file, "post_processor"), draft, where + ": post_processor");
    if (!processed) return tl::unexpected(processed.error());
    draft.parts.encoder = makeBpeEncoder({.normalizer = *std::move(normalizer),
                                          .added = *std::move(late),
                                          .pre_tokenizer = *std::move(pre_tokenizer),
                                          .bpe = *std::move(bpe)});
    return draft;
}

}  // namespace

Result<Draft> readTokenizerJson(const std::filesystem::path& path) {
    const auto file = readJson(path);
    if (!file) return tl::unexpected(file.error());
    return guarded(path.string(), [&] { return draftOf(*file, path.string()); });
}

}  // namespace lossylens::text
