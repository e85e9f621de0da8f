#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace lossylens::formats {

// Reads numbers one behind the other, little-endian. Past the end it gives zeros, and ok() stays false from
// then on: who reads checks once for a group of numbers, and always before trusting a count.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class T>
    [[nodiscard]] T read() {
        T value{};
        const auto from = take(sizeof(T));
        if (ok_) std::memcpy(&value, from.data(), sizeof(T));
        return value;
    }

    [[nodiscard]] std::span<const std::byte> take(std::uint64_t count) {
        ok_ = ok_ && count <= left();
        if (!ok_) return {};
        const auto taken = bytes_.subspan(position_, count);
        position_ += count;
        return taken;
    }

    // Characters behind their 64-bit length, as GGUF stores them.
    [[nodiscard]] std::string_view text() {
        const auto characters = take(read<std::uint64_t>());
        return {reinterpret_cast<const char*>(characters.data()), characters.size()};
    }

    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - position_; }

private:
    std::span<const std::byte> bytes_;
    std::size_t position_ = 0;
    bool ok_ = true;
};

}  // namespace lossylens::formats
