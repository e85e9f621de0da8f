#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <map>

#include "codec/jpeg.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

// What zlib's crc32 gives.
std::uint32_t crc32(std::span<const std::byte> bytes) {
    std::uint32_t sum = 0xFFFFFFFF;
    for (const std::byte byte : bytes) {
        sum ^= std::to_integer<std::uint32_t>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

template <class T>
std::uint32_t crc32Of(const std::vector<T>& values) {
    return crc32(std::as_bytes(std::span(values)));
}

// The rows of the fixtures, by the formulas of codec_cases.py: splitmix64 and whole numbers, exact in
// float64.
std::vector<std::uint64_t> splitmix(std::uint64_t state, std::size_t count) {
    std::vector<std::uint64_t> numbers(count);
    for (auto& number : numbers) {
        state += 0x9E3779B97F4A7C15;
        std::uint64_t z = state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        number = z ^ z >> 31;
    }
    return numbers;
}

std::int64_t integer(std::uint64_t z) { return static_cast<std::int64_t>(z >> 40) - (1 << 23); }

std::int64_t bell(std::uint64_t z) {
    std::int64_t sum = -2 * 0xFFFF;
    for (int shift = 0; shift < 64; shift += 16) sum += static_cast<std::int64_t>(z >> shift & 0xFFFF);
    return sum;
}

float scaled(std::int64_t number, int exponent) {
    return static_cast<float>(std::ldexp(static_cast<double>(number), exponent));
}

using Formula = std::function<float(std::uint64_t z, std::size_t index)>;
const std::map<QString, Formula>& formulas() {
    static const std::map<QString, Formula> all{
        {QStringLiteral("bell"), [](std::uint64_t z, std::size_t) { return scaled(bell(z), -17); }},
        {QStringLiteral("uniform"), [](std::uint64_t z, std::size_t) { return scaled(integer(z), -23); }},
        {QStringLiteral("spikes"),
         [](std::uint64_t z, std::size_t i) { return scaled(bell(z) * (i % 16 == 0 ? 64 : 1), -20); }},
        {QStringLiteral("constant"), [](std::uint64_t, std::size_t) { return 0.75F; }},
        {QStringLiteral("nearly_constant"),
         [](std::uint64_t z, std::size_t) { return 1.0F + scaled(integer(z) & 3, -23); }},
        {QStringLiteral("huge"),
         [](std::uint64_t z, std::size_t i) { return scaled(integer(z), i % 7 == 0 ? 80 : -60); }},
        {QStringLiteral("denormal"), [](std::uint64_t z, std::size_t) { return scaled(integer(z), -149); }},
    };
    return all;
}

std::vector<float> rowOf(const QJsonObject& one) {
    const auto numbers = splitmix(static_cast<std::uint64_t>(one[QLatin1String("d")].toInt()),
                                  static_cast<std::size_t>(one[QLatin1String("d")].toInt()));
    const Formula& formula = formulas().at(one[QLatin1String("vector")].toString());
    std::vector<float> row(numbers.size());
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = formula(numbers[i], i);
    return row;
}

std::uint32_t number(const QJsonObject& one, const char* name) {
    return static_cast<std::uint32_t>(one[QLatin1String(name)].toInteger());
}

}  // namespace

// Against what Pillow and NumPy make of the same rows (tests/fixtures/codec).
class PillowTest : public QObject {
    Q_OBJECT

    QJsonArray cases_;

    // Every case by name, with what it says.
    void forEachCase(const std::function<void(const QJsonObject&, const std::vector<float>&)>& check) {
        for (const auto& value : std::as_const(cases_)) {
            const QJsonObject one = value.toObject();
            const auto row = rowOf(one);
            QCOMPARE(crc32Of(row), number(one, "row_crc32"));
            check(one, row);
            if (QTest::currentTestFailed()) {
                qInfo().noquote() << "in the case"
                                  << QJsonDocument(one).toJson(QJsonDocument::Compact).left(80);
                return;
            }
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QFile file(QStringLiteral(LOSSYLENS_FIXTURES "/codec/cases.json"));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        cases_ = QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("cases")].toArray();
        QVERIFY(cases_.size() > 1000);
    }

    void everyQualityIsAmongTheCases() {
        std::map<int, int> counts;
        for (const auto& one : std::as_const(cases_))
            ++counts[one.toObject()[QLatin1String("quality")].toInt()];
        QCOMPARE(counts.size(), std::size_t{100});
    }

    void fileHasPillowsSizeAndDecodesToItsSamples() {
        Jpeg jpeg;
        forEachCase([&](const QJsonObject& one, const std::vector<float>& row) {
            const Plane plane = toPlane(row).value();
            const auto file = jpeg.encode(plane, one[QLatin1String("quality")].toInt()).value();
            QCOMPARE(static_cast<int>(file.size()), one[QLatin1String("bytes")].toInt());
            QCOMPARE(crc32Of(jpeg.decode(file, plane)->samples), number(one, "samples_crc32"));
        });
    }

    void roundTripEqualsPillowToTheBit() {
        Jpeg jpeg;
        forEachCase([&](const QJsonObject& one, const std::vector<float>& row) {
            const auto trip = jpeg.roundTrip(row, one[QLatin1String("quality")].toInt());
            QVERIFY(trip);
            QCOMPARE(trip->bytes, one[QLatin1String("bytes")].toInt());
            QCOMPARE(crc32Of(trip->embedding), number(one, "back_crc32"));
        });
    }

    void casesGivenInFullAgreeNumberByNumber() {
        Jpeg jpeg;
        int compared = 0;
        forEachCase([&](const QJsonObject& one, const std::vector<float>& row) {
            const auto bits = one[QLatin1String("back_bits")].toArray();
            const auto trip = jpeg.roundTrip(row, one[QLatin1String("quality")].toInt());
            for (qsizetype i = 0; i < bits.size(); ++i, ++compared) {
                QCOMPARE(std::bit_cast<std::uint32_t>(trip->embedding[static_cast<std::size_t>(i)]),
                         static_cast<std::uint32_t>(bits[i].toInteger()));
            }
        });
        QVERIFY(compared > 400);
    }
};

QTEST_GUILESS_MAIN(PillowTest)
#include "pillow_test.moc"
