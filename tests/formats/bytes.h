#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lossylens {

// Bytes put together number by number, little-endian as this machine is.
class Bytes {
public:
    template <class T>
    Bytes& add(T value) {
        content_.append(reinterpret_cast<const char*>(&value), sizeof(T));
        return *this;
    }

    Bytes& text(std::string_view characters) {
        content_ += characters;
        return *this;
    }

    Bytes& fill(std::size_t count, char value = 0) {
        content_.append(count, value);
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return content_.size(); }
    [[nodiscard]] const std::string& content() const { return content_; }
    [[nodiscard]] std::span<const std::byte> all() const { return std::as_bytes(std::span(content_)); }

private:
    std::string content_;
};

}  // namespace lossylens
