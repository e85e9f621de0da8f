#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/stored_tensor.h"

namespace lossylens::formats {

// The types of metadata values, by the numbers that files hold.
enum class GgufType : std::uint32_t {
    u8,
    i8,
    u16,
    i16,
    u32,
    i32,
    f32,
    boolean,
    string,
    array,
    u64,
    i64,
    f64
};

[[nodiscard]] std::string_view nameOf(GgufType type);

// A metadata value, still in the file's bytes (for a string: its characters; for an array: its elements, one
// behind the other, each string behind its 64-bit length). Checked: nothing reaches past the bytes.
struct GgufValue {
    GgufType type = GgufType::u8;
    GgufType element = GgufType::u8;  // of an array
    std::uint64_t count = 1;          // elements of an array
    std::span<const std::byte> bytes = {};

    // The value in another form; none where its type is another.
    [[nodiscard]] std::optional<std::int64_t> whole() const;  // any integer type that fits
    [[nodiscard]] std::optional<double> number() const;       // f32, f64 and integers
    [[nodiscard]] std::optional<bool> flag() const;
    [[nodiscard]] std::optional<std::string_view> text() const;
    [[nodiscard]] std::optional<std::vector<std::string>> texts() const;
    [[nodiscard]] std::optional<std::vector<float>> floats() const;  // f32
    [[nodiscard]] std::optional<std::vector<int>> wholes() const;    // i32 and u32
};

struct GgufFile {
    std::uint32_t version = 0;
    std::map<std::string, GgufValue, std::less<>> metadata;
    std::vector<StoredTensor> tensors;

    [[nodiscard]] const GgufValue* find(std::string_view key) const;
};

// Reads GGUF versions 2 and 3, little-endian (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
// Values and tensors are views into `file`.
// Errors, `where` being "header", a key or a tensor: corrupt, limit, unsupported.
[[nodiscard]] Result<GgufFile> parseGguf(std::span<const std::byte> file);

}  // namespace lossylens::formats
