#pragma once

#include <cstddef>

#include "formats/tensor.h"

namespace lossylens::nn {

// Some outputs of a linear layer for some rows: y[r][o] = Σ x[r][i] · w[o][i].
struct StoredProduct {
    formats::DataType type = formats::DataType::f32;
    const std::byte* weights = nullptr;  // outputs × inputs, as in the file, aligned for the type's numbers
    int outputs = 0;
    int inputs = 0;            // whole blocks of the type
    const float* x = nullptr;  // rows × inputs
    int rows = 0;
    float* y = nullptr;  // rows × y_stride
    int y_stride = 0;
};

// Unpacks each block of weights once in registers for all rows, and multiplies and sums in float32 (Highway,
// dispatched at run time). The order of a sum depends on the machine's vector length, not on `rows`.
void multiplyStored(const StoredProduct& product);

}  // namespace lossylens::nn
