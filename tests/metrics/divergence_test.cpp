#include "metrics/divergence.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <vector>

#include "base/random.h"

using namespace lossylens;
using namespace lossylens::metrics;

namespace {

std::vector<double> logs(std::vector<double> probabilities) {
    for (double& p : probabilities) p = std::log(p);
    return probabilities;
}

}  // namespace

class DivergenceTest : public QObject {
    Q_OBJECT

    static void compare(double value, double expected, double tolerance) {
        QVERIFY2(std::abs(value - expected) <= tolerance, qPrintable(QString::number(value, 'g', 17)));
    }

private Q_SLOTS:
    void logSoftmaxOfKnownLogits() {
        const auto log_p = logSoftmax(std::vector<float>{0, 0, std::log(2.0F)});
        QCOMPARE(log_p.size(), std::size_t{3});
        compare(log_p[0], std::log(0.25), 1e-7);
        compare(log_p[2], std::log(0.5), 1e-7);
        QVERIFY(logSoftmax(std::vector<float>{}).empty());
    }

    void logSoftmaxNeitherOverflowsNorLosesTheTail() {
        const auto log_p = logSoftmax(std::vector<float>{3e38F, 0, -std::numeric_limits<float>::infinity()});
        QCOMPARE(log_p[0], 0.0);
        QVERIFY(std::isfinite(log_p[1]));
        QCOMPARE(log_p[2], -std::numeric_limits<double>::infinity());
        compare(logSoftmax(std::vector<float>{0, -800})[1], -800, 1e-9);
    }

    void logitsThatAreNoneGiveNaN() {
        const float infinity = std::numeric_limits<float>::infinity();
        for (const float bad : {std::numeric_limits<float>::quiet_NaN(), infinity}) {
            for (const double value : logSoftmax(std::vector<float>{1, bad, 2})) QVERIFY(std::isnan(value));
        }
        for (const double value : logSoftmax(std::vector<float>{-infinity, -infinity}))
            QVERIFY(std::isnan(value));
    }

    void divergencesOfTheKnownPair() {
        const auto p = logs({.5, .5}), q = logs({.25, .75});
        compare(klDivergence(p, q), .14384, 5e-6);
        compare(jensenShannon(p, q), .03382, 5e-6);
        compare(jensenShannon(q, p), jensenShannon(p, q), 1e-15);
        compare(klDivergence(q, p), .25 * std::log(.5) + .75 * std::log(1.5), 1e-15);
    }

    void divergenceFromItselfIsZeroAndNeverBelow() {
        for (std::uint64_t trial = 0; trial < 200; ++trial) {
            std::vector<float> logits(100), close(100);
            for (std::size_t i = 0; i < logits.size(); ++i) {
                logits[i] = static_cast<float>(randomNormal({trial, i}));
                close[i] = std::nextafter(logits[i], 10.0F);
            }
            const auto log_p = logSoftmax(logits), log_q = logSoftmax(close);
            QCOMPARE(klDivergence(log_p, log_p), 0.0);
            QVERIFY(klDivergence(log_p, log_q) >= 0.0);
            QVERIFY(jensenShannon(log_p, log_q) >= 0.0);
        }
    }

    void impossibleIdsCountOnlyWhereTheyHappen() {
        const auto sure = logs({1, 0}), even = logs({.5, .5});
        compare(klDivergence(sure, even), std::log(2.0), 1e-15);
        QCOMPARE(klDivergence(even, sure), std::numeric_limits<double>::infinity());
        compare(jensenShannon(logs({1, 0}), logs({0, 1})), std::log(2.0), 1e-15);
        QCOMPARE(klDivergence(sure, sure), 0.0);
    }

    void entropyOfKnownDistributions() {
        compare(entropy(logs({.5, .25, .25})), 1.0397, 5e-5);
        compare(entropy(logs({1, 0, 0})), 0.0, 0.0);
    }

    void surprisalIsInBits() {
        compare(surprisalBits(logs({.5, .25, .25}), 0), 1.0, 1e-15);
        compare(surprisalBits(logs({.5, .25, .25}), 2), 2.0, 1e-15);
    }

    void tiesGoToTheLowestId() {
        QCOMPARE(argmax(std::vector<float>{1, 3, 3, 2}), 1);
        QCOMPARE(argmax(std::vector<float>{-2, -1}), 1);
        QCOMPARE(argmax(std::vector<float>{7}), 0);
    }

    void topIdsComeGreatestFirstTiesByTheLowestId() {
        const std::vector<float> values{1, 3, 2, 3, 0};
        QVERIFY((topIds(values, 3) == std::vector<int>{1, 3, 2}));
        QVERIFY((topIds(values, 9) == std::vector<int>{1, 3, 2, 0, 4}));
        QVERIFY(topIds(values, 0).empty());
    }

    void topKOverlapIsTheCommonPart() {
        const std::vector<float> a{9, 8, 7, 1, 0}, b{0, 8, 9, 7, 1};  // greatest three: 0 1 2 and 1 2 3
        QCOMPARE(topKOverlap(a, b, 1), std::optional(0.0));
        QCOMPARE(topKOverlap(a, b, 2), std::optional(0.5));
        QCOMPARE(topKOverlap(a, b, 3), std::optional(2.0 / 3));
        QCOMPARE(topKOverlap(a, b, 5), std::optional(1.0));
        QCOMPARE(topKOverlap(std::vector<float>{1, 1, 1}, std::vector<float>{2, 1, 0}, 2),
                 std::optional(1.0));
    }

    void topKOverlapNeedsThatMany() {
        const std::vector<float> a{1, 2};
        QVERIFY(!topKOverlap(a, a, 0));
        QVERIFY(!topKOverlap(a, a, 3));
    }
};

QTEST_GUILESS_MAIN(DivergenceTest)
#include "divergence_test.moc"
