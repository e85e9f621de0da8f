#include <QtTest>
#include <cmath>
#include <cstring>
#include <limits>

#include "nn/integer_product.h"
#include "nn/interleaved.h"
#include "nn/random_weights.h"
#include "nn/targets.h"

using namespace lossylens::nn;

namespace {

constexpr std::array<std::pair<const char*, DataType>, 5> kBlockTypes = {{{"Q8_0", DataType::q8_0},
                                                                          {"Q4_0", DataType::q4_0},
                                                                          {"Q4_1", DataType::q4_1},
                                                                          {"Q5_0", DataType::q5_0},
                                                                          {"Q5_1", DataType::q5_1}}};

EightBitRows quantized(const std::vector<float>& x, int rows) {
    EightBitRows result;
    const auto width = x.size() / static_cast<std::size_t>(rows);
    result.resize(rows, static_cast<int>(width));
    for (int row = 0; row < rows; ++row) {
        quantizeRow(std::span(x).subspan(static_cast<std::size_t>(row) * width, width), row, result);
    }
    return result;
}

std::vector<float> product(const Weights& w, DataType type, const EightBitRows& x, bool byte_dot) {
    ThreadPool pool(2);
    const auto interleaved =
        interleave({type, {w.outputs, w.inputs}, false, std::span<const std::byte>(w.bytes)}, pool);
    std::vector<float> y(static_cast<std::size_t>(x.rows * w.outputs));
    multiplyIntegers({.type = type,
                      .weights = interleaved.bytes.get(),
                      .outputs = w.outputs,
                      .x = &x,
                      .y = y.data(),
                      .y_stride = w.outputs,
                      .byte_dot = byte_dot});
    return y;
}

// Every target with integer kernels, with and without the machine's byte dot product.
void addKernels() {
    QTest::addColumn<qint64>("target");
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("byte_dot");
    for (const auto& [target_name, target] : runnableTargets()) {
        const OnTarget on(target);
        if (!hasIntegerKernels()) continue;
        for (const auto& [type_name, type] : kBlockTypes) {
            for (const bool byte_dot : {false, true}) {
                if (byte_dot && !machineHasByteDot()) continue;
                QTest::addRow("%s %s%s", target_name.c_str(), type_name, byte_dot ? " byte dot" : "")
                    << static_cast<qint64>(target) << static_cast<int>(type) << byte_dot;
            }
        }
    }
}

void addTargets() {
    QTest::addColumn<qint64>("target");
    for (const auto& [name, target] : runnableTargets()) {
        QTest::addRow("%s", name.c_str()) << static_cast<qint64>(target);
    }
}

}  // namespace

class IntegerProductTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKernelEqualsThePlainSum_data() { addKernels(); }
    void everyKernelEqualsThePlainSum() {
        QFETCH(const qint64, target);
        QFETCH(const int, type);
        QFETCH(const bool, byte_dot);
        const OnTarget on(target);
        const auto data_type = static_cast<DataType>(type);
        for (const Values values : {Values::random, Values::extreme}) {
            const Weights w =
                WeightMaker(data_type, values).make(37, 96);  // the third group is partly filled
            constexpr int kRows = 7;
            std::vector<float> x = activations(kRows * w.inputs);
            for (int i = 0; i < w.inputs; ++i) x[static_cast<std::size_t>(i)] = i % 2 == 0 ? 127.0F : -127.0F;
            for (int i = w.inputs; i < 2 * w.inputs; ++i) x[static_cast<std::size_t>(i)] = 127.0F;
            const EightBitRows codes = quantized(x, kRows);
            const std::vector<float> y = product(w, data_type, codes, byte_dot);
            for (int row = 0; row < kRows; ++row) {
                for (int output = 0; output < w.outputs; ++output) {
                    double sum = 0;
                    double size = 0;
                    for (int i = 0; i < w.inputs; ++i) {
                        const auto at = static_cast<std::size_t>(row * w.inputs + i);
                        const double number = static_cast<double>(codes.scales[at / 16]) * codes.codes[at];
                        const auto place = static_cast<std::size_t>(output * w.inputs + i);
                        sum += number * w.numbers[place];
                        size += std::abs(number) *
                                (std::abs(w.numbers[place]) + 2 * std::abs(w.offsets[place / 32]));
                    }
                    const double error = std::abs(
                        static_cast<double>(y[static_cast<std::size_t>(row * w.outputs + output)]) - sum);
                    QVERIFY2(error <= 1e-6 * size,
                             qPrintable(QStringLiteral("row %1, output %2: off by %3 of %4")
                                            .arg(row)
                                            .arg(output)
                                            .arg(error)
                                            .arg(size)));
                }
            }
        }
    }

    void aRowIsTheSameToTheBitInAnyCompany_data() { addKernels(); }
    void aRowIsTheSameToTheBitInAnyCompany() {
        QFETCH(const qint64, target);
        QFETCH(const int, type);
        QFETCH(const bool, byte_dot);
        const OnTarget on(target);
        const auto data_type = static_cast<DataType>(type);
        const Weights w = WeightMaker(data_type, Values::random).make(37, 96);
        constexpr int kRows = 11;
        const std::vector<float> x = activations(kRows * w.inputs);
        const std::vector<float> together = product(w, data_type, quantized(x, kRows), byte_dot);
        for (int row = 0; row < kRows; ++row) {
            const std::vector<float> own(x.begin() + row * w.inputs, x.begin() + (row + 1) * w.inputs);
            const std::vector<float> alone = product(w, data_type, quantized(own, 1), byte_dot);
            QCOMPARE(
                std::memcmp(alone.data(), together.data() + row * w.outputs, alone.size() * sizeof(float)),
                0);
        }
    }

    void codesAreTheNearestOnes_data() { addTargets(); }
    void codesAreTheNearestOnes() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        std::vector<float> x = activations(64);
        for (std::size_t i = 32; i < 48; ++i) x[i] = 0;
        for (std::size_t i = 48; i < 64; ++i) x[i] *= 1e30F;
        const EightBitRows codes = quantized(x, 1);
        std::array<int, 4> sums{};
        for (std::size_t sixteen = 0; sixteen < 4; ++sixteen) {
            const auto scale = static_cast<double>(codes.scales[sixteen]);
            int largest = 0;
            for (std::size_t i = 16 * sixteen; i < 16 * sixteen + 16; ++i) {
                QVERIFY(std::abs(static_cast<double>(x[i]) - scale * codes.codes[i]) <= 0.5001 * scale);
                sums[sixteen] += codes.codes[i];
                largest = std::max(largest, std::abs(static_cast<int>(codes.codes[i])));
            }
            QCOMPARE(largest, sixteen == 2 ? 0 : 127);
        }
        QCOMPARE(codes.totals[0], codes.scales[0] * static_cast<float>(sums[0]) +
                                      codes.scales[1] * static_cast<float>(sums[1]));
    }

    void whatIsNotFiniteMakesTheScaleNaN_data() { addTargets(); }
    void whatIsNotFiniteMakesTheScaleNaN() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        for (const float bad :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            for (const std::size_t place : {std::size_t{0}, std::size_t{9}, std::size_t{31}}) {
                std::vector<float> x = activations(32);
                x[place] = bad;
                const EightBitRows codes = quantized(x, 1);
                QVERIFY(std::isnan(codes.scales[place / 16]));
                QVERIFY(std::isfinite(codes.scales[1 - place / 16]));
            }
        }
    }
};

QTEST_GUILESS_MAIN(IntegerProductTest)
#include "integer_product_test.moc"
