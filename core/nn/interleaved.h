#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <hwy/aligned_allocator.h>

#include "formats/tensor.h"
#include "nn/thread_pool.h"

namespace lossylens::nn {

// Weights of a block format in the order in which the integer kernels read them, in the same number of bits.
// 16 outputs lie side by side, so that a vector's 32-bit lanes are outputs and nothing has to be summed
// across lanes. One record holds a block of 32 inputs of these 16 outputs:
//   codes     (unsigned, Q8_0's 128 larger than in the file) 4 and 5 bits: 4 × 64 bytes, byte p·64 + 4·output
//   + i: low half of input 4p + i, high half of 16 + 4p + i
//             8 bits: 8 × 64 bytes, byte q·64 + 4·output + i: input 4q + i
//   fifths    5 bits only: 64 bytes, byte 4·output + i: bit q is the fifth bit of input 4q + i
//   scales    16 halves
//   minimums  Q4_1 and Q5_1 only: 16 halves
// Records follow one another by input, then by group of outputs; outputs are filled up to 16 with zeros.
struct RecordLayout {
    int bits = 0;    // of a code
    int zero = 0;    // the code that means 0; 0 where there are minimums
    int fifths = 0;  // byte offsets within a record; codes are at 0
    int scales = 0;
    int minimums = 0;  // 0: none
    int bytes = 0;     // of a record
};

[[nodiscard]] constexpr RecordLayout recordLayout(formats::DataType type) {
    switch (type) {
        case formats::DataType::q4_0:
            return {4, 8, 0, 256, 0, 288};
        case formats::DataType::q4_1:
            return {4, 0, 0, 256, 288, 320};
        case formats::DataType::q5_0:
            return {5, 16, 256, 320, 0, 352};
        case formats::DataType::q5_1:
            return {5, 0, 256, 320, 352, 384};
        case formats::DataType::q8_0:
            return {8, 128, 0, 512, 0, 544};
        default:
            return {};  // no blocks
    }
}

constexpr int kGroupOutputs = 16;
constexpr int kBlockInputs = 32;

// The interleaved copy of a tensor of a block format; throws std::bad_alloc.
struct InterleavedBytes {
    hwy::AlignedFreeUniquePtr<std::uint8_t[]> bytes;
    std::size_t size = 0;
};
[[nodiscard]] InterleavedBytes interleave(const formats::Tensor& tensor, ThreadPool& pool);

}  // namespace lossylens::nn
