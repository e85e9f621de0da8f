#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "formats/tensor.h"

namespace lossylens::nn {

using formats::DataType;

// A matrix in a file's bytes and the same as plain numbers, unpacked here one at a time from the formats'
// definitions.
struct Weights {
    int outputs = 0;
    int inputs = 0;
    std::vector<std::byte> bytes;
    std::vector<double> numbers;
    std::vector<double> offsets;  // a block's minimum, 0 where the type has none
};

enum class Values { random, extreme };

class WeightMaker {
public:
    WeightMaker(DataType type, Values values) : type_(type), values_(values) {}

    Weights make(int outputs, int inputs) {
        Weights w{outputs, inputs, {}, {}, {}};
        const bool blocks = type_ != DataType::f32 && type_ != DataType::f16 && type_ != DataType::bf16;
        for (int i = 0; i < outputs * inputs; i += blocks ? 32 : 1) blocks ? addBlock(w) : addNumber(w);
        return w;
    }

private:
    static void append(Weights& w, const void* data, std::size_t size) {
        const auto* bytes = static_cast<const std::byte*>(data);
        w.bytes.insert(w.bytes.end(), bytes, bytes + size);
    }

    static double halfToNumber(std::uint16_t half) {
        const int exponent = half >> 10 & 31;
        const int mantissa = half & 1023;
        const double size =
            exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
        return (half >> 15) != 0 ? -size : size;
    }

    // A finite half: of any size, or near 1.
    std::uint16_t half() {
        if (values_ == Values::random) return static_cast<std::uint16_t>(0x3000 + random_() % 0x0c00);
        constexpr std::array<std::uint16_t, 6> kEnds = {0x0000, 0x8000, 0x0001, 0x83ff, 0x7bff, 0xfbff};
        return kEnds[random_() % kEnds.size()];
    }

    std::uint8_t byte() {
        if (values_ == Values::random) return static_cast<std::uint8_t>(random_());
        constexpr std::array<std::uint8_t, 4> kEnds = {0x00, 0xff, 0x80, 0x7f};
        return kEnds[random_() % kEnds.size()];
    }

    void addNumber(Weights& w) {
        const std::uint16_t bits = half();
        if (type_ == DataType::f16) {
            append(w, &bits, 2);
            w.numbers.push_back(halfToNumber(bits));
            return;
        }
        auto value = static_cast<float>(halfToNumber(bits));
        std::uint32_t word = 0;
        std::memcpy(&word, &value, 4);
        if (type_ == DataType::bf16) {
            const auto upper = static_cast<std::uint16_t>(word >> 16);
            append(w, &upper, 2);
            word &= 0xffff0000;
            std::memcpy(&value, &word, 4);
        } else {
            append(w, &value, 4);
        }
        w.numbers.push_back(static_cast<double>(value));
    }

    void addBlock(Weights& w) {
        const std::uint16_t scale = half();
        append(w, &scale, 2);
        double offset = 0;
        if (type_ == DataType::q4_1 || type_ == DataType::q5_1) {
            const std::uint16_t bits = half();
            append(w, &bits, 2);
            offset = halfToNumber(bits);
        }
        w.offsets.push_back(offset);
        std::array<int, 32> codes{};
        if (type_ == DataType::q8_0) {
            for (int& code : codes) {
                const std::uint8_t bits = byte();
                append(w, &bits, 1);
                code = static_cast<std::int8_t>(bits);
            }
        } else {
            addSmallCodes(w, codes);
        }
        for (const int code : codes) w.numbers.push_back(halfToNumber(scale) * code + offset);
    }

    void addSmallCodes(Weights& w, std::array<int, 32>& codes) {
        if (type_ == DataType::q5_0 || type_ == DataType::q5_1) {
            for (std::size_t i = 0; i < 32; i += 8) {
                const std::uint8_t bits = byte();
                append(w, &bits, 1);
                for (std::size_t bit = 0; bit < 8; ++bit) codes[i + bit] = (bits >> bit & 1) * 16;
            }
        }
        for (std::size_t i = 0; i < 16; ++i) {
            const std::uint8_t bits = byte();
            append(w, &bits, 1);
            codes[i] += bits & 15;
            codes[i + 16] += bits >> 4;
        }
        const int zero = type_ == DataType::q4_0 ? 8 : type_ == DataType::q5_0 ? 16 : 0;
        for (int& code : codes) code -= zero;
    }

    DataType type_;
    Values values_;
    std::mt19937 random_{20251};
};

inline std::vector<float> activations(int count) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<float> x(static_cast<std::size_t>(count));
    for (float& value : x) value = normal(random);
    return x;
}

constexpr std::array<std::pair<const char*, DataType>, 8> kTypes = {{{"F32", DataType::f32},
                                                                     {"F16", DataType::f16},
                                                                     {"BF16", DataType::bf16},
                                                                     {"Q8_0", DataType::q8_0},
                                                                     {"Q4_0", DataType::q4_0},
                                                                     {"Q4_1", DataType::q4_1},
                                                                     {"Q5_0", DataType::q5_0},
                                                                     {"Q5_1", DataType::q5_1}}};

}  // namespace lossylens::nn
