#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"

namespace lossylens::text {

// A whole file of a tokenizer. Errors: not_found, io, limit (over 256 MiB).
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path);

// The same, parsed. Errors: corrupt where it is not JSON, with the place.
[[nodiscard]] Result<nlohmann::json> readJson(const std::filesystem::path& path);

// A member that is there and not null.
[[nodiscard]] const nlohmann::json* member(const nlohmann::json& object, const char* name);

// Runs a reader of JSON; what nlohmann throws about a wrong type becomes a corrupt error.
template <class Read>
auto guarded(const std::string& where, Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const nlohmann::json::exception& exception) {
        return fail(ErrorCode::corrupt, where, exception.what());
    }
}

}  // namespace lossylens::text
