#include "metrics/similarity.h"

#include <QtTest>
#include <cmath>
#include <vector>

#include "base/random.h"

using namespace lossylens;
using namespace lossylens::metrics;

using Row = std::vector<float>;

class SimilarityTest : public QObject {
    Q_OBJECT

    static void compare(std::optional<double> value, double expected) {
        QVERIFY(value);
        QVERIFY2(std::abs(*value - expected) <= 1e-12, qPrintable(QString::number(*value, 'g', 17)));
    }

private Q_SLOTS:
    void cosineOfKnownVectors() {
        compare(cosine(Row{3, 4}, Row{0, 4}), 0.8);
        compare(cosine(Row{1, 0}, Row{0, 1}), 0.0);
        compare(cosine(Row{1, 2}, Row{-1, -2}), -1.0);
        compare(cosine(Row{1, 1}, Row{1, 0}), std::sqrt(0.5));
    }

    void cosineWithItselfIsExactlyOne() {
        for (std::uint64_t i = 0; i < 1000; ++i) {
            Row row(7);
            for (std::size_t k = 0; k < row.size(); ++k) row[k] = static_cast<float>(randomNormal({i, k}));
            QCOMPARE(cosine(row, row), std::optional(1.0));
        }
    }

    void cosineHoldsAtTheEndsOfFloat32() {
        compare(cosine(Row{3e38F, 3e38F}, Row{3e38F, 0}), std::sqrt(0.5));
        compare(cosine(Row{1e-44F, 1e-44F}, Row{1e-44F, 0}), std::sqrt(0.5));
    }

    void cosineOfAZeroVectorIsNotDefined() {
        QVERIFY(!cosine(Row{0, 0}, Row{1, 2}));
        QVERIFY(!cosine(Row{1, 2}, Row{0, 0}));
        QVERIFY(!cosine(Row{}, Row{}));
    }

    void centredCosineIsPearsons() {
        compare(centredCosine(Row{1, 2, 3}, Row{11, 12, 13}), 1.0);
        compare(centredCosine(Row{1, 2, 3}, Row{3, 2, 1}), -1.0);
        compare(centredCosine(Row{1, 2, 3, 4}, Row{1, 3, 2, 4}), 0.8);
        QVERIFY(!centredCosine(Row{5, 5, 5}, Row{1, 2, 3}));
        QVERIFY(!centredCosine(Row{}, Row{}));
    }

    void normRatioIsAfterOverBefore() {
        compare(normRatio(Row{3, 4}, Row{0, 4}), 0.8);
        compare(normRatio(Row{3, 4}, Row{0, 0}), 0.0);
        QVERIFY(!normRatio(Row{0, 0}, Row{3, 4}));
    }

    void everyNumberOfALongRowCounts() {
        for (std::size_t length = 1; length < 40; ++length) {
            Row a(length), b(length);
            double ab = 0, aa = 0, bb = 0;
            for (std::size_t k = 0; k < length; ++k) {
                a[k] = static_cast<float>(k + 1);
                b[k] = static_cast<float>(k * k) - 7;
                ab += double(a[k]) * double(b[k]);
                aa += double(a[k]) * double(a[k]);
                bb += double(b[k]) * double(b[k]);
            }
            const Products sums = products(a, b);
            QCOMPARE(sums.ab, ab);
            QCOMPARE(sums.aa, aa);
            QCOMPARE(sums.bb, bb);
        }
    }

    void meanSquaredErrorIsPerNumber() {
        compare(meanSquaredError(Row{1, 2, 3, 4}, Row{1, 2, 3, 6}), 1.0);
        QVERIFY(!meanSquaredError(Row{}, Row{}));
    }

    void flattenedCosineIsThatOfTheJoinedRows() {
        FlattenedCosine all;
        all.add(Row{3, 4}, Row{0, 4});
        FlattenedCosine more;
        more.add(Row{1, 2}, Row{2, 1});
        all.add(more);
        QCOMPARE(all.value(), cosine(Row{3, 4, 1, 2}, Row{0, 4, 2, 1}));
        compare(all.value(), 20 / std::sqrt(30.0 * 21.0));
        QVERIFY(!FlattenedCosine().value());
    }
};

QTEST_GUILESS_MAIN(SimilarityTest)
#include "similarity_test.moc"
