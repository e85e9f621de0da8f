#include <QtTest>
#include <numbers>
#include <numeric>
#include <set>

#include "codec/distortion.h"
#include "codec/jpeg.h"
#include "codec/plane.h"
#include "codec/sample_table.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

constexpr int d = 96, rows = 400;

std::vector<float> after(const char* stream, const std::vector<float>& row, int id = 3,
                         const DistortionContext& context = {}) {
    const auto spec = parseDistortion(stream);
    if (!spec) qFatal("%s", spec.error().text().c_str());
    const auto distorted = distort(row, id, *spec, context);
    if (!distorted) qFatal("%s", distorted.error().text().c_str());
    return distorted->embedding;
}
std::vector<float> differences(const std::vector<float>& a, const std::vector<float>& b) {
    std::vector<float> result(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] - b[i];
    return result;
}
std::vector<float> sizesInOrder(std::vector<float> numbers) {
    for (float& number : numbers) number = std::abs(number);
    std::ranges::sort(numbers);
    return numbers;
}
double farthest(const std::vector<float>& a, const std::vector<float>& b) {
    double most = 0;
    for (const float number : differences(a, b)) most = std::max(most, static_cast<double>(std::abs(number)));
    return most;
}
double length(const std::vector<float>& a) { return std::sqrt(dotOf(a, a)); }

}  // namespace

// What each distortion is, on cases whose answer is known.
class OtherDistortionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theVectorThreeAndFourUnderTheDctKeepsOne() {
        const std::vector<float> row{3, 4};
        QVERIFY(std::abs(cosineOf(row, after("dct-1", row)) - 0.98995) < 5e-6);
        QCOMPARE(after("dct-2", row), row);
    }

    void noiseTurnsAsFarAsItsFormulaSays_data() {
        QTest::addColumn<QString>("stream");
        QTest::addColumn<double>("cosine");
        QTest::newRow("gaussian 1") << QStringLiteral("gaussian-1") << 1 / std::sqrt(2.0);
        QTest::newRow("gaussian .5") << QStringLiteral("gaussian-0.5") << 1 / std::sqrt(1.25);
        QTest::newRow("gaussian 2") << QStringLiteral("gaussian-2") << 1 / std::sqrt(5.0);
        QTest::newRow("uniform √3") << QStringLiteral("uniform-1.7320508075688772") << 1 / std::sqrt(2.0);
        QTest::newRow("dropout .36") << QStringLiteral("dropout-0.36") << 0.8;
    }
    void noiseTurnsAsFarAsItsFormulaSays() {
        QFETCH(QString, stream);
        QFETCH(double, cosine);
        double sum = 0;
        for (int id = 0; id < 200; ++id) {
            const auto row = gaussianRow(576, static_cast<std::uint64_t>(id));
            sum += cosineOf(row, after(stream.toLatin1().constData(), row, id)) / 200;
        }
        QVERIFY2(std::abs(sum - cosine) < 0.005, qPrintable(QString::number(sum)));
    }

    void keepingAllComponentsChangesNothing_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"dct", "fourier", "haar", "lowpass", "pca"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void keepingAllComponentsChangesNothing() {
        QFETCH(QString, name);
        for (const int length : {2, 7, d}) {
            if (name == QLatin1String("pca") && length != d) continue;
            const auto row = tableRow(length, 5);
            const auto same = after(QString(name + QStringLiteral("-65536")).toLatin1().constData(), row, 5,
                                    {.table = &table_});
            QVERIFY(farthest(same, row) < 1e-5);
        }
    }

    void fourierKeepsFrequenciesWhole() {
        std::vector<float> row(12);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double angle = 2 * std::numbers::pi * static_cast<double>(i) / 12;
            row[i] = static_cast<float>(3 * std::cos(2 * angle + 0.7) + std::cos(5 * angle));
        }
        const auto one = after("fourier-1", row);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const double angle = 2 * std::numbers::pi * static_cast<double>(i) / 12;
            QVERIFY(std::abs(static_cast<double>(one[i]) - 3 * std::cos(2 * angle + 0.7)) < 1e-5);
        }
        QVERIFY(farthest(after("fourier-2", row), row) < 1e-5);
    }

    void lowpassOfOneIsTheMean() {
        const std::vector<float> row{1, 2, 3, 6};
        QVERIFY(farthest(after("lowpass-1", row), {3, 3, 3, 3}) < 1e-6);
    }

    // (1, 1, 1, pad 0): the mean 3/4·… spills into the padding, where it is cut off.
    void haarIsCutOffWhereItWasPadded() {
        const std::vector<float> row{1, 1, 1};
        const auto one = after("haar-1", row);
        QVERIFY(farthest(one, {0.75F, 0.75F, 0.75F}) < 1e-6);
        QCOMPARE(cosineOf(row, one), 1.0);  // of what comes out: √(energy kept) would be .866
    }

    void pcaLeavesTheVarianceOfTheOtherDirections() {
        const auto components = table_.principalComponents({}).value();
        for (const int r : {0, 1, 10, d - 1}) {
            double left =
                std::accumulate(components->variances.begin() + r, components->variances.end(), 0.0);
            double error = 0;
            for (int id = 0; id < rows; ++id) {
                const auto row = tableRow(d, id);
                const auto y = after(("pca-" + std::to_string(r)).c_str(), row, id, {.table = &table_});
                const auto difference = differences(row, y);
                error += dotOf(difference, difference) / rows;
            }
            QVERIFY2(std::abs(error - left) < 1e-5 * (1 + left), qPrintable(QString::number(error - left)));
        }
    }

    void pcaOfNoDirectionIsTheMean() {
        std::vector<float> mean(d);
        for (int id = 0; id < rows; ++id) {
            const auto row = tableRow(d, id);
            for (std::size_t i = 0; i < row.size(); ++i) mean[i] += row[i] / rows;
        }
        QVERIFY(farthest(after("pca-0", tableRow(d, 1), 1, {.table = &table_}), mean) < 1e-5);
    }

    void directionsAreOrthonormal() {
        const auto components = table_.principalComponents({}).value();
        for (int i = 0; i < d; ++i) {
            for (int j = 0; j <= i; ++j) {
                double sum = 0;
                for (int n = 0; n < d; ++n)
                    sum += components->directions[i * d + n] * components->directions[j * d + n];
                QVERIFY(std::abs(sum - (i == j ? 1 : 0)) < 1e-10);
            }
        }
        QVERIFY(std::ranges::is_sorted(components->variances, std::greater<>()));
    }

    void principalComponentsCanBeStopped() {
        std::stop_source source;
        source.request_stop();
        const auto stopped = sampleTable(rows, d).principalComponents(source.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ErrorCode::cancelled);
    }

    void rowsThatAreNotFiniteArePassedOver() {
        const EmbeddingTable broken(
            {.rows = 3, .tokens = 3, .dimensions = 2}, [](int id, std::span<float> row) {
                row[0] = id == 1 ? std::numeric_limits<float>::quiet_NaN() : static_cast<float>(id);
                row[1] = 1;
            });
        QCOMPARE(broken.principalComponents({}).value()->mean, (std::vector<double>{1, 1}));
    }

    void quantizeHasSoManyLevels() {
        const auto row = tableRow(d, 1);
        const auto [least, most] = std::ranges::minmax(row);
        for (const float number : after("quantize-1", row)) QVERIFY(number == least || number == most);
        const auto two = after("quantize-2", row);
        QVERIFY(std::set(two.begin(), two.end()).size() <= 4);
        QVERIFY(farthest(after("quantize-8", row), row) <=
                static_cast<double>(most - least) / 255 / 2 + 1e-6);
    }

    void dropoutZeroesThatFractionAndMoreOfTheSame() {
        const auto row = tableRow(d, 2);
        const auto zeros = [&](const char* stream) {
            std::set<std::size_t> where;
            const auto y = after(stream, row);
            for (std::size_t i = 0; i < y.size(); ++i) {
                if (y[i] == 0) where.insert(i);
                if (y[i] != 0 && y[i] != row[i]) where.insert(d);  // fails below
            }
            return where;
        };
        const auto quarter = zeros("dropout-0.25"), half = zeros("dropout-0.5");
        QCOMPARE(quarter.size(), std::size_t{24});
        QCOMPARE(half.size(), std::size_t{48});
        QVERIFY(std::ranges::includes(half, quarter));
    }

    void eightbitIsTheCodecWithoutJpeg() {
        const auto row = tableRow(d, 1);
        QCOMPARE(after("eightbit", row), fromPlane(toPlane(row).value()));
        QCOMPARE(after("eightbit+rounded", row),
                 fromPlane(toPlane(row, parseLayout("rounded").value()).value()));
        const std::vector<float> constant(8, 1.25F);
        QCOMPARE(after("eightbit", constant), constant);
    }

    void dctquantIsNearlyJpegWhereTheEightBitsAreFine() {
        for (const char* layout : {"", "+rows-8", "+rows-1", "+swapped"}) {
            const auto row = gaussianRow(577, 5);
            const auto own = after((std::string("dctquant-50") + layout).c_str(), row);
            const auto jpeg = after((std::string("jpeg-50") + layout).c_str(), row);
            QVERIFY2(cosineOf(own, jpeg) > 0.99, layout);
            QVERIFY(own != jpeg);
        }
        const auto row = gaussianRow(576, 5);
        QVERIFY(cosineOf(row, after("dctquant-100", row)) > cosineOf(row, after("jpeg-100", row)));
    }

    void shrinkKeepsTheDirection() {
        const auto row = tableRow(d, 1);
        QVERIFY(cosineOf(row, after("shrink-0.3", row)) > 1 - 1e-12);
        QVERIFY(std::abs(length(after("shrink-0.3", row)) / length(row) - 0.3) < 1e-6);
    }

    void residualsAreJpegsErrorRearranged() {
        const auto row = tableRow(d, 6);
        const auto error = differences(Jpeg().roundTrip(row, 25)->embedding, row);
        const auto flipped = differences(after("residual-signs-25", row), row);
        const auto permuted = differences(after("residual-permuted-25", row), row);
        for (std::size_t i = 0; i < error.size(); ++i)
            QVERIFY(std::abs(std::abs(flipped[i]) - std::abs(error[i])) < 1e-5F);
        QVERIFY(farthest(flipped, error) > 0.01);
        QVERIFY(farthest(sizesInOrder(permuted), sizesInOrder(error)) < 1e-5);
        QVERIFY(farthest(permuted, error) > 0.01);

        const auto borrowed = differences(after("residual-other-25", row, 6, {.table = &table_}), row);
        int lenders = 0;
        for (int id = 0; id < rows; ++id) {
            const auto other = tableRow(d, id);
            const auto its = differences(Jpeg().roundTrip(other, 25)->embedding, other);
            if (farthest(its, borrowed) < 1e-5) ++lenders;
            if (id == 6) QVERIFY(farthest(its, borrowed) > 0.01);
        }
        QCOMPARE(lenders, 1);
    }

    void freshDrawsBelongToPositionsAndFrozenOnesToTokens_data() {
        QTest::addColumn<QString>("name");
        for (const Distortion* one : distortions()) {
            const QByteArray name(one->info().name.data(), static_cast<qsizetype>(one->info().name.size()));
            if (one->info().random) QTest::newRow(name.constData()) << QString::fromLatin1(name);
        }
    }
    void freshDrawsBelongToPositionsAndFrozenOnesToTokens() {
        QFETCH(QString, name);
        const auto row = tableRow(d, 1);
        const auto with = [&](const char* parts, int id, int position) {
            const QString stream = name + QStringLiteral("@jpeg-25") + QLatin1String(parts);
            return after(stream.toLatin1().constData(), row, id, {.table = &table_, .position = position});
        };
        QCOMPARE(with("", 1, 0), with("", 1, 9));
        QVERIFY(with("", 1, 0) != with("", 2, 0));
        QVERIFY(with("+fresh", 1, 0) != with("+fresh", 1, 9));
        QCOMPARE(with("+fresh", 1, 9), with("+fresh", 1, 9));
        QVERIFY(with("+fresh", 1, 1) != with("", 1, 1));
        QVERIFY(with("+seed-2", 1, 0) != with("", 1, 0));
        QVERIFY(with("+seed-2+fresh", 1, 0) != with("+fresh", 1, 0));
    }

    void aPromptIsDrawnForPositionByPosition() {
        const auto spec = parseDistortion("gaussian@jpeg-25+fresh").value();
        const std::vector<int> ids{4, 4, 5};
        std::vector<float> prompt;
        for (const int id : ids) {
            const auto row = tableRow(d, id);
            prompt.insert(prompt.end(), row.begin(), row.end());
        }
        const auto distorted = distortPrompt(prompt, ids, spec, {.table = &table_, .position = 10}).value();
        QVERIFY(distorted.rows[0].embedding != distorted.rows[1].embedding);
        QCOMPARE(distorted.rows[1].embedding,
                 distort(tableRow(d, 4), 4, spec, {.table = &table_, .position = 11})->embedding);
    }

    void normIsThatOfTheRowBefore_data() {
        QTest::addColumn<QString>("stream");
        for (const char* stream :
             {"jpeg-10", "gaussian-2", "dct@jpeg-10", "shrink-0.3", "pca-4", "quantize@jpeg-1"})
            QTest::newRow(stream) << QString::fromLatin1(stream);
    }
    void normIsThatOfTheRowBefore() {
        QFETCH(QString, stream);
        const auto row = tableRow(d, 2);
        const auto plain = after(stream.toLatin1().constData(), row, 2, {.table = &table_});
        const auto restored = after(QString(stream + QStringLiteral("+norm")).toLatin1().constData(), row, 2,
                                    {.table = &table_});
        QVERIFY(std::abs(length(plain) / length(row) - 1) > 1e-4);
        QVERIFY(std::abs(length(restored) / length(row) - 1) < 1e-6);
        QVERIFY(std::abs(cosineOf(plain, restored) - 1) < 1e-6);
    }

    void nearestIsARowOfTheTable() {
        const auto row = tableRow(d, 17);
        const auto light =
            distort(row, 17, parseDistortion("jpeg-90+nearest").value(), {.table = &table_}).value();
        QCOMPARE(light.nearest, std::optional(17));
        QCOMPARE(light.embedding, row);
        const auto heavy =
            distort(row, 17, parseDistortion("gaussian-30+nearest").value(), {.table = &table_}).value();
        QVERIFY(heavy.nearest.has_value());
        QCOMPARE(heavy.embedding, tableRow(d, *heavy.nearest));
        const auto noisy = after("gaussian-30", row, 17);
        for (int id = 0; id < rows; ++id)
            QVERIFY(cosineOf(noisy, heavy.embedding) >= cosineOf(noisy, tableRow(d, id)) - 1e-12);
    }

    void whatNeedsTheTableSaysSo_data() {
        QTest::addColumn<QString>("stream");
        for (const char* stream : {"pca-3", "pca@jpeg-25", "residual-other-25", "jpeg-25+nearest"})
            QTest::newRow(stream) << QString::fromLatin1(stream);
    }
    void whatNeedsTheTableSaysSo() {
        QFETCH(QString, stream);
        const auto distorted = distort(tableRow(d, 1), 1, parseDistortion(stream.toStdString()).value());
        QVERIFY(!distorted);
        QCOMPARE(distorted.error().code, ErrorCode::usage);
    }

    // Matched to the image of the whole prompt, and as one image themselves.
    void aPromptAsOneImageIsMatchedAndMade() {
        const std::vector<int> ids{1, 2, 3, 4, 5, 6, 7, 8, 9};
        std::vector<float> prompt;
        for (const int id : ids) {
            const auto row = tableRow(d, id);
            prompt.insert(prompt.end(), row.begin(), row.end());
        }
        const auto jpeg = distortPrompt(prompt, ids, parseDistortion("jpeg-25+prompt").value()).value();
        const auto matched =
            distortPrompt(prompt, ids, parseDistortion("dct@jpeg-25+prompt").value()).value();
        const auto quantised =
            distortPrompt(prompt, ids, parseDistortion("dctquant-25+prompt").value()).value();
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto row = tableRow(d, ids[i]);
            QVERIFY(std::abs(cosineOf(row, matched.rows[i].embedding) -
                             cosineOf(row, jpeg.rows[i].embedding)) < 1e-5);
            QVERIFY(cosineOf(quantised.rows[i].embedding, jpeg.rows[i].embedding) > 0.97);
        }
    }

private:
    EmbeddingTable table_{{.rows = rows, .tokens = rows, .dimensions = d}, [](int id, std::span<float> row) {
                              std::ranges::copy(tableRow(static_cast<int>(row.size()), id), row.begin());
                          }};
};

QTEST_GUILESS_MAIN(OtherDistortionsTest)
#include "other_distortions_test.moc"
