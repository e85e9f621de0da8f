#include "text/byte_alphabet.h"

#include <array>

#include "text/utf8.h"

namespace lossylens::text {
namespace {

bool printsInLatin1(unsigned byte) {
    return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

constexpr char32_t first_other = 0x100;
constexpr std::size_t other_count = 68;

struct Alphabet {
    std::array<std::string, 256> letters;
    std::array<char, other_count> others;  // bytes of U+0100 …

    Alphabet() {
        std::size_t other = 0;
        for (unsigned byte = 0; byte < 256; ++byte) {
            const bool prints = printsInLatin1(byte);
            letters[byte] = utf8Of(prints ? char32_t{byte} : first_other + static_cast<char32_t>(other));
            if (!prints) others[other++] = static_cast<char>(byte);
        }
    }
};

const Alphabet& alphabet() {
    static const Alphabet one;
    return one;
}

}  // namespace

std::string toByteAlphabet(std::string_view bytes) {
    std::string letters;
    letters.reserve(bytes.size() * 2);
    for (const char byte : bytes) letters += alphabet().letters[static_cast<unsigned char>(byte)];
    return letters;
}

std::optional<std::string> fromByteAlphabet(std::string_view letters) {
    std::string bytes;
    while (!letters.empty()) {
        const std::size_t length = firstOf(letters).length;
        const char32_t letter = codePointOf(letters.substr(0, length));
        letters.remove_prefix(length);
        if (letter < 0x100 && printsInLatin1(letter)) {
            bytes += static_cast<char>(letter);
        } else if (letter >= first_other && letter < first_other + other_count) {
            bytes += alphabet().others[letter - first_other];
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

}  // namespace lossylens::text
