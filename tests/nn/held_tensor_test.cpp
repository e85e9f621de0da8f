#include <QtTest>
#include <cmath>
#include <cstring>
#include <limits>

#include "nn/held_tensor.h"
#include "nn/random_weights.h"

using namespace lossylens::nn;
using lossylens::formats::DataType;
using lossylens::formats::Tensor;

namespace {

Tensor tensorOf(const std::vector<float>& numbers, std::int64_t rows) {
    return {DataType::f32,
            {rows, static_cast<std::int64_t>(numbers.size()) / rows},
            false,
            std::as_bytes(std::span(numbers))};
}

std::vector<float> numbersOf(const Tensor& tensor) {
    std::vector<float> numbers(static_cast<std::size_t>(tensor.rows() * tensor.columns()));
    for (std::int64_t row = 0; row < tensor.rows(); ++row) {
        lossylens::formats::dequantizeRow(
            tensor, row,
            std::span(numbers).subspan(static_cast<std::size_t>(row * tensor.columns()),
                                       static_cast<std::size_t>(tensor.columns())));
    }
    return numbers;
}

std::vector<float> everyFiniteHalf() {
    std::vector<float> numbers;
    for (int bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        float number = 0;
        const Tensor one{DataType::f16, {1}, false, std::as_bytes(std::span(&half, 1))};
        lossylens::formats::dequantizeRow(one, 0, {&number, 1});
        if (std::isfinite(number)) numbers.push_back(number);
    }
    return numbers;
}

}  // namespace

class HeldTensorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyHalfSurvives() {
        ThreadPool pool(2);
        const std::vector<float> halves = everyFiniteHalf();
        const HeldTensor held = hold(tensorOf(halves, 1), Precision::f16, pool);
        QCOMPARE(held.tensor.type, DataType::f16);
        const std::vector<float> back = numbersOf(held.tensor);
        QCOMPARE(std::memcmp(back.data(), halves.data(), halves.size() * sizeof(float)), 0);
    }

    void numbersBetweenHalvesGoToTheNearerAndTiesToTheEvenOne() {
        ThreadPool pool(2);
        std::vector<float> halves = everyFiniteHalf();
        std::erase_if(halves, [](float half) { return std::signbit(half); });  // the others mirror them
        std::vector<float> numbers, expected;
        for (std::size_t i = 0; i + 1 < halves.size(); ++i) {
            const float middle = (halves[i] + halves[i + 1]) / 2;  // exact in float32
            numbers.insert(numbers.end(),
                           {std::nextafter(middle, 0.0F), middle, std::nextafter(middle, 1e6F)});
            expected.insert(expected.end(), {halves[i], halves[i + i % 2], halves[i + 1]});
        }
        QCOMPARE(numbersOf(hold(tensorOf(numbers, 1), Precision::f16, pool).tensor), expected);
    }

    void whatIsTooLargeForAHalfBecomesTheLargest() {
        ThreadPool pool(1);
        const std::vector<float> numbers = {1e6F, -1e30F, std::numeric_limits<float>::infinity()};
        const float infinity = numbers.back();
        QCOMPARE(numbersOf(hold(tensorOf(numbers, 1), Precision::f16, pool).tensor),
                 (std::vector<float>{65504, -65504, infinity}));
    }

    void bfloat16HasEightBitsAndTiesGoToTheEvenOne() {
        ThreadPool pool(1);
        const std::vector<float> numbers = {1, 1 + 0x1p-8F, 1 + 0x3p-8F, -3.14159F, 1e38F};
        QCOMPARE(numbersOf(hold(tensorOf(numbers, 1), Precision::bf16, pool).tensor),
                 (std::vector<float>{1, 1, 1 + 0x1p-6F, -3.140625F, 0x1.2cp126F}));
    }

    void blocksOfEightBitsAreWithinHalfAStep() {
        ThreadPool pool(2);
        std::vector<float> numbers = activations(5 * 64);
        for (std::size_t i = 64; i < 96; ++i) numbers[i] = 0;
        const HeldTensor held = hold(tensorOf(numbers, 5), Precision::q8_0, pool);
        QCOMPARE(held.tensor.type, DataType::q8_0);
        const std::vector<float> back = numbersOf(held.tensor);
        for (std::size_t block = 0; block < numbers.size(); block += 32) {
            float largest = 0;
            for (std::size_t i = block; i < block + 32; ++i)
                largest = std::max(largest, std::abs(numbers[i]));
            // half a step, and what the scale loses as a half
            const float allowed = largest / 127 * 0.5F + largest * 0x1p-11F;
            for (std::size_t i = block; i < block + 32; ++i)
                QVERIFY(std::abs(back[i] - numbers[i]) <= allowed);
        }
    }

    void onlyWhatTakesFewerBitsIsChanged() {
        ThreadPool pool(1);
        const std::vector<float> odd = activations(3 * 33);
        QCOMPARE(hold(tensorOf(odd, 3), Precision::q8_0, pool).tensor.type, DataType::f16);
        const Weights half = WeightMaker(DataType::f16, Values::random).make(2, 32);
        const Tensor halves{DataType::f16, {2, 32}, false, half.bytes};
        QCOMPARE(hold(halves, Precision::bf16, pool).tensor.type, DataType::f16);
        QCOMPARE(hold(halves, Precision::q8_0, pool).tensor.type, DataType::q8_0);
        const Weights blocks = WeightMaker(DataType::q4_1, Values::random).make(2, 32);
        const Tensor q4_1{DataType::q4_1, {2, 32}, false, blocks.bytes};
        for (const Precision precision : {Precision::stored, Precision::f16, Precision::q8_0})
            QCOMPARE(hold(q4_1, precision, pool).tensor.type, DataType::q4_1);
        const HeldTensor stored = hold(tensorOf(odd, 3), Precision::stored, pool);
        QVERIFY(stored.own.empty());
        QCOMPARE(stored.tensor.bytes.data(), std::as_bytes(std::span(odd)).data());
    }
};

QTEST_GUILESS_MAIN(HeldTensorTest)
#include "held_tensor_test.moc"
