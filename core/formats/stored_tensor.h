#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/tensor.h"

namespace lossylens::formats {

// A tensor as its file lists it, checked against the file's own size and nothing else.
struct StoredTensor {
    std::string name;                  // as the file has it
    std::string_view type_name;        // "F32", "Q4_K", "I64": lives for ever
    std::optional<DataType> type;      // none for a type that is known but not read
    std::vector<std::int64_t> shape;   // slowest first
    std::span<const std::byte> bytes;  // in the file
};

// a · b, or nothing where it does not fit 63 bits.
[[nodiscard]] inline std::optional<std::int64_t> product(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (a < 0 || b < 0 || __builtin_mul_overflow(a, b, &result)) return std::nullopt;
    return result;
}

// Numbers in a tensor of this shape; 1 for a scalar.
[[nodiscard]] inline std::optional<std::int64_t> countOf(std::span<const std::int64_t> shape) {
    std::optional<std::int64_t> count = 1;
    bool empty = false;
    for (const std::int64_t size : shape) {
        empty = empty || size == 0;  // a product that wraps before its zero is still a lie
        if (size != 0) count = product(*count, size);
        if (!count) return std::nullopt;
    }
    return empty ? 0 : count;
}

}  // namespace lossylens::formats
