// dequantizeRow of formats/tensor.h. Block layouts: ggml's ggml-common.h, block_q4_0 and its kin; the codes
// of a 4- or 5-bit block hold number i in the low half of byte i, number i + 16 in its high half.
#include <bit>
#include <cstring>

#include "formats/tensor.h"

namespace lossylens::formats {
namespace {

template <class T>
T load(const std::byte* from) {  // files need not be aligned
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
}

float fromHalf(std::uint16_t half) {
    const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16;
    const std::uint32_t exponent = (half >> 10) & 0x1fU;
    const std::uint32_t mantissa = half & 0x3ffU;
    if (exponent == 0) {  // zero or subnormal: mantissa · 2⁻²⁴
        const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
        return sign != 0 ? -magnitude : magnitude;
    }
    const std::uint32_t widened = exponent == 31 ? 255 : exponent + (127 - 15);
    return std::bit_cast<float>(sign | widened << 23 | mantissa << 13);
}

float halfAt(const std::byte* from) { return fromHalf(load<std::uint16_t>(from)); }

float numberAt(DataType type, const std::byte* from) {
    switch (type) {
        case DataType::f16:
            return halfAt(from);
        case DataType::bf16:
            return std::bit_cast<float>(static_cast<std::uint32_t>(load<std::uint16_t>(from)) << 16);
        default:
            return load<float>(from);
    }
}

// One number every `stride` bytes.
void widen(DataType type, const std::byte* from, std::size_t stride, std::span<float> out) {
    for (float& number : out) {
        number = numberAt(type, from);
        from += stride;
    }
}

int lowCode(std::byte pair) { return std::to_integer<int>(pair & std::byte{15}); }
int highCode(std::byte pair) { return std::to_integer<int>(pair >> 4); }

void unpackQ8(const std::byte* block, float* out) {
    const float scale = halfAt(block);
    for (int i = 0; i < 32; ++i) out[i] = scale * static_cast<float>(load<std::int8_t>(block + 2 + i));
}

void unpackFourBits(const std::byte* codes, float scale, int offset, float minimum, float* out) {
    for (int i = 0; i < 16; ++i) {
        out[i] = static_cast<float>(lowCode(codes[i]) - offset) * scale + minimum;
        out[i + 16] = static_cast<float>(highCode(codes[i]) - offset) * scale + minimum;
    }
}

void unpackFiveBits(const std::byte* fifth_bits_and_codes, float scale, int offset, float minimum,
                    float* out) {
    const auto fifth = load<std::uint32_t>(fifth_bits_and_codes);
    const std::byte* codes = fifth_bits_and_codes + 4;
    const auto fifthBit = [&](int i) { return static_cast<int>((fifth >> i) & 1U) << 4; };
    for (int i = 0; i < 16; ++i) {
        out[i] = static_cast<float>((lowCode(codes[i]) | fifthBit(i)) - offset) * scale + minimum;
        out[i + 16] = static_cast<float>((highCode(codes[i]) | fifthBit(i + 16)) - offset) * scale + minimum;
    }
}

void unpackBlock(DataType type, const std::byte* block, float* out) {
    switch (type) {
        case DataType::q8_0:
            return unpackQ8(block, out);
        case DataType::q4_0:
            return unpackFourBits(block + 2, halfAt(block), 8, 0, out);
        case DataType::q4_1:
            return unpackFourBits(block + 4, halfAt(block), 0, halfAt(block + 2), out);
        case DataType::q5_0:
            return unpackFiveBits(block + 2, halfAt(block), 16, 0, out);
        case DataType::q5_1:
            return unpackFiveBits(block + 4, halfAt(block), 0, halfAt(block + 2), out);
        case DataType::f32:
        case DataType::f16:
        case DataType::bf16:
            return;  // no blocks: see widen
    }
}

}  // namespace

void dequantizeRow(const Tensor& tensor, std::int64_t row, std::span<float> out) {
    const auto length = static_cast<std::size_t>(blockLength(tensor.type));
    const auto size = static_cast<std::size_t>(blockBytes(tensor.type));
    if (tensor.transposed) {
        const std::byte* from = tensor.bytes.data() + static_cast<std::size_t>(row) * size;
        return widen(tensor.type, from, static_cast<std::size_t>(tensor.rows()) * size, out);
    }
    const std::byte* from =
        tensor.bytes.data() +
        static_cast<std::size_t>(row) * static_cast<std::size_t>(bytesOf(tensor.type, tensor.columns()));
    if (length == 1) return widen(tensor.type, from, size, out);
    for (std::size_t i = 0; i < out.size(); i += length, from += size) {
        unpackBlock(tensor.type, from, out.data() + i);
    }
}

}  // namespace lossylens::formats
