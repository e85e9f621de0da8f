#include "codec/fast_round_trip.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <set>

#include "base/random.h"
#include "codec/jpeg.h"
#include "codec/plane_arithmetic.h"
#include "codec/rows.h"
#include "codec/targets.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

Plane emptyPlane(int columns) {
    Plane plane;
    plane.columns = columns;
    plane.dimensions = plane.rows * columns;
    plane.samples.resize(static_cast<std::size_t>(plane.dimensions));
    return plane;
}

template <class Sample>
Plane planeOf(int columns, Sample sample) {
    Plane plane = emptyPlane(columns);
    for (int row = 0; row < plane.rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            plane.samples[static_cast<std::size_t>(row * columns + column)] =
                static_cast<std::uint8_t>(std::clamp(static_cast<int>(sample(row, column)), 0, 255));
        }
    }
    return plane;
}

// Planes that drive each coefficient to its ends, cross every kind of edge, or are as random as can be.
std::vector<Plane> adversarialPlanes() {
    std::vector<Plane> planes;
    for (int frequency = 0; frequency < 8; ++frequency) {
        for (const int sign : {-1, 1}) {
            for (const int bottom : {-1, 0, 1}) {  // the opposite, grey, the same
                planes.push_back(planeOf(24, [&](int row, int column) {
                    const double wave = std::cos((2 * column + 1) * frequency * std::numbers::pi / 16) * sign;
                    return (wave * (row == 0 ? 1 : bottom) > 0 ? 255 : 0) +
                           (row == 1 && bottom == 0 ? 128 : 0);
                }));
            }
        }
    }
    for (const int columns : {1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, 288, 500}) {
        const auto noise = [&](std::uint64_t kind) {
            return [=](int row, int column) {
                const std::uint64_t key =
                    static_cast<std::uint64_t>(row) << 32 | static_cast<std::uint64_t>(column);
                const std::uint64_t bits = randomBits({kind, key, static_cast<std::uint64_t>(columns)});
                return kind == 0 ? bits % 256 : kind == 1 ? bits % 2 * 255 : 120 + bits % 16;
            };
        };
        for (std::uint64_t kind = 0; kind < 3; ++kind) planes.push_back(planeOf(columns, noise(kind)));
        planes.push_back(planeOf(columns, [](int, int) { return 0; }));
        planes.push_back(planeOf(columns, [](int, int) { return 255; }));
        planes.push_back(planeOf(columns, [](int row, int) { return row * 255; }));
        planes.push_back(planeOf(columns, [](int row, int) { return 255 - row * 255; }));
        planes.push_back(planeOf(columns, [](int row, int column) { return (row + column) % 2 * 255; }));
        planes.push_back(planeOf(columns, [](int, int column) { return column / 8 % 2 * 255; }));
        planes.push_back(planeOf(
            columns, [&](int row, int column) { return row == 0 && column == columns - 1 ? 255 : 0; }));
        planes.push_back(planeOf(
            columns, [&](int row, int column) { return (row * columns + column) * 255 / columns / 2; }));
    }
    return planes;
}

// The row's way through libjpeg.
std::vector<float> throughLibjpeg(Jpeg& jpeg, const std::vector<float>& row, int quality, int* bytes,
                                  const PlaneLayout& layout = {}) {
    const Plane plane = toPlane(row, layout).value();
    const auto file = jpeg.encode(plane, quality).value();
    *bytes = static_cast<int>(file.size());
    return fromPlane(jpeg.decode(file, plane).value());
}

}  // namespace

class FastRoundTripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesAndSizeEqualLibjpegsForEveryQuality_data() { addTargetRows(); }
    void samplesAndSizeEqualLibjpegsForEveryQuality() {
        QFETCH(qint64, target);
        const OnlyTarget only(target);
        Jpeg jpeg;
        Blocks blocks;
        for (const Plane& plane : adversarialPlanes()) {
            const auto columns = static_cast<std::size_t>(plane.columns);
            const auto top = std::span(plane.samples).first(columns),
                       bottom = std::span(plane.samples).last(columns);
            blocks.resize(columns);
            for (int quality = 1; quality <= 100; ++quality) {
                const auto file = jpeg.encode(plane, quality).value();
                const Plane decoded = jpeg.decode(file, plane).value();
                std::ranges::copy(top, blocks.top().begin());
                std::ranges::copy(bottom, blocks.bottom().begin());
                blocks.code(quality);
                QVERIFY(std::ranges::equal(blocks.top(), std::span(decoded.samples).first(columns)));
                QVERIFY(std::ranges::equal(blocks.bottom(), std::span(decoded.samples).last(columns)));
                QCOMPARE(jpeg_header_bytes + blocks.entropyBytes(), static_cast<int>(file.size()));
            }
        }
    }

    void floatsEqualLibjpegsToTheBit_data() { addTargetRows(); }
    void floatsEqualLibjpegsToTheBit() {
        QFETCH(qint64, target);
        const OnlyTarget only(target);
        Jpeg jpeg;
        FastRoundTrip fast;
        for (const int d : {1, 2, 3, 15, 16, 17, 31, 33, 127, 575, 576, 577, 1280, 1600, 8191, 8192}) {
            for (int quality = 1; quality <= 100; quality += 3) {
                const auto row = gaussianRow(d, static_cast<std::uint64_t>(quality));
                std::vector<float> result(row.size());
                QVERIFY(fast.run(row, quality, result));
                int bytes = 0;
                QCOMPARE(result, throughLibjpeg(jpeg, row, quality, &bytes));
                QCOMPARE(fast.fileBytes(), bytes);
            }
        }
    }

    void everyLayoutEqualsLibjpegsToTheBit_data() { addTargetRows(); }
    void everyLayoutEqualsLibjpegsToTheBit() {
        QFETCH(qint64, target);
        const OnlyTarget only(target);
        Jpeg jpeg;
        FastRoundTrip fast;
        for (const char* name :
             {"rows-1", "swapped", "permuted-1", "rounded", "rows-1+permuted-7+rounded", "rows-8", "rows-16",
              "rows-32", "rows-8+swapped", "rows-16+rounded+permuted-2"}) {
            const PlaneLayout layout = parseLayout(name).value();
            for (const int d : {1, 2, 7, 17, 64, 127, 575, 576, 1280}) {
                for (int quality = 1; quality <= 100; quality += 9) {
                    const auto row = gaussianRow(d, static_cast<std::uint64_t>(quality));
                    std::vector<float> result(row.size());
                    QVERIFY(fast.run(row, quality, result, layout));
                    int bytes = 0;
                    const auto expected = throughLibjpeg(jpeg, row, quality, &bytes, layout);
                    const bool constant = row == std::vector(row.size(), row.front());  // d = 1: unpadded
                    QCOMPARE(result, constant && layout.rows == 1 ? row : expected);
                    QCOMPARE(fast.fileBytes(), bytes);
                }
            }
        }
    }

    void levelsAndNumbersEqualThePlainArithmetic_data() { addTargetRows(); }
    void levelsAndNumbersEqualThePlainArithmetic() {
        QFETCH(qint64, target);
        const OnlyTarget only(target);
        std::vector<std::int16_t> all(256), levels(1000);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int16_t>(i);
        std::vector<float> numbers(256);
        for (std::uint64_t trial = 0; trial < 500; ++trial) {
            const auto range = static_cast<float>(std::exp(4 * randomNormal({trial, 0})));
            const auto minimum = static_cast<float>(randomNormal({trial, 1}));
            fromLevels(all, range, minimum, numbers);
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                // == and not QCOMPARE, which lets floats differ a little
                QVERIFY(numbers[i] == static_cast<float>(i) / 255.0F * range + minimum);
            }
            auto row = gaussianRow(1000, trial);
            for (float& number : row) number *= range;
            const Extremes extremes = findExtremes(row);
            QVERIFY(extremes.finite);
            QVERIFY(extremes.minimum == *std::ranges::min_element(row));
            QVERIFY(extremes.maximum == *std::ranges::max_element(row));
            const float divisor = extremes.maximum - extremes.minimum + 1e-8F;
            toLevels(row, extremes.minimum, divisor, levels);
            for (std::size_t i = 0; i < row.size(); ++i) {
                QCOMPARE(levels[i],
                         static_cast<std::int16_t>((row[i] - extremes.minimum) / divisor * 255.0F));
            }
            toLevels(row, extremes.minimum, divisor, levels, PlaneLayout::Levels::rounded);
            for (std::size_t i = 0; i < row.size(); ++i) {
                QCOMPARE(levels[i], static_cast<std::int16_t>(
                                        std::nearbyint((row[i] - extremes.minimum) / divisor * 255.0F)));
            }
        }
    }

    void aNumberThatIsNoneIsFoundWhereverItIs_data() { addTargetRows(); }
    void aNumberThatIsNoneIsFoundWhereverItIs() {
        QFETCH(qint64, target);
        const OnlyTarget only(target);
        for (const float bad :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
              -std::numeric_limits<float>::infinity()}) {
            for (std::size_t at = 0; at < 70; ++at) {
                auto row = gaussianRow(70, 1);
                row[at] = bad;
                QVERIFY(!findExtremes(row).finite);
            }
        }
    }

    void divisionByMultiplicationIsExact() {
        std::set<unsigned> checked;
        for (int quality = 1; quality <= 100; ++quality) {
            for (const auto& frequency : blockTables(quality).frequencies) {
                for (std::size_t lane = 0; lane < 8; ++lane) {
                    const unsigned divisor = 8U * frequency.step[lane];
                    if (!checked.insert(divisor).second) continue;
                    QCOMPARE(frequency.half[lane], divisor / 2);
                    for (unsigned x = 0; x < (1U << 14); ++x) {
                        QCOMPARE((x * frequency.magic[lane] >> 16) * frequency.scale[lane] >> 16,
                                 x / divisor);
                    }
                }
            }
        }
        QVERIFY(checked.size() > 200);
    }

    void oneObjectServesRowsOfAllSizesInTurn() {
        FastRoundTrip fast;
        for (const int d : {576, 8, 1280, 7, 576}) {
            const auto row = gaussianRow(d, 3);
            std::vector<float> once(row.size()), again(row.size());
            QVERIFY(fast.run(row, 25, once));
            QVERIFY(FastRoundTrip().run(row, 25, again));
            QCOMPARE(once, again);
        }
    }

    void badQualityIsRefused() {
        const auto row = gaussianRow(8, 3);
        std::vector<float> result(8);
        for (const int quality : {0, 101})
            QCOMPARE(FastRoundTrip().run(row, quality, result).error().code, ErrorCode::usage);
    }
};

QTEST_GUILESS_MAIN(FastRoundTripTest)
#include "fast_round_trip_test.moc"
