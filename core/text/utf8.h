#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lossylens::text {

// What a run of bytes begins with: a whole character, the beginning of one that the end cut off, or bytes
// that no further byte can turn into a character (length is then the maximal ill-formed part, 1 to 3).
struct Utf8Step {
    enum class Kind { character, cut_off, ill_formed };
    Kind kind = Kind::ill_formed;
    std::size_t length = 0;
};

// Precondition: bytes is not empty. Source: Unicode 15, table 3-7 and section 3.9 (U+FFFD substitution).
[[nodiscard]] Utf8Step firstOf(std::string_view bytes);

// The code point of one well-formed character, and its bytes.
[[nodiscard]] char32_t codePointOf(std::string_view character);
[[nodiscard]] std::string utf8Of(char32_t code_point);

// Offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates included).
[[nodiscard]] std::optional<std::size_t> firstInvalidByte(std::string_view bytes);

// The property White_Space of Unicode 15.
[[nodiscard]] bool isWhiteSpace(char32_t code_point);

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
