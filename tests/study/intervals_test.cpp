#include "study/intervals.h"

#include <QTest>
#include <numeric>

#include "base/random.h"
#include "statistics_fixture.h"

using namespace lossylens;
using namespace lossylens::study;

namespace {

CellValues toValues(const std::vector<double>& numbers) { return {numbers.begin(), numbers.end()}; }

Cells oneSeedEach(std::size_t prompts) { return {std::vector(prompts, 1)}; }

// Prompts differ by one standard deviation, seeds within a prompt by another.
CellValues nestedValues(int prompts, int seeds, std::uint64_t key) {
    CellValues values;
    for (int p = 0; p < prompts; ++p) {
        for (int s = 0; s < seeds; ++s) {
            values.push_back(
                randomNormal({key, 1, static_cast<std::uint64_t>(p)}) +
                randomNormal({key, 2, static_cast<std::uint64_t>(p), static_cast<std::uint64_t>(s)}));
        }
    }
    return values;
}

}  // namespace

class IntervalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wilsonAsByHand() {
        const auto half = wilson(15, 30), none = wilson(0, 30);
        QVERIFY(half && near(half->low, .33, .005) && near(half->high, .67, .005));
        QVERIFY(none && none->low == 0 && near(none->high, .11, .005));
        QVERIFY(!wilson(0, 0));
    }

    void wilsonEqualsSciPy() {
        for (const auto& one : statisticsCases("wilson")) {
            const auto interval = wilson(one.at("successes"), one.at("n"));
            QVERIFY(interval && near(interval->low, one.at("low"), 1e-10) &&
                    near(interval->high, one.at("high"), 1e-10));
        }
    }

    void normalQuantilesEqualSciPy() {
        for (const auto& one : statisticsCases("normal"))
            QVERIFY(near(normalQuantile(one.at("p")), one.at("z"), 1e-6));
    }

    void quantilesAreInterpolated() {
        const std::vector<double> sorted{1, 2, 4, 8, 16};
        QCOMPARE(quantileOf(sorted, .05), 1.2);
        QCOMPARE(quantileOf(sorted, .5), 4.);
        QCOMPARE(quantileOf(sorted, 1), 16.);
        QCOMPARE(quantileOf(std::vector{3.}, .3), 3.);
    }

    void resamplesDrawPromptsThenSeeds() {
        const Cells cells{{3, 1, 2}};
        std::vector<int> sums(6, 0);
        for (int i = 0; i < 2000; ++i) {
            const auto counts = resample(cells, {}, i);
            QCOMPARE(counts.size(), std::size_t{6});
            // The second prompt has one seed: it is drawn as often as the prompt. Three prompts are drawn.
            const int first = counts[0] + counts[1] + counts[2], third = counts[4] + counts[5];
            QVERIFY(first % 3 == 0 && third % 2 == 0);
            QCOMPARE(first / 3 + counts[3] + third / 2, 3);
            std::transform(counts.begin(), counts.end(), sums.begin(), sums.begin(), std::plus<>());
        }
        for (const int sum : sums) QVERIFY(near(sum, 2000, 200));  // each once on average
        QCOMPARE(resample(cells, {}, 7), resample(cells, {}, 7));
        QVERIFY(resample(cells, {.resamples = 1, .seed = 2}, 7) != resample(cells, {}, 7));
    }

    void meansOfPromptsEqualSciPy() {
        for (const auto& one : statisticsCases("means")) {
            const CellValues values = toValues(one.at("values").get<std::vector<double>>());
            const Cells cells = oneSeedEach(values.size());
            const auto interval = meanInterval(cells, values, {.resamples = 40'000});
            QVERIFY(interval);
            const double low = one.at("BCa")[0], high = one.at("BCa")[1];
            QVERIFY(near(interval->low, low, .02 * (high - low)));
            QVERIFY(near(interval->high, high, .02 * (high - low)));

            std::vector<double> means;
            for (int i = 0; i < 40'000; ++i) means.push_back(*meanOf(values, resample(cells, {}, i)));
            const auto plain = percentileInterval(means);
            QVERIFY(plain && near(plain->low, one.at("percentile")[0], .02 * (high - low)));
            QVERIFY(near(plain->high, one.at("percentile")[1], .02 * (high - low)));
        }
    }

    // Seeds of a prompt are alike: the interval must be as wide as prompts differ, not as trials do.
    void intervalsCoverTheTruthAsOftenAsTheySay() {
        const Cells cells{std::vector(20, 5)};
        int covered = 0;
        constexpr int studies = 200;
        for (int study = 0; study < studies; ++study) {
            const auto values = nestedValues(20, 5, static_cast<std::uint64_t>(study));
            const auto interval = meanInterval(cells, values, {.resamples = 400});
            QVERIFY(interval);
            if (interval->low <= 0 && 0 <= interval->high) ++covered;
        }
        QVERIFY2(covered >= 178 && covered <= 198, qPrintable(QString::number(covered)));
    }

    void undefinedValuesPlayNoPart() {
        const CellValues values{1.0, {}, 3.0, {}};
        QCOMPARE(meanOf(values), std::optional(2.0));
        QCOMPARE(meanOf(values, std::vector{3, 5, 1, 0}), std::optional(1.5));
        QCOMPARE(meanOf(values, std::vector{0, 5, 0, 0}), std::optional<double>());
        QVERIFY(!meanInterval({{2, 2}}, {1.0, {}, {}, {}}, {}));
        const auto interval = meanInterval({{2, 2}}, values, {.resamples = 500});
        QVERIFY(interval && interval->low >= 1 && interval->high <= 3);
    }

    void whatIsAlwaysTheSameHasAnIntervalOfNoWidth() {
        const auto interval = meanInterval(oneSeedEach(4), toValues({2, 2, 2, 2}), {.resamples = 200});
        QVERIFY(interval == std::optional(Interval{2, 2}));
    }
};

QTEST_GUILESS_MAIN(IntervalsTest)
#include "intervals_test.moc"
