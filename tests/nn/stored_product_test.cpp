#include <QtTest>
#include <cmath>
#include <cstring>

#include "nn/random_weights.h"
#include "nn/stored_product.h"
#include "nn/targets.h"

using namespace lossylens::nn;

namespace {

std::vector<float> product(const Weights& w, DataType type, const std::vector<float>& x, int rows) {
    std::vector<float> y(static_cast<std::size_t>(rows * w.outputs));
    multiplyStored({.type = type,
                    .weights = w.bytes.data(),
                    .outputs = w.outputs,
                    .inputs = w.inputs,
                    .x = x.data(),
                    .rows = rows,
                    .y = y.data(),
                    .y_stride = w.outputs});
    return y;
}

}  // namespace

class StoredProductTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTargetEqualsThePlainSum_data() {
        QTest::addColumn<qint64>("target");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("inputs");
        QTest::addColumn<bool>("extreme");
        for (const auto& [target_name, target] : runnableTargets()) {
            for (const auto& [type_name, type] : kTypes) {
                const bool blocks = type >= DataType::q8_0;
                for (const int inputs : {32, 96, 576, blocks ? 64 : 37}) {
                    for (const bool extreme : {false, true}) {
                        QTest::addRow("%s %s %d %s", target_name.c_str(), type_name, inputs,
                                      extreme ? "extreme" : "random")
                            << static_cast<qint64>(target) << static_cast<int>(type) << inputs << extreme;
                    }
                }
            }
        }
    }

    void everyTargetEqualsThePlainSum() {
        QFETCH(const qint64, target);
        QFETCH(const int, type);
        QFETCH(const int, inputs);
        QFETCH(const bool, extreme);
        const OnTarget on(target);
        const auto data_type = static_cast<DataType>(type);
        const Weights w = WeightMaker(data_type, extreme ? Values::extreme : Values::random).make(5, inputs);
        constexpr int kRows = 11;
        const std::vector<float> x = activations(kRows * inputs);
        const std::vector<float> y = product(w, data_type, x, kRows);
        for (int row = 0; row < kRows; ++row) {
            for (int output = 0; output < w.outputs; ++output) {
                double sum = 0;
                double size = 0;
                for (int i = 0; i < inputs; ++i) {
                    const double term = static_cast<double>(x[static_cast<std::size_t>(row * inputs + i)]) *
                                        w.numbers[static_cast<std::size_t>(output * inputs + i)];
                    sum += term;
                    size += std::abs(term);
                }
                const double error = std::abs(
                    static_cast<double>(y[static_cast<std::size_t>(row * w.outputs + output)]) - sum);
                QVERIFY2(error <= 1e-6 * size, qPrintable(QStringLiteral("row %1, output %2: off by %3 of %4")
                                                              .arg(row)
                                                              .arg(output)
                                                              .arg(error)
                                                              .arg(size)));
            }
        }
    }

    void aRowIsTheSameToTheBitInAnyCompany_data() {
        QTest::addColumn<qint64>("target");
        QTest::addColumn<int>("type");
        for (const auto& [target_name, target] : runnableTargets()) {
            for (const auto& [type_name, type] : kTypes) {
                QTest::addRow("%s %s", target_name.c_str(), type_name)
                    << static_cast<qint64>(target) << static_cast<int>(type);
            }
        }
    }

    void aRowIsTheSameToTheBitInAnyCompany() {
        QFETCH(const qint64, target);
        QFETCH(const int, type);
        const OnTarget on(target);
        const auto data_type = static_cast<DataType>(type);
        const Weights w = WeightMaker(data_type, Values::random).make(7, 96);
        constexpr int kRows = 19;
        const std::vector<float> x = activations(kRows * w.inputs);
        const std::vector<float> together = product(w, data_type, x, kRows);
        for (int row = 0; row < kRows; ++row) {
            const std::vector<float> own(x.begin() + row * w.inputs, x.begin() + (row + 1) * w.inputs);
            const std::vector<float> alone = product(w, data_type, own, 1);
            QCOMPARE(
                std::memcmp(alone.data(), together.data() + row * w.outputs, alone.size() * sizeof(float)),
                0);
        }
    }
};

QTEST_GUILESS_MAIN(StoredProductTest)
#include "stored_product_test.moc"
