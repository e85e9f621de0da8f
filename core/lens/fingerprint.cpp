#include "lens/fingerprint.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lossylens::lens {
namespace {

constexpr std::size_t looked_at = 512;  // bytes at either end of a tensor

// FNV-1a, 64 bits (Fowler, Noll, Vo).
class Hash {
public:
    void add(std::span<const std::byte> bytes) {
        for (const std::byte byte : bytes) value_ = (value_ ^ std::to_integer<std::uint64_t>(byte)) * prime;
    }
    void add(std::string_view text) {
        add(std::as_bytes(std::span(text)));
        add(text.size());  // so that two texts in a row are not taken for one
    }
    void add(std::uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8)
            value_ = (value_ ^ ((number >> static_cast<unsigned>(shift)) & 0xFFU)) * prime;
    }

    [[nodiscard]] std::string digits() const {
        constexpr std::string_view hexadecimal = "0123456789abcdef";
        std::string digits;
        for (int shift = 60; shift >= 0; shift -= 4)
            digits += hexadecimal[(value_ >> static_cast<unsigned>(shift)) & 0xFU];
        return digits;
    }

private:
    static constexpr std::uint64_t prime = 0x100000001b3U;
    std::uint64_t value_ = 0xcbf29ce484222325U;
};

}  // namespace

std::string fingerprintOf(const formats::Checkpoint& checkpoint) {
    std::vector<std::string_view> names;
    for (const auto& [name, tensor] : checkpoint.tensors) names.push_back(name);
    std::ranges::sort(names);
    Hash hash;
    for (const std::string_view name : names) {
        const formats::Tensor& tensor = *checkpoint.find(std::string(name));
        hash.add(name);
        hash.add(formats::nameOf(tensor.type));
        for (const std::int64_t length : tensor.shape) hash.add(static_cast<std::uint64_t>(length));
        const std::size_t part = std::min(looked_at, tensor.bytes.size());
        hash.add(tensor.bytes.first(part));
        hash.add(tensor.bytes.last(part));
    }
    return hash.digits();
}

}  // namespace lossylens::lens
