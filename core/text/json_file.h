#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"

namespace lossylens::text {

// A whole file of a tokenizer. Errors: not_found, io, limit (over 64 MiB).
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path);

// The same, parsed. Errors also: corrupt where it is not JSON, with the line; limit for what no tokenizer
// has.
[[nodiscard]] Result<nlohmann::json> readJson(const std::filesystem::path& path);

// A member that is there and not null.
[[nodiscard]] const nlohmann::json* member(const nlohmann::json& object, const char* name);

[[nodiscard]] tl::unexpected<Error> wrongKind(const std::string& where,
                                              const nlohmann::json::exception& exception);

// Runs a reader of JSON; what nlohmann throws about a wrong type becomes a corrupt error.
template <class Read>
auto guarded(const std::string& where, Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const nlohmann::json::exception& exception) {
        return wrongKind(where, exception);
    }
}

}  // namespace lossylens::text
