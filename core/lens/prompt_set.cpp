#include "lens/prompt_set.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "formats/json.h"
#include "text/utf8.h"

namespace lossylens::lens {
namespace {

using Json = nlohmann::json;

constexpr formats::JsonLimits limits{.bytes = std::size_t{16} << 20U, .run = std::size_t{1} << 20U};

tl::unexpected<Error> notAPrompt(const std::string& place) {
    return fail(ErrorCode::usage, place, "is no prompt",
                R"(write "a text", or {"id": "a name", "text": "a text", "answers": ["an answer"]})");
}

Result<SetPrompt> promptOf(const Json& json, const std::string& place) {
    SetPrompt prompt;
    if (json.is_string()) {
        prompt.text = json.get<std::string>();
        return prompt;
    }
    if (!json.is_object() || !json.contains("text") || !json["text"].is_string()) return notAPrompt(place);
    prompt.text = json["text"].get<std::string>();
    if (json.contains("id")) {
        if (!json["id"].is_string()) return notAPrompt(place);
        prompt.id = json["id"].get<std::string>();
    }
    if (!json.contains("answers")) return prompt;
    if (!json["answers"].is_array()) return notAPrompt(place);
    for (const Json& answer : json["answers"]) {
        if (!answer.is_string()) return notAPrompt(place);
        prompt.answers.push_back(answer.get<std::string>());
    }
    return prompt;
}

Result<PromptSet> fromJson(std::string_view text, const std::string& name) {
    const auto json = formats::parseJson(std::as_bytes(std::span(text)), limits);
    if (!json) return tl::unexpected(within(name, json.error()));
    PromptSet set{.name = name, .about = {}, .prompts = {}};
    const Json* list = &*json;
    if (json->is_object()) {
        const auto textAt = [&](const char* key, const std::string& otherwise) {
            const auto found = json->find(key);
            return found != json->end() && found->is_string() ? found->get<std::string>() : otherwise;
        };
        set.name = textAt("name", name);
        set.about = textAt("about", {});
        if (!json->contains("prompts")) return notAPrompt(name);
        list = &(*json)["prompts"];
    }
    if (!list->is_array()) return notAPrompt(name + ", prompts");
    for (const Json& one : *list) {
        auto prompt = promptOf(one, name + ", prompt " + std::to_string(set.prompts.size() + 1));
        if (!prompt) return tl::unexpected(prompt.error());
        set.prompts.push_back(*std::move(prompt));
    }
    return set;
}

Result<PromptSet> fromLines(std::string_view text, const std::string& name) {
    if (const auto byte = text::firstInvalidByte(text)) {
        return fail(ErrorCode::corrupt, name, "is not valid UTF-8 at byte " + std::to_string(*byte),
                    "save it as UTF-8");
    }
    PromptSet set{.name = name, .about = {}, .prompts = {}};
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
        set.prompts.push_back({.id = {}, .text = std::string(line), .answers = {}});
    }
    return set;
}

Result<PromptSet> checked(PromptSet set) {
    if (set.prompts.empty())
        return fail(ErrorCode::usage, set.name, "holds no prompt",
                    "write one a line, or a list of them in JSON");
    std::set<std::string> ids;
    for (std::size_t i = 0; i < set.prompts.size(); ++i) {
        SetPrompt& prompt = set.prompts[i];
        const std::string place = set.name + ", prompt " + std::to_string(i + 1);
        if (prompt.id.empty()) prompt.id = std::to_string(i + 1);
        if (prompt.text.empty()) return fail(ErrorCode::usage, place, "is empty", "write at least one word");
        if (!ids.insert(prompt.id).second) {
            return fail(ErrorCode::usage, place, "has the id of another one, \"" + prompt.id + "\"",
                        "give each prompt an id of its own");
        }
    }
    return set;
}

}  // namespace

Result<PromptSet> parsePromptSet(std::string_view text, const std::string& name) {
    if (text.size() > limits.bytes) {
        return fail(ErrorCode::limit, name, "is larger than " + std::to_string(limits.bytes) + " bytes",
                    "split it into several files");
    }
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    const bool json = start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
    auto set = json ? fromJson(text, name) : fromLines(text, name);
    return set ? checked(*std::move(set)) : set;
}

Result<PromptSet> readPromptSet(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        return fail(ErrorCode::not_found, file.string(), "cannot be read", "name a file with prompts");
    std::string text;
    for (char piece[4096];
         text.size() <= limits.bytes && (stream.read(piece, sizeof piece), stream.gcount() > 0);)
        text.append(piece, static_cast<std::size_t>(stream.gcount()));
    if (stream.bad()) return fail(ErrorCode::io, file.string(), "cannot be read to its end");
    return parsePromptSet(text, file.string());
}

}  // namespace lossylens::lens
