#include "codec/coded_plane.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "codec/jpeg.h"
#include "codec/quantisation.h"
#include "codec/rows.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

Plane randomPlane(int rows, int columns, std::uint64_t kind) {
    Plane plane;
    plane.rows = rows;
    plane.columns = columns;
    plane.dimensions = rows * columns;
    for (int i = 0; i < plane.dimensions; ++i) {
        const std::uint64_t bits = randomBits({kind, static_cast<std::uint64_t>(i)});
        plane.samples.push_back(static_cast<std::uint8_t>(kind == 0   ? bits % 256
                                                          : kind == 1 ? bits % 2 * 255
                                                          : kind == 2 ? 120 + bits % 16
                                                                      : 255));
    }
    return plane;
}

}  // namespace

class CodedPlaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesAndSizeEqualLibjpegsForPlanesOfAllShapes() {
        Jpeg jpeg;
        for (const auto& [rows, columns] :
             {std::pair(1, 1), {1, 20}, {2, 17}, {3, 8}, {7, 9}, {8, 8}, {9, 15}, {16, 36}, {33, 65}}) {
            for (std::uint64_t kind = 0; kind < 4; ++kind) {
                const Plane plane = randomPlane(rows, columns, kind);
                for (int quality = 1; quality <= 100; ++quality) {
                    const auto file = jpeg.encode(plane, quality).value();
                    const CodedPlane coded = codePlane(plane, quality).value();
                    QCOMPARE(coded.decoded.samples, jpeg.decode(file, plane)->samples);
                    QCOMPARE(jpeg_header_bytes + coded.payload_bytes, static_cast<int>(file.size()));
                }
            }
        }
    }

    void bitsOfTheBlocksFillThePayload() {
        const CodedPlane coded = codePlane(randomPlane(2, 288, 2), 50).value();
        QCOMPARE(coded.bits.size(), std::size_t{36});
        const int bits = std::accumulate(coded.bits.begin(), coded.bits.end(), 0);
        // What is left over are ones at the end, below a byte, and a zero byte after each byte of ones.
        QVERIFY(bits > 0 && (bits + 7) / 8 <= coded.payload_bytes);
        QVERIFY(coded.payload_bytes - (bits + 7) / 8 < 20);
    }

    void emptyBlockTakesTheTwoShortestCodes() {
        const CodedPlane coded = codePlane(randomPlane(8, 24, 2), 1).value();
        // 120-135 is grey at this quality: no difference of the mean (2 bits) and end of block (4 bits)
        QCOMPARE(coded.bits.back(), 6);
    }

    void coefficientsAreTheDctOfTheSamples() {
        const Plane plane = randomPlane(8, 8, 0);
        const CodedPlane coded = codePlane(plane, 40).value();
        const CodedBlock& block = coded.blocks.front();
        const auto steps = quantisationTable(40);
        for (int v = 0; v < 8; ++v) {
            for (int u = 0; u < 8; ++u) {
                double sum = 0;  // ITU-T T.81, A.3.3
                for (int y = 0; y < 8; ++y) {
                    for (int x = 0; x < 8; ++x) {
                        sum += (plane.samples[static_cast<std::size_t>(8 * y + x)] - 128.0) *
                               std::cos((2 * x + 1) * u * std::numbers::pi / 16) *
                               std::cos((2 * y + 1) * v * std::numbers::pi / 16);
                    }
                }
                const double root = std::sqrt(0.5);
                const double coefficient = sum / 4 * (u == 0 ? root : 1) * (v == 0 ? root : 1);
                const auto i = static_cast<std::size_t>(8 * v + u);
                QVERIFY(std::abs(block.transformed[i] / 8.0 - coefficient) < 0.3);
                QVERIFY(std::abs(block.quantised[i] * steps[i] - block.transformed[i] / 8.0) <=
                        steps[i] / 2.0);
            }
        }
    }

    void missingRowsRepeatTheLastOne() {
        const Plane plane = randomPlane(2, 8, 0);
        const auto& samples = codePlane(plane, 50)->blocks.front().samples;
        for (std::size_t i = 16; i < samples.size(); ++i) QCOMPARE(samples[i], samples[8 + i % 8]);
    }

    void badQualityIsRefused() {
        QCOMPARE(codePlane(randomPlane(2, 8, 0), 101).error().code, ErrorCode::usage);
    }
};

QTEST_GUILESS_MAIN(CodedPlaneTest)
#include "coded_plane_test.moc"
