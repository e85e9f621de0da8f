#pragma once

#include <cstddef>
#include <vector>

#include "formats/tensor.h"
#include "nn/model.h"
#include "nn/thread_pool.h"

namespace lossylens::nn {

// A tensor as the kernels read it: not transposed, at an address that is aligned for its numbers.
struct HeldTensor {
    formats::Tensor tensor;      // views the file's bytes, or `own`
    std::vector<std::byte> own;  // empty where the file's own bytes serve
};

// Weights of F32, F16 and BF16 in the precision that is asked for where that takes fewer bits; Q8_0 takes
// rows of whole blocks, others are held as F16 then. Block formats stay as they are. Throws std::bad_alloc.
[[nodiscard]] HeldTensor hold(const formats::Tensor& tensor, Precision precision, ThreadPool& pool);

}  // namespace lossylens::nn
