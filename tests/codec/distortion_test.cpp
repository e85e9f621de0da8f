#include "codec/distortion.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "codec/jpeg.h"
#include "codec/rows.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

double dot(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * b[i];
    return sum;
}
double norm(const std::vector<float>& a) { return std::sqrt(dot(a, a)); }
double cosine(const std::vector<float>& a, const std::vector<float>& b) {
    return dot(a, b) / norm(a) / norm(b);
}

DistortionSpec rotation(double strength, std::uint64_t seed = 1) {
    return {.name = "rotation", .strength = strength, .matched_quality = {}, .seed = seed};
}

}  // namespace

class DistortionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void registryKnowsThemInTheOrderTheyAreShown() {
        std::vector<std::string_view> names;
        for (const Distortion* one : distortions()) {
            names.push_back(one->info().name);
            QCOMPARE(findDistortion(one->info().name), one);
        }
        QCOMPARE(names, (std::vector<std::string_view>{
                            "jpeg", "rotation", "gaussian", "uniform", "dct", "fourier", "haar", "lowpass",
                            "pca", "quantize", "dropout", "eightbit", "dctquant", "shrink", "residual-signs",
                            "residual-permuted", "residual-other"}));
        QVERIFY(!findDistortion("jpg"));
    }

    void jpegIsTheRoundTrip() {
        const auto row = gaussianRow(576, 1);
        const auto distorted = distort(row, 3, {.name = "jpeg", .strength = 75, .matched_quality = {}});
        const auto trip = Jpeg().roundTrip(row, 75);
        QVERIFY(distorted && trip);
        QCOMPARE(distorted->embedding, trip->embedding);
        QCOMPARE(distorted->bytes, std::optional(trip->bytes));
    }

    void rotationReachesItsCosineAndKeepsTheNorm() {
        for (const int d : {2, 3, 576, 8192}) {
            for (const double c : {-1.0, -0.3, 0.0, 0.5, 0.74, 0.999, 1.0}) {
                const auto row = gaussianRow(d, 2);
                const auto turned = distort(row, 5, rotation(c));
                QVERIFY(turned);
                QVERIFY2(std::abs(cosine(row, turned->embedding) - c) <= 1e-6,
                         qPrintable(QString::number(c)));
                QVERIFY(std::abs(norm(turned->embedding) / norm(row) - 1) <= 1e-6);
                QVERIFY(!turned->bytes);
            }
        }
    }

    void rotationIsFrozenToSeedAndToken() {
        const auto row = gaussianRow(64, 2);
        const auto once = distort(row, 5, rotation(0.5))->embedding;
        QCOMPARE(distort(row, 5, rotation(0.5))->embedding, once);
        QVERIFY(distort(row, 6, rotation(0.5))->embedding != once);
        QVERIFY(distort(row, 5, rotation(0.5, 2))->embedding != once);
    }

    void matchedRotationReachesTheCosineOfJpeg() {
        DistortionSpec spec = rotation(0);
        for (const int quality : {1, 10, 25, 75, 95, 100}) {
            spec.matched_quality = quality;
            for (int token = 0; token < 20; ++token) {
                const auto row = gaussianRow(576, static_cast<std::uint64_t>(token));
                const double target = cosine(row, Jpeg().roundTrip(row, quality)->embedding);
                const auto turned = distort(row, token, spec);
                QVERIFY(turned);
                QVERIFY(std::abs(cosine(row, turned->embedding) - target) <= 1e-6);
            }
        }
    }

    void rowOfZerosIsLeftAlone() {
        const std::vector<float> zeros(16, 0.0F);
        DistortionSpec matched = rotation(0);
        matched.matched_quality = 25;
        QCOMPARE(distort(zeros, 1, rotation(0.5))->embedding, zeros);
        QCOMPARE(distort(zeros, 1, matched)->embedding, zeros);
        QCOMPARE(distort(zeros, 1, DistortionSpec{})->embedding, zeros);
    }

    void oneNumberCannotBeTurned() {
        const auto turned = distort(std::vector<float>{3}, 1, rotation(0.5));
        QVERIFY(!turned);
        QCOMPARE(turned.error().code, ErrorCode::usage);
    }

    void nonFiniteRowsAreRefusedByToken_data() {
        QTest::addColumn<QString>("stream");
        for (const char* stream : {"jpeg-25", "rotation-0.5", "rotation@jpeg-25", "dct-3", "shrink",
                                   "eightbit", "gaussian@cos-0.5", "residual-signs-25"}) {
            QTest::newRow(stream) << QString::fromUtf8(stream);
        }
    }
    void nonFiniteRowsAreRefusedByToken() {
        QFETCH(QString, stream);
        const auto spec = parseDistortion(stream.toStdString());
        QVERIFY(spec);
        for (const float bad :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            auto row = gaussianRow(64, 1);
            row[7] = bad;
            const auto distorted = distort(row, 4711, *spec);
            QVERIFY(!distorted);
            QCOMPARE(distorted.error().code, ErrorCode::not_finite);
            const auto text = QString::fromStdString(distorted.error().text());
            QVERIFY2(text.contains(QStringLiteral("token 4711")), qPrintable(text));
        }
    }

    void unknownDistortionIsAnErrorNotACrash() {
        const auto distorted =
            distort(gaussianRow(8, 1), 1, {.name = "blur", .strength = 1, .matched_quality = {}});
        QVERIFY(!distorted);
        QCOMPARE(distorted.error().code, ErrorCode::usage);
    }

    void streamNamesReadBack_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("distortion");
        QTest::addColumn<double>("strength");
        QTest::addColumn<int>("matched");
        QTest::newRow("jpeg") << QStringLiteral("jpeg-25") << QStringLiteral("jpeg") << 25.0 << 0;
        QTest::newRow("best") << QStringLiteral("jpeg-100") << QStringLiteral("jpeg") << 100.0 << 0;
        QTest::newRow("rotation") << QStringLiteral("rotation-0.74") << QStringLiteral("rotation") << 0.74
                                  << 0;
        QTest::newRow("small") << QStringLiteral("rotation-0.00001") << QStringLiteral("rotation") << 1e-5
                               << 0;
        QTest::newRow("negative") << QStringLiteral("rotation--0.5") << QStringLiteral("rotation") << -0.5
                                  << 0;
        QTest::newRow("third") << QStringLiteral("rotation-0.3333333333333333") << QStringLiteral("rotation")
                               << 1.0 / 3 << 0;
        QTest::newRow("matched") << QStringLiteral("rotation@jpeg-7") << QStringLiteral("rotation") << 25.0
                                 << 7;
    }
    void streamNamesReadBack() {
        QFETCH(QString, name);
        QFETCH(QString, distortion);
        QFETCH(double, strength);
        QFETCH(int, matched);
        const auto spec = parseDistortion(name.toStdString());
        QVERIFY(spec);
        QCOMPARE(QString::fromStdString(spec->name), distortion);
        QCOMPARE(spec->strength, strength);
        QCOMPARE(spec->matched_quality.value_or(0), matched);
        QCOMPARE(QString::fromStdString(streamName(*spec)), name);
    }

    void streamNamesWithPartsReadBack_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"dct@cos-0.75", "rotation@cos--0.5", "eightbit", "eightbit+rounded", "shrink-0.5+norm",
              "residual-other-25", "residual-signs@jpeg-25+rows-8", "gaussian@jpeg-25+fresh+norm",
              "gaussian-0.1+seed-7+fresh", "jpeg-25+nearest", "jpeg-25+rows-8+rounded+nearest",
              "residual-permuted@cos-0.9+seed-18446744073709551615", "pca-0", "quantize-3",
              "dctquant-40+prompt"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void streamNamesWithPartsReadBack() {
        QFETCH(QString, name);
        const auto spec = parseDistortion(name.toStdString());
        QVERIFY2(spec, spec ? "" : spec.error().text().c_str());
        QCOMPARE(QString::fromStdString(streamName(*spec)), name);
        QVERIFY(parseDistortion(streamName(*spec)) == *spec);
    }

    void partsMayComeInAnyOrder() {
        QCOMPARE(streamName(parseDistortion("gaussian@jpeg-25+norm+rows-8+fresh+swapped+seed-3").value()),
                 std::string("gaussian@jpeg-25+rows-8+swapped+seed-3+fresh+norm"));
    }

    void aNameAloneIsTakenAtQuality25() {
        QCOMPARE(streamName(parseDistortion("jpeg").value()), std::string("jpeg-25"));
        QCOMPARE(streamName(parseDistortion("rotation").value()), std::string("rotation@jpeg-25"));
        QCOMPARE(streamName(parseDistortion("residual-other+fresh").value()),
                 std::string("residual-other@jpeg-25+fresh"));
        QCOMPARE(streamName(parseDistortion("shrink").value()), std::string("shrink-0.5"));
        QCOMPARE(streamName(parseDistortion("eightbit").value()), std::string("eightbit"));
    }

    void badStreamNamesSayWhatIsWrong_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* words) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(words);
        };
        row("", "choose one of: jpeg, rotation");
        row("jpg-25", "none named \"jpg\"; choose one of: jpeg, rotation");
        row("JPEG-25", "none named \"JPEG\"");
        row("jpeg25", "none named \"jpeg25\"");
        row("jpeg-", "\"\" is not a number");
        row("jpeg-high", "\"high\" is not a number");
        row("jpeg-25x", "\"25x\" is not a number");
        row("jpeg- 25", "\" 25\" is not a number");
        row("jpeg-+25", "\"+25\" is not a number");
        row("jpeg-2,5", "\"2,5\" is not a number");
        row("jpeg-0", "0 is out of range; choose a whole number from 1 to 100");
        row("jpeg-101", "101 is out of range");
        row("jpeg-25.5", "25.5 is not a whole number");
        row("jpeg-1e999", "is not a number");
        row("rotation-nan", "\"nan\" is not a number");
        row("rotation-1.5", "1.5 is out of range; choose a number from -1 to 1");
        row("rotation@jpeg-", "\"\" is not a number");
        row("rotation@jpeg-0", "0 is out of range");
        row("rotation@jpeg", "\"@jpeg\" is no cosine to match");
        row("rotation@rotation-0.5", "is no cosine to match");
        row("jpeg@jpeg-25", "jpeg: cannot be matched");
        row("shrink@jpeg-25", "shrink: cannot be matched");
        row("shrink@cos-0.5", "shrink: cannot be matched");
        row("eightbit-3", "has no strength");
        row("residual", "none named \"residual\"");
        row("residual-25", "none named \"residual\"");
        row("residual-signs-0", "0 is out of range");
        row("dct-1.5", "1.5 is not a whole number");
        row("dct@cos-1.5", "1.5 is out of range; choose a number from -1 to 1");
        row("dct@cos-x", "\"x\" is not a number");
        row("jpeg-25+fresh", "jpeg: draws no random numbers");
        row("jpeg-25+seed-3", "jpeg: draws no random numbers");
        row("gaussian-1+seed-x", "\"x\" is not a number");
        row("gaussian-1+norm+nearest", "both norm and nearest");
        row("gaussian-1+rows-8", "has no plane to lay out");
        row("jpeg-25+", "fresh, norm, nearest, seed-NUMBER");
        row("jpeg-25+sideways", "fresh, norm, nearest, seed-NUMBER");
        row("jpeg-25+rows-8+", "is none that is known");
        row("residual-signs-25+prompt", "takes each token alone");
        row("dctquant@cos-0.5+prompt", "takes each token alone");
    }
    void badStreamNamesSayWhatIsWrong() {
        QFETCH(QString, name);
        QFETCH(QString, words);
        const auto spec = parseDistortion(name.toStdString());
        QVERIFY(!spec);
        QCOMPARE(spec.error().code, ErrorCode::usage);
        const auto text = QString::fromStdString(spec.error().text());
        QVERIFY2(text.contains(words), qPrintable(text));
    }
};

QTEST_GUILESS_MAIN(DistortionTest)
#include "distortion_test.moc"
