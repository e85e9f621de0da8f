#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lossylens::text {

// GPT-2's alphabet: every byte has a printable character, so that byte-level vocabularies are texts. Bytes
// that print in Latin-1 stand for themselves, the other 68 are U+0100 … U+0143 in their order (a space is Ġ).
[[nodiscard]] std::string toByteAlphabet(std::string_view bytes);

// The way back; nothing where a character is not of the alphabet. Precondition: well-formed UTF-8.
[[nodiscard]] std::optional<std::string> fromByteAlphabet(std::string_view letters);

}  // namespace lossylens::text
