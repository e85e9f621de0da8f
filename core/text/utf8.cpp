#include "text/utf8.h"

#include <utility>

namespace lossylens::text {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// A lead byte says how long its character is and, where overlong forms, surrogates or code points past
// U+10FFFF must be kept out, which second bytes may follow.
struct Lead {
    std::size_t length;
    unsigned char lowest_second = 0x80;
    unsigned char highest_second = 0xBF;
};

Lead leadOf(unsigned char byte) {
    if (byte < 0x80) return {1};
    if (byte < 0xC2) return {0};
    if (byte < 0xE0) return {2};
    if (byte == 0xE0) return {3, 0xA0, 0xBF};
    if (byte == 0xED) return {3, 0x80, 0x9F};
    if (byte < 0xF0) return {3};
    if (byte == 0xF0) return {4, 0x90, 0xBF};
    if (byte < 0xF4) return {4};
    if (byte == 0xF4) return {4, 0x80, 0x8F};
    return {0};
}

}  // namespace

Utf8Step firstOf(std::string_view bytes) {
    const Lead lead = leadOf(static_cast<unsigned char>(bytes.front()));
    if (lead.length == 0) return {Utf8Step::Kind::ill_formed, 1};
    for (std::size_t i = 1; i < lead.length; ++i) {
        if (i == bytes.size()) return {Utf8Step::Kind::cut_off, i};
        const auto byte = static_cast<unsigned char>(bytes[i]);
        const unsigned char lowest = i == 1 ? lead.lowest_second : 0x80;
        const unsigned char highest = i == 1 ? lead.highest_second : 0xBF;
        if (byte < lowest || byte > highest) return {Utf8Step::Kind::ill_formed, i};
    }
    return {Utf8Step::Kind::character, lead.length};
}

char32_t codePointOf(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return lead;
    char32_t code_point = lead & (0xFFU >> (character.size() + 1));
    for (const char byte : character.substr(1)) {
        code_point = (code_point << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    return code_point;
}

std::string utf8Of(char32_t code_point) {
    const auto tail = [&](unsigned shift) {
        return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
    };
    if (code_point < 0x80) return {static_cast<char>(code_point)};
    if (code_point < 0x800) return {static_cast<char>(0xC0U | (code_point >> 6U)), tail(0)};
    if (code_point < 0x10000) return {static_cast<char>(0xE0U | (code_point >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (code_point >> 18U)), tail(12), tail(6), tail(0)};
}

std::optional<std::size_t> firstInvalidByte(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const Utf8Step step = firstOf(bytes.substr(at));
        if (step.kind != Utf8Step::Kind::character) return at;
        at += step.length;
    }
    return std::nullopt;
}

bool isWhiteSpace(char32_t code_point) {
    return (code_point >= 0x9 && code_point <= 0xD) || code_point == 0x20 || code_point == 0x85 ||
           code_point == 0xA0 || code_point == 0x1680 || (code_point >= 0x2000 && code_point <= 0x200A) ||
           code_point == 0x2028 || code_point == 0x2029 || code_point == 0x202F || code_point == 0x205F ||
           code_point == 0x3000;
}

std::string Utf8Stream::push(std::string_view bytes) {
    const std::string all = std::exchange(held_, {}).append(bytes);
    std::string characters;
    for (std::string_view rest = all; !rest.empty();) {
        const Utf8Step step = firstOf(rest);
        if (step.kind == Utf8Step::Kind::cut_off) {
            held_ = rest;
            break;
        }
        characters += step.kind == Utf8Step::Kind::character ? rest.substr(0, step.length) : replacement;
        rest.remove_prefix(step.length);
    }
    return characters;
}

std::string Utf8Stream::finish() {
    // What is held is the beginning of one character: one maximal ill-formed part.
    return std::exchange(held_, {}).empty() ? std::string() : std::string(replacement);
}

}  // namespace lossylens::text
