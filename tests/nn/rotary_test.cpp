#include <QtTest>
#include <cmath>
#include <vector>

#include "nn/rotary.h"

using lossylens::formats::Hyperparameters;
using lossylens::formats::RopeLayout;
using lossylens::formats::RopeScaling;
using lossylens::nn::Rotary;

namespace {

Hyperparameters shapeOf(int head_dimensions, RopeLayout layout = RopeLayout::halves) {
    Hyperparameters shape;
    shape.head_dimensions = head_dimensions;
    shape.rope_layout = layout;
    return shape;
}

bool near(float value, double expected) { return std::abs(static_cast<double>(value) - expected) < 1e-6; }

}  // namespace

class RotaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPairTurnsByPositionTimesItsFrequency() {
        const Rotary rotary(shapeOf(4), {});
        QVERIFY(near(rotary.frequencies()[0], 1));
        QVERIFY(near(rotary.frequencies()[1], 0.01));  // 10000^(−2/4)
        std::vector<float> head = {1, 0, 0, 1};        // pairs (0, 2) and (1, 3)
        rotary.turn(head, rotary.table(4), 3);
        QVERIFY(near(head[0], std::cos(3)));
        QVERIFY(near(head[2], std::sin(3)));
        QVERIFY(near(head[1], -std::sin(0.03)));
        QVERIFY(near(head[3], std::cos(0.03)));
    }

    void layoutsDifferOnlyInWhereAPairSits() {
        const Rotary halves(shapeOf(6), {});
        const Rotary interleaved(shapeOf(6, RopeLayout::interleaved), {});
        std::vector<float> a = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};  // two heads
        std::vector<float> b = {1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12};
        halves.turn(a, halves.table(10), 9);
        interleaved.turn(b, interleaved.table(10), 9);
        const std::vector<std::size_t> place = {0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11};
        for (std::size_t i = 0; i < a.size(); ++i) QCOMPARE(a[i], b[place[i]]);
    }

    void positionZeroTurnsNothing() {
        const Rotary rotary(shapeOf(8), {});
        std::vector<float> head = {1, 2, 3, 4, 5, 6, 7, 8};
        rotary.turn(head, rotary.table(1), 0);
        QCOMPARE(head, (std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}));
    }

    void linearScalingDividesFrequencies() {
        Hyperparameters shape = shapeOf(4);
        shape.rope_scaling = {.kind = RopeScaling::Kind::linear, .factor = 4};
        const Rotary rotary(shape, {});
        QVERIFY(near(rotary.frequencies()[0], 0.25));
        QVERIFY(near(rotary.frequencies()[1], 0.0025));
    }

    // Expected numbers: transformers' _compute_llama3_parameters with these settings (Llama 3.2's, head of
    // 64).
    void llama3ScalingKeepsShortWavesAndStretchesLongOnes() {
        Hyperparameters shape = shapeOf(64);
        shape.rope_base = 500000;
        shape.rope_scaling = {.kind = RopeScaling::Kind::llama3,
                              .factor = 32,
                              .low_frequency_factor = 1,
                              .high_frequency_factor = 4,
                              .original_context = 8192};
        const Rotary rotary(shape, {});
        const std::vector<std::pair<std::size_t, double>> expected = {{0, 1},
                                                                      {5, 0.128687382},
                                                                      {12, 0.00729266508},
                                                                      {14, 0.00321144611},
                                                                      {15, 0.00129054801},
                                                                      {16, 0.000429556705},
                                                                      {17, 9.70828623e-05},
                                                                      {18, 1.94616387e-05},
                                                                      {20, 8.57025589e-06},
                                                                      {31, 9.41830649e-08}};
        for (const auto& [j, frequency] : expected) {
            QVERIFY(std::abs(static_cast<double>(rotary.frequencies()[j]) / frequency - 1) < 1e-6);
        }
    }

    void divisorsOfTheFileAreUsed() {
        const std::vector<float> divisors = {1, 8};
        const Rotary rotary(shapeOf(4), divisors);
        QVERIFY(near(rotary.frequencies()[0], 1));
        QVERIFY(near(rotary.frequencies()[1], 0.00125));
    }
};

QTEST_GUILESS_MAIN(RotaryTest)
#include "rotary_test.moc"
