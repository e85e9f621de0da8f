#include "study/paired_tests.h"

#include <QTest>

#include "base/random.h"
#include "statistics_fixture.h"

using namespace lossylens;
using namespace lossylens::study;

class PairedTestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signFlipsEqualSciPy() {
        for (const auto& one : statisticsCases("sign_flips")) {
            const auto differences = one.at("differences").get<std::vector<double>>();
            const TestResult result = signFlip(differences);
            QCOMPARE(result.pairs, static_cast<int>(differences.size()));
            QVERIFY(near(result.p, one.at("p"), 1e-12));
        }
    }

    void fivePairsCannotReachFivePercent() {
        const TestResult five = signFlip(std::vector{1., 2., 3., 4., 5.});
        QCOMPARE(five.p, .0625);
        QCOMPARE(five.least_p, .0625);
        QCOMPARE(signFlip(std::vector{1., 2., 3., 4., 5., 6.}).p, .03125);
        QCOMPARE(mcNemar(0, 5).least_p, .0625);
    }

    void equalPairsSayNothing() {
        QCOMPARE(signFlip(std::vector{0., 0., 1.}).pairs, 1);
        QCOMPARE(signFlip(std::vector{0., 0.}).p, 1.);
        QCOMPARE(signFlip({}).p, 1.);
        QCOMPARE(mcNemar(0, 0).p, 1.);
    }

    void manyPairsAreDrawnAndNearTheExactP() {
        // 24 differences of 1 and 6 of −1: two-sided binomial, 2 P(X ≤ 6 of 30) = .001431.
        std::vector<double> differences(24, 1);
        differences.resize(30, -1);
        const TestResult result = signFlip(differences);
        QVERIFY(near(result.p, .001431, .0005));
        QCOMPARE(signFlip(differences).p, result.p);
    }

    // Where nothing differs, p is below .05 in a twentieth of studies, not more.
    void pIsUniformWhereNothingDiffers() {
        int small = 0;
        constexpr int studies = 1000;
        for (std::uint64_t study = 0; study < studies; ++study) {
            std::vector<double> differences;
            for (std::uint64_t i = 0; i < 10; ++i) differences.push_back(randomNormal({study, i}));
            if (signFlip(differences).p <= .05) ++small;
        }
        QVERIFY2(small >= 25 && small <= 75, qPrintable(QString::number(small)));
    }

    void mcNemarEqualsSciPy() {
        for (const auto& one : statisticsCases("mcnemar")) {
            const TestResult result = mcNemar(one.at("first"), one.at("second"));
            QVERIFY(near(result.p, one.at("p"), 1e-9));
        }
    }

    void holmAsByHand() {
        const auto adjusted = holm(std::vector{.01, .04, .03});
        QVERIFY(near(adjusted[0], .03, 1e-15) && near(adjusted[1], .06, 1e-15) &&
                near(adjusted[2], .06, 1e-15));
        QCOMPARE(holm(std::vector{.5, .9}), (std::vector{1., 1.}));
        QVERIFY(holm({}).empty());
    }
};

QTEST_GUILESS_MAIN(PairedTestsTest)
#include "paired_tests_test.moc"
