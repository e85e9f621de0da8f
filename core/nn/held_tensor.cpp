#include "nn/held_tensor.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "nn/interleaved.h"

namespace lossylens::nn {
namespace {

using formats::DataType;
using formats::Tensor;

// The same numbers the usual way round. `source` is {inputs, outputs} of `size` bytes each.
std::vector<std::byte> turned(const Tensor& tensor, ThreadPool& pool) {
    const auto size = static_cast<std::size_t>(formats::blockBytes(tensor.type));
    const auto outputs = static_cast<std::size_t>(tensor.rows());
    const auto inputs = static_cast<std::size_t>(tensor.columns());
    std::vector<std::byte> result(outputs * inputs * size);
    constexpr std::size_t kTile = 32;  // both sides of a tile stay in the cache
    pool.run(static_cast<int>((outputs + kTile - 1) / kTile), [&](int task) {
        const std::size_t first = static_cast<std::size_t>(task) * kTile;
        for (std::size_t i = 0; i < inputs; ++i) {
            for (std::size_t o = first; o < std::min(first + kTile, outputs); ++o) {
                std::memcpy(&result[(o * inputs + i) * size], &tensor.bytes[(i * outputs + o) * size], size);
            }
        }
    });
    return result;
}

// Files may put a tensor at any address; the kernels read whole numbers.
bool aligned(const Tensor& tensor) {
    const std::size_t size = tensor.type == DataType::f32 ? sizeof(float) : sizeof(std::uint16_t);
    return reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % size == 0;
}

// The nearest half, ties to the even one. A number too large for a half becomes the largest: a weight of that
// size is far from any that was trained, and infinity would spoil a whole row.
std::uint16_t toHalf(float number) {
    constexpr float kLargest = 65504;
    const auto sign = static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(number) >> 16 & 0x8000);
    if (std::isnan(number)) return static_cast<std::uint16_t>(sign | 0x7e00);
    if (std::isinf(number)) return static_cast<std::uint16_t>(sign | 0x7c00);
    const float size = std::min(std::abs(number), kLargest);
    if (size < 0x1p-14F) {  // below it halves are 2^-24 apart, as floats are from 1/2 on: the sum rounds
        const auto steps = std::bit_cast<std::uint32_t>(size + 0.5F) - std::bit_cast<std::uint32_t>(0.5F);
        return static_cast<std::uint16_t>(sign | steps);
    }
    auto bits = std::bit_cast<std::uint32_t>(size);
    bits -= (127U - 15U) << 23;         // the exponent's other zero
    bits += 0x0fff + (bits >> 13 & 1);  // 13 bits fall off the mantissa
    return static_cast<std::uint16_t>(sign | bits >> 13);
}

std::uint16_t toBfloat16(float number) {
    const auto bits = std::bit_cast<std::uint32_t>(number);
    if (std::isnan(number)) return static_cast<std::uint16_t>(bits >> 16 | 0x40);
    return static_cast<std::uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);  // ties to even
}

float fromHalf(std::uint16_t half) {
    float number = 0;
    const Tensor one{DataType::f16, {1}, false, std::as_bytes(std::span(&half, 1))};
    formats::dequantizeRow(one, 0, {&number, 1});
    return number;
}

// The nearest whole number, ties to even, for sizes far below 2^22: there floats have no fraction. A call of
// the C library for each weight would take seconds.
float rounded(float number) {
    constexpr float kNoFraction = 0x1.8p23F;
    return (number + kNoFraction) - kNoFraction;
}

void writeHalves(std::span<const float> row, std::byte* out, std::uint16_t (*convert)(float)) {
    for (const float number : row) {
        const std::uint16_t half = convert(number);
        std::memcpy(out, &half, sizeof half);
        out += sizeof half;
    }
}

// Blocks of 32 numbers: a half as the scale, so that the largest is 127, then a byte a number.
void writeBlocks(std::span<const float> row, std::byte* out) {
    for (; !row.empty(); row = row.subspan(kBlockInputs)) {
        float largest = 0;
        for (const float number : row.first(kBlockInputs)) largest = std::max(largest, std::abs(number));
        const std::uint16_t scale = toHalf(largest / 127);
        const float size = fromHalf(scale);
        std::memcpy(out, &scale, sizeof scale);
        out += sizeof scale;
        for (const float number : row.first(kBlockInputs)) {
            const float code = size > 0 ? std::clamp(rounded(number / size), -127.0F, 127.0F) : 0;
            *out++ = static_cast<std::byte>(static_cast<std::int8_t>(code));
        }
    }
}

DataType typeFor(const Tensor& tensor, Precision precision) {
    if (formats::blockLength(tensor.type) > 1) return tensor.type;
    const bool whole_blocks = tensor.columns() % kBlockInputs == 0;
    if (precision == Precision::q8_0 && whole_blocks) return DataType::q8_0;
    if (tensor.type != DataType::f32) return tensor.type;
    if (precision == Precision::bf16) return DataType::bf16;
    return precision == Precision::stored ? tensor.type : DataType::f16;
}

std::vector<std::byte> converted(const Tensor& tensor, DataType type, ThreadPool& pool) {
    const auto columns = static_cast<std::size_t>(tensor.columns());
    const auto row_bytes = static_cast<std::size_t>(formats::bytesOf(type, tensor.columns()));
    std::vector<std::byte> result(static_cast<std::size_t>(tensor.rows()) * row_bytes);
    pool.runRanges(static_cast<int>(tensor.rows()), [&](int begin, int end) {
        std::vector<float> numbers(columns);
        for (int row = begin; row < end; ++row) {
            formats::dequantizeRow(tensor, row, numbers);
            std::byte* out = &result[static_cast<std::size_t>(row) * row_bytes];
            if (type == DataType::q8_0) {
                writeBlocks(numbers, out);
            } else {
                writeHalves(numbers, out, type == DataType::f16 ? toHalf : toBfloat16);
            }
        }
    });
    return result;
}

}  // namespace

HeldTensor hold(const Tensor& tensor, Precision precision, ThreadPool& pool) {
    HeldTensor held{tensor, {}};
    const auto own = [&held](DataType type, std::vector<std::byte> bytes) {
        held.own = std::move(bytes);
        held.tensor = {type, held.tensor.shape, false, held.own};
    };
    if (tensor.transposed) {
        own(tensor.type, turned(tensor, pool));
    } else if (!aligned(tensor)) {
        own(tensor.type, {tensor.bytes.begin(), tensor.bytes.end()});
    }
    const DataType type = typeFor(tensor, precision);
    if (type != tensor.type) own(type, converted(held.tensor, type, pool));
    return held;
}

}  // namespace lossylens::nn
