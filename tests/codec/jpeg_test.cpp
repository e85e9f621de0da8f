#include "codec/jpeg.h"

#include <turbojpeg.h>

#include <QtTest>
#include <algorithm>
#include <future>
#include <limits>

#include "base/random.h"
#include "codec/rows.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

using File = std::vector<std::uint8_t>;

Plane planeOf(int d, std::uint64_t number) { return toPlane(gaussianRow(d, number)).value(); }

// Segments of a file up to its entropy-coded data, as (marker, offset, bytes with the marker).
struct Segment {
    int marker = 0;
    std::size_t offset = 0, bytes = 0;
};
std::vector<Segment> segments(const File& file) {
    std::vector<Segment> all{{file[1], 0, 2}};
    while (all.back().marker != 0xDA) {
        const std::size_t at = all.back().offset + all.back().bytes;
        all.push_back(
            {file[at + 1], at, std::size_t{2} + static_cast<std::size_t>(file[at + 2] << 8 | file[at + 3])});
    }
    return all;
}

// A file that TurboJPEG makes of pixels of any size and format.
File otherFile(int width, int height, int format, int subsampling, int flags = 0) {
    const File pixels(static_cast<std::size_t>(width * height * tjPixelSize[format]), 77);
    File file(tjBufSize(width, height, subsampling));
    unsigned char* data = file.data();
    unsigned long size = file.size();
    tjhandle handle = tjInitCompress();
    const int failed = tjCompress2(handle, pixels.data(), width, 0, height, format, &data, &size, subsampling,
                                   50, TJFLAG_NOREALLOC | flags);
    tjDestroy(handle);
    file.resize(failed ? 0 : size);
    return file;
}

}  // namespace

class JpegTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void headerBytesAreThoseOfAFile() {
        Jpeg jpeg;
        for (const int quality : {1, 25, 100}) {
            const File file = jpeg.encode(planeOf(576, 1), quality).value();
            std::size_t header = 2;  // the end marker
            std::vector<int> markers;
            for (const Segment& segment : segments(file)) {
                header += segment.bytes;
                markers.push_back(segment.marker);
            }
            QCOMPARE(header, std::size_t{jpeg_header_bytes});
            QCOMPARE(markers, (std::vector{0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xC4, 0xDA}));
            QCOMPARE(file.back(), std::uint8_t{0xD9});
        }
    }

    void headerIsJfifAsPillowWritesIt() {
        const File file = Jpeg().encode(planeOf(576, 1), 25).value();
        // JFIF 1.1, no unit of density, 1 × 1, no thumbnail
        const File jfif{0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
        QVERIFY(std::equal(jfif.begin(), jfif.end(), file.begin() + 2));
        const Segment frame = segments(file)[3];
        // 8 bits, 2 rows, 288 columns, one component without subsampling
        const File baseline{0xFF, 0xC0, 0, 11, 8, 0, 2, 1, 32, 1, 1, 0x11, 0};
        QCOMPARE(File(file.begin() + frame.offset, file.begin() + frame.offset + frame.bytes), baseline);
    }

    void quality100KeepsSamplesWithinOneLevel() {
        Jpeg jpeg;
        for (const int d : {1, 2, 3, 16, 17, 575, 576, 8191, 8192}) {
            const Plane plane = planeOf(d, 5);
            const Plane decoded = jpeg.decode(jpeg.encode(plane, 100).value(), plane).value();
            for (std::size_t i = 0; i < plane.samples.size(); ++i) {
                QVERIFY(std::abs(plane.samples[i] - decoded.samples[i]) <= 1);
            }
        }
    }

    void roundTripIsItsSteps() {
        Jpeg jpeg;
        for (int quality = 1; quality <= 100; ++quality) {
            const auto row = gaussianRow(64, 9);
            const Plane plane = toPlane(row).value();
            const File file = jpeg.encode(plane, quality).value();
            const auto trip = jpeg.roundTrip(row, quality).value();
            QCOMPARE(trip.embedding, fromPlane(jpeg.decode(file, plane).value()));
            QCOMPARE(trip.bytes, static_cast<int>(file.size()));
        }
    }

    void constantRowComesBackUnchanged() {
        const std::vector<float> row(576, 0.1F);
        const auto trip = Jpeg().roundTrip(row, 25).value();
        QCOMPARE(trip.embedding, row);
        QVERIFY(trip.bytes > jpeg_header_bytes);
    }

    void qualityOutOfRangeIsRefused() {
        Jpeg jpeg;
        for (const int quality : {0, -1, 101, std::numeric_limits<int>::max()}) {
            const auto trip = jpeg.roundTrip(gaussianRow(8, 1), quality);
            QVERIFY(!trip);
            QCOMPARE(trip.error().code, ErrorCode::usage);
            QVERIFY(trip.error().text().find(std::to_string(quality)) != std::string::npos);
        }
    }

    void rowsPastLibjpegsWidthAreRefused() {
        Jpeg jpeg;
        QVERIFY(jpeg.roundTrip(gaussianRow(131000, 1), 50));
        const auto trip = jpeg.roundTrip(gaussianRow(131001, 1), 50);
        QVERIFY(!trip);
        QCOMPARE(trip.error().code, ErrorCode::limit);
    }

    void everyTruncationIsRefused() {
        Jpeg jpeg;
        const Plane plane = planeOf(64, 2);
        const File file = jpeg.encode(plane, 50).value();
        for (std::size_t size = 0; size < file.size(); ++size) {
            const auto decoded = jpeg.decode(std::span(file).first(size), plane);
            QVERIFY(!decoded);
            QCOMPARE(decoded.error().code, ErrorCode::corrupt);
        }
        QVERIFY(jpeg.decode(file, plane));
    }

    void scanDataCutOutBeforeTheEndIsRefused() {
        Jpeg jpeg;
        const Plane plane = planeOf(576, 2);
        File file = jpeg.encode(plane, 75).value();
        file.erase(file.end() - 102, file.end() - 2);
        const auto decoded = jpeg.decode(file, plane);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::corrupt);
    }

    void trailingBytesAreRefused() {
        Jpeg jpeg;
        const Plane plane = planeOf(64, 2);
        File file = jpeg.encode(plane, 50).value();
        file.push_back(0);
        const auto decoded = jpeg.decode(file, plane);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::corrupt);
        QVERIFY(decoded.error().text().find("1 bytes follow") != std::string::npos);
    }

    void filesOfAnotherKindAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const File& file, const char* words) {
            QVERIFY(!file.empty());
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(file.data()),
                                              static_cast<qsizetype>(file.size()))
                                << QString::fromUtf8(words);
        };
        row("colour", otherFile(32, 2, TJPF_RGB, TJSAMP_444), "3 components");
        row("wider", otherFile(33, 2, TJPF_GRAY, TJSAMP_GRAY), "33 × 2, expected 32 × 2");
        row("higher", otherFile(32, 3, TJPF_GRAY, TJSAMP_GRAY), "32 × 3");
        row("progressive", otherFile(32, 2, TJPF_GRAY, TJSAMP_GRAY, TJFLAG_PROGRESSIVE), "baseline");
        File huge = otherFile(32, 2, TJPF_GRAY, TJSAMP_GRAY);
        const std::size_t frame = segments(huge)[3].offset;
        std::fill_n(huge.begin() + frame + 5, 4, std::uint8_t{0xFF});
        row("65535 × 65535", huge, "65535 × 65535");
        File twelve_bits = otherFile(32, 2, TJPF_GRAY, TJSAMP_GRAY);
        twelve_bits[frame + 4] = 12;
        row("12 bits", twelve_bits, "8 bits");
        row("not JPEG", File(1000, 'x'), "does not start");
    }
    void filesOfAnotherKindAreRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QString, words);
        const auto decoded = Jpeg().decode(File(file.begin(), file.end()), planeOf(64, 2));
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::corrupt);
        const auto text = QString::fromStdString(decoded.error().text());
        QVERIFY2(text.contains(words), qPrintable(text));
    }

    void damagedBytesNeverEndTheProgram() {
        Jpeg jpeg;
        const Plane plane = planeOf(64, 2);
        const File whole = jpeg.encode(plane, 50).value();
        int refused = 0;
        for (std::uint64_t trial = 0; trial < 20000; ++trial) {
            File file = whole;
            for (std::uint64_t hit = 0; hit <= trial % 3; ++hit) {
                file[randomBits({trial, hit, 0}) % file.size()] =
                    static_cast<std::uint8_t>(randomBits({trial, hit, 1}));
            }
            const auto decoded = jpeg.decode(file, plane);
            if (decoded) {
                QCOMPARE(decoded->samples.size(), plane.samples.size());
            } else {
                QCOMPARE(decoded.error().code, ErrorCode::corrupt);
                ++refused;
            }
        }
        QVERIFY(refused > 0);
        QCOMPARE(jpeg.decode(whole, plane)->samples, Jpeg().decode(whole, plane)->samples);
    }

    void threadsEachWithAnObjectAgree() {
        const auto row = gaussianRow(576, 4);
        const auto run = [&row] {
            Jpeg jpeg;
            Jpeg::RoundTrip last;
            for (int quality = 1; quality <= 100; ++quality) last = jpeg.roundTrip(row, quality).value();
            return last.embedding;
        };
        auto other = std::async(std::launch::async, run);
        QCOMPARE(run(), other.get());
    }
};

QTEST_GUILESS_MAIN(JpegTest)
#include "jpeg_test.moc"
