#include "text/tokenizer_config.h"

#include <charconv>
#include <utility>

#include "formats/quote.h"
#include "text/json_file.h"

namespace lossylens::text {
namespace {

using formats::inQuotes;
using nlohmann::json;

std::optional<bool> flag(const json& file, const char* name) {
    const json* value = member(file, name);
    if (value == nullptr) return std::nullopt;
    return value->get<bool>();
}

// A special token is a string, or an object with its content.
std::optional<std::string> tokenOf(const json& file, const char* name) {
    const json* value = member(file, name);
    if (value == nullptr) return std::nullopt;
    return (value->is_object() ? value->at("content") : *value).get<std::string>();
}

void readSpecials(const json& file, TokenizerConfig& config) {
    const auto fill = [&](std::optional<std::string>& token, const char* name) {
        if (!token) token = tokenOf(file, name);
    };
    fill(config.bos, "bos_token");
    fill(config.eos, "eos_token");
    fill(config.unknown, "unk_token");
}

// One template, or several with names, of which "default" is for plain messages.
std::string templateOf(const json& file) {
    const json* value = member(file, "chat_template");
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    for (const json& one : *value) {
        if (one.at("name") == "default") return one.at("template").get<std::string>();
    }
    return {};
}

AddedToken addedToken(int id, const json& token) {
    return {.id = id,
            .text = token.at("content").get<std::string>(),
            .special = token.value("special", false),
            .normalized = false,
            .single_word = token.value("single_word", false),
            .strips_left = token.value("lstrip", false),
            .strips_right = token.value("rstrip", false)};
}

Result<void> readMain(const json& file, const std::string& where, TokenizerConfig& config) {
    config.tokenizer_class = file.value("tokenizer_class", "");
    config.add_bos = flag(file, "add_bos_token");
    config.add_eos = flag(file, "add_eos_token");
    config.add_prefix_space = flag(file, "add_prefix_space").value_or(false);
    config.legacy = flag(file, "legacy").value_or(true);
    config.chat_template = templateOf(file);
    readSpecials(file, config);
    const json* added = member(file, "added_tokens_decoder");
    if (added == nullptr) return {};
    for (const auto& [key, token] : added->items()) {
        int id = 0;
        const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
        if (error != std::errc() || end != key.data() + key.size()) {
            return fail(ErrorCode::corrupt, where + ": added_tokens_decoder", inQuotes(key) + " is no id");
        }
        config.added.push_back(addedToken(id, token));
    }
    return {};
}

Result<void> readAdded(const json& file, const std::string&, TokenizerConfig& config) {
    for (const auto& [text, id] : file.items()) {
        config.added.push_back({.id = id.get<int>(), .text = text, .special = false});
    }
    return {};
}

template <class Read>
Result<void> readIfThere(const std::filesystem::path& path, TokenizerConfig& config, Read read) {
    const auto file = readJson(path);
    if (!file && file.error().code == ErrorCode::not_found) return {};
    if (!file) return tl::unexpected(file.error());
    return guarded(path.string(), [&]() -> Result<void> { return read(*file, path.string(), config); });
}

Result<void> readSpecialsMap(const json& file, const std::string&, TokenizerConfig& config) {
    readSpecials(file, config);
    return {};
}

}  // namespace

Result<TokenizerConfig> readTokenizerConfig(const std::filesystem::path& folder) {
    TokenizerConfig config;
    auto read = readIfThere(folder / "tokenizer_config.json", config, readMain);
    if (read) read = readIfThere(folder / "special_tokens_map.json", config, readSpecialsMap);
    if (read) read = readIfThere(folder / "added_tokens.json", config, readAdded);
    if (!read) return tl::unexpected(read.error());
    // A template in a file of its own is the newer one.
    auto chat_template = readFile(folder / "chat_template.jinja");
    if (chat_template) config.chat_template = *std::move(chat_template);
    return config;
}

}  // namespace lossylens::text
