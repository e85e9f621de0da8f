#include "codec/transforms.h"

#include <QtTest>
#include <cmath>
#include <numbers>

#include "codec/kept_components.h"
#include "codec/rows.h"

using namespace lossylens;
using namespace lossylens::codec;

namespace {

std::vector<double> numbers(int n) {
    const auto row = gaussianRow(n, 7);
    return {row.begin(), row.end()};
}
double energy(const std::vector<double>& a) {
    double sum = 0;
    for (const double number : a) sum += number * number;
    return sum;
}
double farthest(const std::vector<double>& a, const std::vector<double>& b) {
    double most = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}
double cosine(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum / std::sqrt(energy(a) * energy(b));
}

using Transform = std::vector<double> (*)(std::span<const double>);

}  // namespace

class TransformsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void energyStaysAndTheInverseBringsBack_data() {
        QTest::addColumn<int>("length");
        for (const int length : {1, 2, 3, 4, 5, 8, 16, 31, 96, 127, 576, 577, 1280, 2048})
            QTest::addRow("%d", length) << length;
    }
    void energyStaysAndTheInverseBringsBack() {
        QFETCH(int, length);
        const auto row = numbers(length);
        const bool power = (length & (length - 1)) == 0;
        const std::vector<std::pair<Transform, Transform>> transforms{
            {dctOf, inverseDct}, {fourierOf, inverseFourier}, {haarOf, inverseHaar}};
        for (const auto& [there, back] : transforms) {
            if (there == haarOf && !power) continue;
            const auto coefficients = there(row);
            QCOMPARE(coefficients.size(), row.size());
            QVERIFY(std::abs(energy(coefficients) / energy(row) - 1) < 1e-12);
            QVERIFY(farthest(back(coefficients), row) < 1e-12);
        }
    }

    // Against the definitions, term by term.
    void dctAndFourierAreTheirSums() {
        for (const int n : {6, 7}) {
            const auto row = numbers(n);
            std::vector<double> dct_sum, fourier_sum;
            for (int k = 0; k < n; ++k) {
                double sum = 0;
                for (int i = 0; i < n; ++i)
                    sum += row[i] * std::cos(std::numbers::pi * (2 * i + 1) * k / (2.0 * n));
                dct_sum.push_back(sum * std::sqrt((k == 0 ? 1.0 : 2.0) / n));
            }
            for (int k = 0; 2 * k <= n; ++k) {
                double real = 0, imaginary = 0;
                for (int i = 0; i < n; ++i) {
                    real += row[i] * std::cos(2 * std::numbers::pi * i * k / n);
                    imaginary -= row[i] * std::sin(2 * std::numbers::pi * i * k / n);
                }
                const bool pair = k != 0 && 2 * k != n;
                fourier_sum.push_back(real * std::sqrt((pair ? 2.0 : 1.0) / n));
                if (pair) fourier_sum.push_back(imaginary * std::sqrt(2.0 / n));
            }
            QVERIFY(farthest(dctOf(row), dct_sum) < 1e-12);
            QVERIFY(farthest(fourierOf(row), fourier_sum) < 1e-12);
        }
    }

    void haarIsMeansAndDifferences() {
        const double root = std::numbers::sqrt2;
        const std::vector<double> row{1, 3, 5, 1};
        QVERIFY(farthest(haarOf(row), {5, -1, -2 / root, 4 / root}) < 1e-12);
    }

    void coefficientsThreeAndFourKeepOne() {
        const Components components{
            .numbers = {3, 4}, .base = {}, .order = byEnergy({3, 4}), .group_ends = {}};
        const auto kept = keep(components, 1);
        QCOMPARE(kept, (std::vector<double>{0, 4}));
        QCOMPARE(cosine(components.numbers, kept), 0.8);
        QCOMPARE(countForCosine(components, 0.8), 1.0);
    }

    void theVectorThreeAndFourUnderTheDctKeepsOne() {
        const std::vector<double> row{3, 4};
        Components components{.numbers = dctOf(row), .base = {}, .order = {}, .group_ends = {}};
        components.order = byEnergy(components.numbers);
        const auto kept = inverseDct(keep(components, 1));
        QVERIFY(std::abs(cosine(row, kept) - 0.98995) < 5e-6);
    }

    void theCountForACosineKeepsThatMuchEnergy() {
        Components components{.numbers = numbers(64), .base = {}, .order = {}, .group_ends = {}};
        components.order = byEnergy(components.numbers);
        for (const double target : {0.5, 0.75, 0.9, 0.999, 1.0}) {
            const double count = countForCosine(components, target);
            QVERIFY(std::abs(cosine(components.numbers, keep(components, count)) - target) < 1e-12);
            const auto fewer = keep(components, std::ceil(count) - 1);  // the last one was needed
            QVERIFY(std::sqrt(energy(fewer) / energy(components.numbers)) < target);
        }
    }

    void groupsAreKeptTogether() {
        const Components pairs{
            .numbers = {1, 2, 3, 4}, .base = {}, .order = {2, 3, 0, 1}, .group_ends = {2, 4}};
        QCOMPARE(keep(pairs, 1), (std::vector<double>{0, 0, 3, 4}));
        QCOMPARE(keep(pairs, 1.5), (std::vector<double>{.5, 1, 3, 4}));
        QCOMPARE(keep(pairs, 9), pairs.numbers);
    }
};

QTEST_GUILESS_MAIN(TransformsTest)
#include "transforms_test.moc"
