#include <fstream>
#include <iterator>

#include "study/json_object.h"
#include "study/study_file.h"

namespace lossylens::study {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20U;

bool isUtf8(const std::string& text) {
    try {
        (void)Json(text).dump();
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

Result<std::string> readAll(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream || std::filesystem::is_directory(file))
        return fail(ErrorCode::not_found, file.string(), "cannot be read", "name a file with prompts");
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (stream.bad()) return fail(ErrorCode::io, file.string(), "cannot be read to its end");
    if (text.size() > most_bytes)
        return fail(ErrorCode::limit, file.string(), "is larger than 64 MiB", "split it");
    return text;
}

Result<std::vector<Prompt>> fromJson(const std::string& text, const std::string& file) {
    const Json json = Json::parse(text, nullptr, false, true);
    const Json* list = &json;
    if (json.is_object() && json.contains("prompts")) list = &json.at("prompts");
    if (!list->is_array()) {
        return fail(ErrorCode::usage, file, "is no JSON array of prompts",
                    "write [\"a prompt\", {\"id\": \"another\", \"text\": \"…\"}]");
    }
    std::vector<Prompt> prompts;
    for (const Json& one : *list) {
        const std::string place = file + ": [" + std::to_string(prompts.size()) + "]";
        const Json& body = one.is_object() && one.contains("text") ? one.at("text") : one;
        if (!body.is_string()) return fail(ErrorCode::usage, place, "is no text and has no \"text\"");
        Prompt prompt{.id = {}, .text = body.get<std::string>()};
        if (one.is_object() && one.contains("id")) {
            if (!one.at("id").is_string()) return fail(ErrorCode::usage, place + ".id", "is no text");
            prompt.id = one.at("id").get<std::string>();
        }
        prompts.push_back(std::move(prompt));
    }
    return prompts;
}

Result<std::vector<Prompt>> fromLines(const std::string& text, const std::string& file) {
    std::vector<Prompt> prompts;
    std::size_t line = 0;
    for (std::size_t start = 0; start < text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::string prompt = text.substr(start, end - start);
        if (prompt.ends_with('\r')) prompt.pop_back();
        start = end + 1;
        if (prompt.find_first_not_of(" \t") == std::string::npos) continue;
        if (!isUtf8(prompt)) {
            return fail(ErrorCode::usage, file + ", line " + std::to_string(line + 1), "is not valid UTF-8",
                        "save the file as UTF-8");
        }
        prompts.push_back({.id = {}, .text = std::move(prompt)});
    }
    return prompts;
}

}  // namespace

Result<std::vector<Prompt>> readPrompts(const std::filesystem::path& file) {
    const auto text = readAll(file);
    if (!text) return tl::unexpected(text.error());
    return file.extension() == ".json" ? fromJson(*text, file.string()) : fromLines(*text, file.string());
}

}  // namespace lossylens::study
