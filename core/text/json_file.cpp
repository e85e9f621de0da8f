#include "text/json_file.h"

#include <fstream>
#include <system_error>

namespace lossylens::text {
namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20U;

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
    return guarded(path.string(), [&]() -> Result<nlohmann::json> { return nlohmann::json::parse(*text); });
}

const nlohmann::json* member(const nlohmann::json& object, const char* name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

}  // namespace lossylens::text
