#include "codec/plane.h"

#include <QtTest>
#include <limits>

#include "codec/rows.h"

using namespace lossylens;
using namespace lossylens::codec;

using Samples = std::vector<std::uint8_t>;

class PlaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowIsLaidOutInTwoRowsOfPixels() {
        const auto plane = toPlane(std::vector<float>{0, 1, 2, 3, 4, 5});
        QVERIFY(plane);
        QCOMPARE(plane->columns, 3);
        QCOMPARE(plane->dimensions, 6);
        QCOMPARE(plane->minimum, 0.0F);
        QCOMPARE(plane->maximum, 5.0F);
        QCOMPARE(plane->samples, (Samples{0, 51, 102, 153, 204, 255}));
    }

    void levelsAreTruncatedNotRounded() {
        // 1/2 · 255 = 127.5 and 1.99/2 · 255 = 253.7
        const auto plane = toPlane(std::vector<float>{0.0F, 1.0F, 1.99F, 2.0F});
        QVERIFY(plane);
        QCOMPARE(plane->samples, (Samples{0, 127, 253, 255}));
    }

    void theGuardAgainstZeroRangesCounts() {
        // The range is as small as the guard of 1e-8: half of the levels are left.
        const auto plane = toPlane(std::vector<float>{0.0F, 1e-8F});
        QVERIFY(plane);
        QCOMPARE(plane->samples, (Samples{0, 127}));
    }

    void oddRowsGetAZeroThatCountsInTheRange() {
        const auto plane = toPlane(std::vector<float>{4, 2, 3});
        QVERIFY(plane);
        QCOMPARE(plane->columns, 2);
        QCOMPARE(plane->minimum, 0.0F);
        QCOMPARE(plane->samples, (Samples{255, 127, 191, 0}));
        const auto back = fromPlane(*plane);
        QCOMPARE(back.size(), std::size_t{3});
        QCOMPARE(back.front(), 4.0F);
    }

    void oneNumberMakesAPlaneOfOneColumn() {
        const auto plane = toPlane(std::vector<float>{-3});
        QVERIFY(plane);
        QCOMPARE(plane->columns, 1);
        QCOMPARE(plane->samples, (Samples{0, 255}));
    }

    void constantRowIsAPlaneOfZeros() {
        const auto plane = toPlane(std::vector<float>(8, 1.5F));
        QVERIFY(plane);
        QCOMPARE(plane->minimum, plane->maximum);
        QCOMPARE(plane->samples, Samples(8, 0));
        QCOMPARE(fromPlane(*plane), std::vector<float>(8, 1.5F));
    }

    void aPlaneAndBackLosesLessThanALevel() {
        for (const int d : {1, 2, 7, 576, 1281, 8191, 8192}) {
            const auto row = gaussianRow(d, 3);
            const auto plane = toPlane(row);
            QVERIFY(plane);
            QCOMPARE(plane->samples.size(), static_cast<std::size_t>(plane->columns * plane->rows));
            const auto back = fromPlane(*plane);
            QCOMPARE(back.size(), row.size());
            const float level = (plane->maximum - plane->minimum) / 255.0F;
            for (std::size_t i = 0; i < row.size(); ++i) {
                QVERIFY(back[i] <= row[i] + level * 1e-3F);  // truncation moves towards the minimum
                QVERIFY(back[i] >= row[i] - level * 1.001F);
            }
        }
    }

    void numbersThatAreNoneAreRefusedByPlace_data() {
        QTest::addColumn<float>("number");
        QTest::addColumn<QString>("word");
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN() << QStringLiteral("NaN");
        QTest::newRow("infinity") << std::numeric_limits<float>::infinity() << QStringLiteral("infinite");
        QTest::newRow("minus infinity")
            << -std::numeric_limits<float>::infinity() << QStringLiteral("infinite");
    }
    void numbersThatAreNoneAreRefusedByPlace() {
        QFETCH(float, number);
        QFETCH(QString, word);
        auto row = gaussianRow(20, 1);
        row[13] = number;
        const auto plane = toPlane(row);
        QVERIFY(!plane);
        QCOMPARE(plane.error().code, ErrorCode::not_finite);
        const auto text = QString::fromStdString(plane.error().text());
        QVERIFY2(text.contains(QStringLiteral("number 13")) && text.contains(word), qPrintable(text));
    }

    void aRangeBeyondFloat32IsRefused() {
        const auto plane = toPlane(std::vector<float>{-3e38F, 3e38F});
        QVERIFY(!plane);
        QCOMPARE(plane.error().code, ErrorCode::not_finite);
    }

    void emptyRowIsRefused() {
        const auto plane = toPlane(std::vector<float>{});
        QVERIFY(!plane);
        QCOMPARE(plane.error().code, ErrorCode::usage);
    }
};

QTEST_GUILESS_MAIN(PlaneTest)
#include "plane_test.moc"
