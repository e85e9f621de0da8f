#include "formats/tensor.h"

#include <QtTest>
#include <bit>
#include <cmath>
#include <vector>

#include "formats/bytes.h"

using namespace lossylens;
using namespace lossylens::formats;

namespace {

constexpr std::uint16_t kHalf = 0x3800;  // 0.5
constexpr std::uint16_t kMinusTwo = 0xc000;

std::vector<float> rowOf(const Tensor& tensor, std::int64_t row = 0) {
    std::vector<float> out(static_cast<std::size_t>(tensor.columns()));
    dequantizeRow(tensor, row, out);
    return out;
}

// One block, the codes 0, 1, … 31 cut to their low bits, as the formats pack them.
Bytes& addCodes(Bytes& bytes) {
    for (int i = 0; i < 16; ++i) bytes.add(static_cast<std::uint8_t>((i & 15) | ((i + 16) & 15) << 4));
    return bytes;
}

}  // namespace

class TensorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typesHaveTheirSizes() {
        QCOMPARE(bytesOf(DataType::f32, 64), 256);
        QCOMPARE(bytesOf(DataType::f16, 64), 128);
        QCOMPARE(bytesOf(DataType::bf16, 64), 128);
        QCOMPARE(bytesOf(DataType::q8_0, 64), 68);
        QCOMPARE(bytesOf(DataType::q4_0, 64), 36);
        QCOMPARE(bytesOf(DataType::q4_1, 64), 40);
        QCOMPARE(bytesOf(DataType::q5_0, 64), 44);
        QCOMPARE(bytesOf(DataType::q5_1, 64), 48);
        QCOMPARE(nameOf(DataType::q5_1), std::string_view("Q5_1"));
        QCOMPARE(blockLength(DataType::q4_0), 32);
        QCOMPARE(blockLength(DataType::bf16), 1);
    }

    void floatsAreReadByRow() {
        Bytes bytes;
        for (const float number : {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F}) bytes.add(number);
        const Tensor tensor{.type = DataType::f32, .shape = {2, 3}, .bytes = bytes.all()};
        QCOMPARE(rowOf(tensor, 1), (std::vector<float>{4, 5, 6}));
    }

    void transposedMatrixIsReadAcross() {
        Bytes bytes;  // {inputs 2, outputs 3}
        for (const float number : {1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F}) bytes.add(number);
        const Tensor tensor{.type = DataType::f32, .shape = {3, 2}, .transposed = true, .bytes = bytes.all()};
        QCOMPARE(rowOf(tensor, 0), (std::vector<float>{1, 4}));
        QCOMPARE(rowOf(tensor, 2), (std::vector<float>{3, 6}));
    }

    void transposedHalvesAreReadAcross() {
        Bytes bytes;
        for (const int half : {0x3c00, 0x4000, 0x4200, 0x4400})
            bytes.add(static_cast<std::uint16_t>(half));  // 1 … 4
        const Tensor tensor{.type = DataType::f16, .shape = {2, 2}, .transposed = true, .bytes = bytes.all()};
        QCOMPARE(rowOf(tensor, 1), (std::vector<float>{2, 4}));
    }

    void vectorIsOneRow() {
        Bytes bytes;
        bytes.add(1.5F).add(-2.5F);
        const Tensor tensor{.type = DataType::f32, .shape = {2}, .bytes = bytes.all()};
        QCOMPARE(tensor.rows(), 1);
        QCOMPARE(rowOf(tensor), (std::vector<float>{1.5F, -2.5F}));
    }

    void everyHalfIsExact() {
        for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
            Bytes bytes;
            bytes.add(static_cast<std::uint16_t>(bits));
            const float value = rowOf({.type = DataType::f16, .shape = {1}, .bytes = bytes.all()})[0];
            const int exponent = static_cast<int>(bits >> 10 & 31);
            const int mantissa = static_cast<int>(bits & 1023);
            if (exponent == 31) {
                QCOMPARE(std::isnan(value), mantissa != 0);
                QCOMPARE(std::isinf(value), mantissa == 0);
            } else {
                const double magnitude =
                    exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
                QCOMPARE(static_cast<double>(std::abs(value)), magnitude);
            }
            QCOMPARE(std::signbit(value), (bits & 0x8000) != 0);
        }
    }

    void brainFloatIsTheUpperHalfOfAFloat() {
        Bytes bytes;
        bytes.add(std::uint16_t{0x3fc0}).add(std::uint16_t{0xc2f7});
        const Tensor tensor{.type = DataType::bf16, .shape = {2}, .bytes = bytes.all()};
        QCOMPARE(rowOf(tensor), (std::vector<float>{1.5F, -123.5F}));
    }

    void eightBitBlockIsScaledCodes() {
        Bytes bytes;
        bytes.add(kHalf);
        for (int i = 0; i < 32; ++i) bytes.add(static_cast<std::int8_t>(i * 8 - 128));
        const auto row = rowOf({.type = DataType::q8_0, .shape = {32}, .bytes = bytes.all()});
        for (int i = 0; i < 32; ++i) QCOMPARE(row[i], 0.5F * static_cast<float>(i * 8 - 128));
    }

    void fourBitBlockIsCentredOnEight() {
        Bytes bytes;
        const auto row =
            rowOf({.type = DataType::q4_0, .shape = {32}, .bytes = addCodes(bytes.add(kHalf)).all()});
        for (int i = 0; i < 32; ++i) QCOMPARE(row[i], 0.5F * static_cast<float>(i % 16 - 8));
    }

    void fourBitBlockWithMinimumStartsThere() {
        Bytes bytes;
        const auto row = rowOf({.type = DataType::q4_1,
                                .shape = {32},
                                .bytes = addCodes(bytes.add(kHalf).add(kMinusTwo)).all()});
        for (int i = 0; i < 32; ++i) QCOMPARE(row[i], 0.5F * static_cast<float>(i % 16) - 2);
    }

    void fiveBitBlockTakesItsFifthBits() {
        Bytes bytes;
        bytes.add(kHalf).add(std::uint32_t{0xffff0000});  // numbers 16 … 31
        const auto row = rowOf({.type = DataType::q5_0, .shape = {32}, .bytes = addCodes(bytes).all()});
        for (int i = 0; i < 32; ++i) QCOMPARE(row[i], 0.5F * static_cast<float>(i - 16));
    }

    void fiveBitBlockWithMinimumStartsThere() {
        Bytes bytes;
        bytes.add(kHalf).add(kMinusTwo).add(std::uint32_t{0xffff0000});
        const auto row = rowOf({.type = DataType::q5_1, .shape = {32}, .bytes = addCodes(bytes).all()});
        for (int i = 0; i < 32; ++i) QCOMPARE(row[i], 0.5F * static_cast<float>(i) - 2);
    }

    void secondRowOfBlocksStartsBehindTheFirst() {
        Bytes bytes;
        for (int block = 0; block < 4; ++block) {
            bytes.add(kHalf);
            for (int i = 0; i < 32; ++i) bytes.add(static_cast<std::int8_t>(block));
        }
        const Tensor tensor{.type = DataType::q8_0, .shape = {2, 64}, .bytes = bytes.all()};
        const auto row = rowOf(tensor, 1);
        QCOMPARE(row.front(), 1.0F);
        QCOMPARE(row.back(), 1.5F);
    }
};

QTEST_GUILESS_MAIN(TensorTest)
#include "tensor_test.moc"
