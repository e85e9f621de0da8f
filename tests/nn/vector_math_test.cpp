#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "nn/targets.h"
#include "nn/vector_math.h"

using namespace lossylens::nn;

namespace {

std::vector<float> numbers(int count, unsigned seed, float spread = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0, spread);
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values) value = normal(random);
    return values;
}

void addTargets() {
    QTest::addColumn<qint64>("target");
    for (const auto& [name, target] : runnableTargets())
        QTest::addRow("%s", name.c_str()) << static_cast<qint64>(target);
}

bool near(float value, double expected, double scale) {
    return std::abs(static_cast<double>(value) - expected) <= 2e-6 * scale;
}

}  // namespace

// Each part against the formula in double precision, at lengths with and without a rest, on every target.
class VectorMathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normsFollowTheirFormulas_data() { addTargets(); }
    void normsFollowTheirFormulas() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        for (const int count : {1, 7, 16, 48, 577}) {
            const auto size = static_cast<std::size_t>(count);
            const auto x = numbers(count, 1, 3);
            const auto weight = numbers(count, 2);
            const auto bias = numbers(count, 3);
            double mean = 0;
            double squares = 0;
            for (const float v : x) {
                mean += static_cast<double>(v) / count;
                squares += static_cast<double>(v) * static_cast<double>(v) / count;
            }
            double variance = 0;
            for (const float v : x)
                variance += (static_cast<double>(v) - mean) * (static_cast<double>(v) - mean) / count;
            std::vector<float> rms(size);
            std::vector<float> layer(size);
            rmsNorm(x, weight, 1e-5F, rms);
            layerNorm(x, weight, bias, 1e-5F, layer);
            for (std::size_t i = 0; i < size; ++i) {
                const auto v = static_cast<double>(x[i]);
                const auto w = static_cast<double>(weight[i]);
                QVERIFY(near(rms[i], v / std::sqrt(squares + 1e-5) * w, 4));
                QVERIFY(near(layer[i],
                             (v - mean) / std::sqrt(variance + 1e-5) * w + static_cast<double>(bias[i]), 8));
            }
        }
    }

    void activationsFollowTheirFormulas_data() { addTargets(); }
    void activationsFollowTheirFormulas() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        auto x = numbers(533, 4, 4);
        x.insert(x.end(), {0.0F, -0.0F, 1e-30F, 90.0F, -90.0F, 1e4F, -1e4F, 3e30F, -3e30F});
        const std::vector<float> up(x.size(), 1.5F);
        auto silu = x;
        swiGlu(silu, up);
        auto gelu = x;
        geluTanh(gelu);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const auto v = static_cast<double>(x[i]);
            const double scale = std::abs(v) + 1e-30;
            QVERIFY(near(silu[i], 1.5 * v / (1 + std::exp(-v)), scale));
            if (std::abs(v) > 1e5) continue;  // the cube leaves float32's range; looked at below
            const double tanh = std::tanh(std::sqrt(2 / M_PI) * (v + 0.044715 * v * v * v));
            QVERIFY(near(gelu[i], 0.5 * v * (1 + tanh), scale));
        }
        QCOMPARE(gelu[x.size() - 2], 3e30F);
        QVERIFY(std::abs(gelu[x.size() - 1]) < 1e-5F);
    }

    void finiteMeansNoNaNAndNoInfinity_data() { addTargets(); }
    void finiteMeansNoNaNAndNoInfinity() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        std::vector<float> x(37, std::numeric_limits<float>::max());
        QVERIFY(allFinite(x));
        for (const std::size_t place : {std::size_t{0}, std::size_t{20}, std::size_t{36}}) {
            for (const float bad :
                 {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
                auto y = x;
                y[place] = bad;
                QVERIFY(!allFinite(y));
            }
        }
    }
};

QTEST_GUILESS_MAIN(VectorMathTest)
#include "vector_math_test.moc"
