#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lossylens::text {

// Offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates included).
[[nodiscard]] std::optional<std::size_t> firstInvalidByte(std::string_view bytes);

// Bytes of tokens in, whole characters out. A character split over tokens is held back (at most 3 bytes);
// bytes that can never become a character come out as U+FFFD, one a maximal ill-formed part.
class Utf8Stream {
public:
    [[nodiscard]] std::string push(std::string_view bytes);
    [[nodiscard]] std::string finish();  // what was held back, as U+FFFD

private:
    std::string held_;
};

}  // namespace lossylens::text
