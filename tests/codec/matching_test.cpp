#include <QtTest>

#include "codec/distortion.h"
#include "codec/jpeg.h"
#include "codec/sample_table.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

constexpr int d = 384, rows = 500;

void addMatchable() {
    QTest::addColumn<QString>("name");
    for (const Distortion* one : distortions()) {
        const QByteArray name(one->info().name.data(), static_cast<qsizetype>(one->info().name.size()));
        if (one->info().matchable) QTest::newRow(name.constData()) << QString::fromLatin1(name);
    }
}

}  // namespace

// Every distortion that can be given a cosine, token by token.
class MatchingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCosineOfJpegIsReachedAtEveryQuality_data() { addMatchable(); }
    void theCosineOfJpegIsReachedAtEveryQuality() {
        QFETCH(QString, name);
        for (int quality = 1; quality <= 100; ++quality) {
            const auto spec =
                parseDistortion(QStringLiteral("%1@jpeg-%2").arg(name).arg(quality).toStdString());
            QVERIFY(spec);
            for (int id = 0; id < 6; ++id) {
                const auto row = tableRow(d, id);
                const double target = cosineOf(row, Jpeg().roundTrip(row, quality)->embedding);
                const auto distorted = distort(row, id, *spec, {.table = &table_});
                QVERIFY2(distorted, distorted ? "" : distorted.error().text().c_str());
                const double reached = cosineOf(row, distorted->embedding);
                const auto where = QStringLiteral("quality %1, row %2: %3, not %4")
                                       .arg(quality)
                                       .arg(id)
                                       .arg(reached)
                                       .arg(target);
                QVERIFY2(std::abs(reached - target) <= 1e-5, qPrintable(where));
                QVERIFY(std::abs(*distorted->target - target) < 1e-12);
                QVERIFY(std::abs(*distorted->achieved - reached) < 1e-12);
                QVERIFY(distorted->strength.has_value());
            }
        }
    }

    void aStatedCosineIsReached_data() { addMatchable(); }
    void aStatedCosineIsReached() {
        QFETCH(QString, name);
        for (const char* cosine : {"0.5", "0.75", "0.9", "0.99", "0.9999"}) {
            const auto spec = parseDistortion(
                QString(name + QStringLiteral("@cos-") + QLatin1String(cosine)).toStdString());
            QVERIFY(spec);
            for (int id = 0; id < 10; ++id) {
                const auto row = tableRow(d, id);
                const auto distorted = distort(row, id, *spec, {.table = &table_});
                QVERIFY(distorted);
                const double reached = cosineOf(row, distorted->embedding);
                QVERIFY2(std::abs(reached - std::stod(cosine)) <= 1e-5, qPrintable(QString::number(reached)));
            }
        }
    }

    // A strength that a match found, said as a strength where it is a number that one may say.
    void theStrengthThatWasFoundDoesTheSame_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"rotation", "gaussian", "uniform"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void theStrengthThatWasFoundDoesTheSame() {
        QFETCH(QString, name);
        auto spec = parseDistortion(QString(name + QStringLiteral("@jpeg-25")).toStdString()).value();
        const auto row = tableRow(d, 4);
        const auto matched = distort(row, 4, spec);
        spec.matched_quality.reset();
        spec.strength = matched->strength.value();
        QCOMPARE(distort(row, 4, spec)->embedding, matched->embedding);
    }

    void whatNoStrengthReachesComesAsNearAsItCan() {
        std::vector<float> constant(16, 2.0F);
        constant[3] = 2.5F;  // nearly all of it is one coefficient of the DCT
        const auto spec = parseDistortion("dct@cos-0.5").value();
        const auto distorted = distort(constant, 1, spec);
        QVERIFY(distorted);
        QCOMPARE(distorted->strength, std::optional(1.0));
        QVERIFY(*distorted->achieved > 0.99);
        QCOMPARE(*distorted->target, 0.5);

        std::vector<float> mean(d);  // no projection is farther from it than it is
        for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = i % 3 == 0 ? 0.1F : -0.05F;
        const auto projected = distort(mean, 1, parseDistortion("pca@cos-0.1").value(), {.table = &table_});
        QVERIFY(projected);
        QCOMPARE(projected->strength, std::optional(0.0));
        QVERIFY(*projected->achieved > 0.5);
    }

    void aRowOfZerosHasNothingToReach_data() { addMatchable(); }
    void aRowOfZerosHasNothingToReach() {
        QFETCH(QString, name);
        const std::vector<float> zeros(32, 0.0F);
        for (const QString& match : {QStringLiteral("@jpeg-25"), QStringLiteral("@cos-0.5")}) {
            const auto distorted = distort(
                zeros, 1, parseDistortion(QString(name + match).toStdString()).value(), {.table = &table_});
            QVERIFY(distorted);
            QCOMPARE(distorted->embedding, zeros);
            QVERIFY(!distorted->target);
        }
    }

    // A constant row comes back from JPEG as it was: its cosine is 1.
    void aConstantRowIsMatchedToOne_data() { addMatchable(); }
    void aConstantRowIsMatchedToOne() {
        QFETCH(QString, name);
        const std::vector<float> constant(d, 1.5F);
        const auto spec = parseDistortion(QString(name + QStringLiteral("@jpeg-10")).toStdString()).value();
        const auto distorted = distort(constant, 1, spec, {.table = &table_});
        QVERIFY(distorted);
        QVERIFY(cosineOf(constant, distorted->embedding) > 1 - 1e-6);
    }

    void frozenNoiseTurnsFurtherAsItGrows_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("step");
        QTest::newRow("gaussian") << QStringLiteral("gaussian") << 0.1;
        QTest::newRow("uniform") << QStringLiteral("uniform") << 0.2;
        QTest::newRow("dropout") << QStringLiteral("dropout") << 0.05;
    }
    void frozenNoiseTurnsFurtherAsItGrows() {
        QFETCH(QString, name);
        QFETCH(double, step);
        const auto row = tableRow(d, 3);
        double before = 1 + 1e-9;
        for (int i = 0; i < 19; ++i) {
            const DistortionSpec spec{
                .name = name.toStdString(), .strength = i * step, .matched_quality = {}};
            const double cosine = cosineOf(row, distort(row, 3, spec)->embedding);
            QVERIFY(cosine <= before + 1e-9);
            before = cosine;
        }
        QVERIFY(before < 0.9);
    }

private:
    EmbeddingTable table_{{.rows = rows, .tokens = rows, .dimensions = d}, [](int id, std::span<float> row) {
                              std::ranges::copy(tableRow(static_cast<int>(row.size()), id), row.begin());
                          }};
};

QTEST_GUILESS_MAIN(MatchingTest)
#include "matching_test.moc"
