#include "text/json_file.h"

#include <fstream>
#include <span>
#include <string_view>
#include <system_error>

#include "formats/json.h"
#include "formats/quote.h"

namespace lossylens::text {
namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{64} << 20U;

// Llama 3 has 128 000 tokens and 280 000 merges of two.
constexpr formats::JsonLimits vocabulary_limits{
    .bytes = largest_file, .depth = 64, .run = std::size_t{1} << 20U, .values = std::size_t{4} << 20U};

}  // namespace

Result<std::string> readFile(const std::filesystem::path& path) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error == std::errc::no_such_file_or_directory) {
        return fail(ErrorCode::not_found, path.string(), "there is no such file");
    }
    if (error) return fail(ErrorCode::io, path.string(), error.message());
    if (size > largest_file)
        return fail(ErrorCode::limit, path.string(), "the file is too large for a tokenizer");
    std::string text(size, '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file.read(text.data(), static_cast<std::streamsize>(size))) {
        return fail(ErrorCode::io, path.string(), "the file cannot be read");
    }
    return text;
}

Result<nlohmann::json> readJson(const std::filesystem::path& path) {
    const auto text = readFile(path);
    if (!text) return tl::unexpected(text.error());
    auto json = formats::parseJson(std::as_bytes(std::span(*text)), vocabulary_limits);
    if (!json) return tl::unexpected(within(path.string(), json.error()));
    return json;
}

tl::unexpected<Error> wrongKind(const std::string& where, const nlohmann::json::exception& exception) {
    // "[json.exception.type_error.302] type must be string, but is number"
    const std::string_view what = exception.what();
    const std::size_t begin = what.find("] ");
    return fail(ErrorCode::corrupt, where,
                "a value is missing or of the wrong kind: " +
                    formats::printable(begin == std::string_view::npos ? what : what.substr(begin + 2)));
}

const nlohmann::json* member(const nlohmann::json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace lossylens::text
