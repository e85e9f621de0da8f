#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::formats {

enum class DataType { f32, f16, bf16, q8_0, q4_0, q4_1, q5_0, q5_1 };

[[nodiscard]] std::string_view nameOf(DataType type);                   // "F32", "Q4_1", …
[[nodiscard]] int blockLength(DataType type);                           // numbers in a block: 32, or 1
[[nodiscard]] int blockBytes(DataType type);                            // bytes of a block: 20 for Q4_1
[[nodiscard]] std::int64_t bytesOf(DataType type, std::int64_t count);  // count is whole blocks

// A view of a matrix or vector in a mapped file. shape is slowest first (rows, columns): an embedding table
// is {vocabulary, dimensions}, a linear layer {outputs, inputs}. Where `transposed` is set the bytes hold
// the matrix the other way round, {inputs, outputs} (GPT-2's Conv1D in Hugging Face files), while shape
// still says {outputs, inputs}; only F32, F16 and BF16 occur transposed.
struct Tensor {
    DataType type = DataType::f32;
    std::vector<std::int64_t> shape;
    bool transposed = false;
    std::span<const std::byte> bytes;

    [[nodiscard]] std::int64_t rows() const { return shape.size() > 1 ? shape[0] : 1; }
    [[nodiscard]] std::int64_t columns() const { return shape.empty() ? 1 : shape.back(); }
};

// The plain reference: one row (or the whole vector) as float32. Exact: every stored value is a float32.
// Precondition: row < rows(), out.size() == columns().
void dequantizeRow(const Tensor& tensor, std::int64_t row, std::span<float> out);

}  // namespace lossylens::formats
