#include "metrics/spread.h"

#include <QtTest>
#include <algorithm>

#include "base/random.h"

using namespace lossylens;
using namespace lossylens::metrics;

class SpreadTest : public QObject {
    Q_OBJECT

    static void compare(double value, double expected) {
        QVERIFY2(std::abs(value - expected) <= 1e-12, qPrintable(QString::number(value, 'g', 17)));
    }

private Q_SLOTS:
    void quantilesAreInterpolatedAsNumPyDoes() {  // numpy.quantile([1, 2, 4, 8, 16], …)
        const auto spread = spreadOf({8, 1, 16, 4, 2});
        QVERIFY(spread);
        QCOMPARE(spread->n, 5U);
        compare(spread->mean, 6.2);
        compare(spread->least, 1);
        compare(spread->most, 16);
        const std::array expected{1.04, 1.2, 2.0, 4.0, 8.0, 14.4, 15.68};
        for (std::size_t i = 0; i < expected.size(); ++i) compare(spread->quantiles[i], expected[i]);
        compare(spread->at(.5), 4);
        compare(spread->at(.95), 14.4);
    }

    void quantilesEqualThoseOfSortedValues() {
        std::vector<double> values;
        for (std::uint64_t i = 0; i < 10'001; ++i) values.push_back(randomNormal({i, 0}));
        const auto spread = spreadOf(values);
        std::ranges::sort(values);
        QVERIFY(spread);
        for (std::size_t i = 0; i < Spread::shares.size(); ++i)  // whole places: no interpolation
            compare(spread->quantiles[i], values[std::size_t(std::lround(10'000 * Spread::shares[i]))]);
        QCOMPARE(spread->least, values.front());
        QCOMPARE(spread->most, values.back());
    }

    void oneValueIsEveryQuantile() {
        const auto spread = spreadOf({.25});
        QVERIFY(spread);
        for (const double quantile : spread->quantiles) QCOMPARE(quantile, .25);
        QCOMPARE(spread->least, .25);
        QCOMPARE(spread->most, .25);
    }

    void nothingHasNoSpread() { QVERIFY(!spreadOf({})); }

    void histogramCountsEveryValueOnce() {
        const Histogram histogram = histogramOf({-1, 0, .24, .25, .5, .99, 1, 2}, 0, 1, 4);
        QCOMPARE(histogram.counts, (std::vector{3, 1, 1, 3}));
    }
};

QTEST_GUILESS_MAIN(SpreadTest)
#include "spread_test.moc"
