#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"

namespace lossylens::formats {

// Bounds that keep memory small whatever a file says; the defaults suit a config.json.
struct JsonLimits {
    std::size_t bytes = std::size_t{1} << 20;
    std::size_t depth = 32;         // arrays and objects within each other
    std::size_t run = 64 << 10;     // bytes of one string, number or stretch of blanks
    std::size_t values = 64 << 10;  // values and names in all
};

// Looks for what goes past the limits, without recursion and without memory. Says nothing about syntax.
[[nodiscard]] std::optional<Error> exceeds(std::string_view text, const JsonLimits& limits);

// One JSON value. Errors, `where` being the line: limit; corrupt (syntax, invalid UTF-8, a name twice in one
// object, NaN, a number too large for a double).
[[nodiscard]] Result<nlohmann::json> parseJson(std::span<const std::byte> bytes,
                                               const JsonLimits& limits = {});

// The same, of something that must be an object.
[[nodiscard]] Result<nlohmann::json> parseJsonObject(std::span<const std::byte> bytes,
                                                     const JsonLimits& limits = {});

[[nodiscard]] std::string_view asText(std::span<const std::byte> bytes);

}  // namespace lossylens::formats
