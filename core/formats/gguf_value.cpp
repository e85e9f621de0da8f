// GgufValue of formats/gguf.h.
#include <array>
#include <utility>

#include "formats/byte_reader.h"
#include "formats/gguf.h"

namespace lossylens::formats {
namespace {

template <class T>
T as(std::span<const std::byte> bytes) {
    return ByteReader(bytes).read<T>();
}

template <class T>
std::optional<std::int64_t> fitting(std::span<const std::byte> bytes) {
    const T value = as<T>(bytes);
    if (!std::in_range<std::int64_t>(value)) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

}  // namespace

std::string_view nameOf(GgufType type) {
    constexpr std::array<std::string_view, 13> kNames = {
        "an 8-bit number", "an 8-bit number", "a 16-bit number", "a 16-bit number", "a 32-bit number",
        "a 32-bit number", "a float",         "a flag",          "a text",          "a list",
        "a 64-bit number", "a 64-bit number", "a double"};
    return kNames[static_cast<std::size_t>(type)];
}

std::optional<std::int64_t> GgufValue::whole() const {
    switch (type) {
        case GgufType::u8:
            return as<std::uint8_t>(bytes);
        case GgufType::i8:
            return as<std::int8_t>(bytes);
        case GgufType::u16:
            return as<std::uint16_t>(bytes);
        case GgufType::i16:
            return as<std::int16_t>(bytes);
        case GgufType::u32:
            return as<std::uint32_t>(bytes);
        case GgufType::i32:
            return as<std::int32_t>(bytes);
        case GgufType::u64:
            return fitting<std::uint64_t>(bytes);
        case GgufType::i64:
            return fitting<std::int64_t>(bytes);
        default:
            return std::nullopt;
    }
}

std::optional<double> GgufValue::number() const {
    if (type == GgufType::f32) return as<float>(bytes);
    if (type == GgufType::f64) return as<double>(bytes);
    if (const auto value = whole()) return static_cast<double>(*value);
    return std::nullopt;
}

std::optional<bool> GgufValue::flag() const {
    if (type != GgufType::boolean) return std::nullopt;
    return as<std::uint8_t>(bytes) != 0;
}

std::optional<std::string_view> GgufValue::text() const {
    if (type != GgufType::string) return std::nullopt;
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

std::optional<std::vector<std::string>> GgufValue::texts() const {
    if (type != GgufType::array || element != GgufType::string) return std::nullopt;
    std::vector<std::string> texts;
    texts.reserve(count);
    ByteReader reader(bytes);
    for (std::uint64_t i = 0; i < count; ++i) texts.emplace_back(reader.text());
    return texts;
}

std::optional<std::vector<float>> GgufValue::floats() const {
    if (type != GgufType::array || element != GgufType::f32) return std::nullopt;
    std::vector<float> numbers(count);
    ByteReader reader(bytes);
    for (float& number : numbers) number = reader.read<float>();
    return numbers;
}

std::optional<std::vector<int>> GgufValue::wholes() const {
    if (type != GgufType::array || (element != GgufType::i32 && element != GgufType::u32))
        return std::nullopt;
    std::vector<int> numbers(count);
    ByteReader reader(bytes);
    for (int& number : numbers) number = reader.read<std::int32_t>();
    return numbers;
}

}  // namespace lossylens::formats
