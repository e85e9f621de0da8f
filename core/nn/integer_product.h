#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/tensor.h"

namespace lossylens::nn {

// Rows of activations in 8 bits: number = scale · code, with a scale for each 16 numbers (with one for 32, as
// others have it, the error of the model's predictions is about twice as large, for a tenth of the time).
struct EightBitRows {
    int rows = 0;
    int inputs = 0;                  // whole blocks of 32
    std::vector<std::int8_t> codes;  // rows × inputs, −127 … 127
    std::vector<float> scales;       // rows × inputs / 16; NaN where a number is not finite
    std::vector<float> totals;       // rows × inputs / 32: Σ scale · code

    void resize(int new_rows, int new_inputs);
};

// Row `row` of `out` from `x`.
void quantizeRow(std::span<const float> x, int row, EightBitRows& out);

// x −= the numbers that row `row` of the codes stands for.
void subtractCodes(const EightBitRows& codes, int row, std::span<float> x);

// Whether multiplyIntegers can be called on this machine: x86 with SSSE3 or more.
[[nodiscard]] bool hasIntegerKernels();

// Whether the machine multiplies and sums bytes in one instruction (AVX-512 VNNI).
[[nodiscard]] bool machineHasByteDot();

// Some groups of 16 outputs of a linear layer for all rows: y[r][o] = Σ x[r][i] · w[o][i].
struct IntegerProduct {
    formats::DataType type = formats::DataType::q4_1;
    const std::uint8_t* weights = nullptr;  // records, see interleaved.h; the first group's
    int outputs = 0;                        // the last group may be partly filled
    const EightBitRows* x = nullptr;
    float* y = nullptr;  // rows × y_stride
    int y_stride = 0;
    bool byte_dot = machineHasByteDot();
};

// Codes are multiplied and summed as integers within 16 inputs, which is exact, and then in float32 in the
// order of the inputs: the result depends neither on the rows beside it nor, but for the way in which a
// target rounds a product and a sum together, on the machine.
void multiplyIntegers(const IntegerProduct& product);

}  // namespace lossylens::nn
