#include "study/summary.h"

#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "statistics_fixture.h"
#include "study/arms.h"
#include "study/measures.h"

using namespace lossylens;
using namespace lossylens::study;

namespace {

const Bootstrap quick{.resamples = 300};

struct Made {
    std::string arm;
    std::optional<double> cosine;
    double collapse = 0;     // probability
    double repetition = .1;  // mean of seq_rep_4
};

TrialRow rowOf(const Made& made, int prompt, int seed, int trial) {
    const auto key = [&](std::uint64_t purpose) {
        return randomUniform({purpose, std::hash<std::string>{}(made.arm), static_cast<std::uint64_t>(prompt),
                              static_cast<std::uint64_t>(seed)});
    };
    TrialRow row;
    row.study = "s";
    row.trial = trial;
    row.prompt = "p" + std::to_string(prompt);
    row.seed = static_cast<std::uint64_t>(seed);
    row.arm = made.arm;
    row.id = row.prompt + '/' + std::to_string(seed) + '/' + row.arm;
    row.cosine_mean = row.cosine_flattened = made.cosine;
    row.collapsed = key(1) < made.collapse;
    row.measured.resize(measures().size());
    row.measured[static_cast<std::size_t>(findMeasure("seq_rep_4"))] = made.repetition + .05 * (key(2) - .5);
    row.measured[static_cast<std::size_t>(findMeasure("tokens"))] = 100;
    return row;
}

std::vector<TrialRow> makeRows(const std::vector<Made>& arms, int prompts, int seeds) {
    std::vector<TrialRow> rows;
    for (int prompt = 1; prompt <= prompts; ++prompt) {
        for (int seed = 1; seed <= seeds; ++seed) {
            for (const Made& made : arms)
                rows.push_back(rowOf(made, prompt, seed, static_cast<int>(rows.size())));
        }
    }
    return rows;
}

const MeasureComparison& in(const Comparison& comparison, const std::string& name) {
    return *std::ranges::find(comparison.measures, name, &MeasureComparison::name);
}

bool anyCaution(const Summary& summary, const std::string& words) {
    return std::ranges::any_of(
        summary.cautions, [&](const Caution& one) { return textOf(one).find(words) != std::string::npos; });
}

}  // namespace

class SummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void armsAreCountedAndTheirRatesHaveWilsonsIntervals() {
        auto rows = makeRows({{"baseline", {}}, {"jpeg-25", .75}}, 6, 5);
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].collapsed = rows[i].arm == "jpeg-25" && i < 30;
        const Summary summary = summarise(rows, {.bootstrap = quick});
        QCOMPARE(summary.study, std::string("s"));
        QCOMPARE(summary.prompts, 6);
        QCOMPARE(summary.seeds, 5);
        QCOMPARE(summary.trials, 60);
        const ArmSummary* const jpeg = summary.find("jpeg-25");
        QVERIFY(jpeg && jpeg->trials == 30 && jpeg->prompts == 6 && jpeg->collapsed == 15 &&
                !jpeg->anecdote());
        QVERIFY(near(jpeg->collapse_wilson->low, .33, .005) && near(jpeg->collapse_wilson->high, .67, .005));
        // Whole prompts collapse or do not: the interval over prompts is the wider one, as it should be.
        QVERIFY(jpeg->collapse_interval->high - jpeg->collapse_interval->low > .4);
        QVERIFY(near(*jpeg->cosine_mean, .75, 1e-12));
        QVERIFY(!summary.find("baseline")->cosine_mean);
    }

    void differencesArePairedWithBaselineAndWithTheMatchedJpeg() {
        const Summary summary = summarise(
            makeRows({{"baseline", {}, 0, .1}, {"jpeg-25", .75, .5, .5}, {"rotation@jpeg-25", .75, .5, .5}},
                     8, 4),
            {.bootstrap = quick});
        QVERIFY(summary.find("baseline")->comparisons.empty());
        QCOMPARE(summary.find("jpeg-25")->comparisons.size(), std::size_t{1});
        const auto& comparisons = summary.find("rotation@jpeg-25")->comparisons;
        QCOMPARE(comparisons.size(), std::size_t{2});
        QCOMPARE(comparisons[1].against, std::string("jpeg-25"));
        const MeasureComparison& far = in(comparisons[0], "seq_rep_4");
        QVERIFY(near(*far.difference, .4, .02) && far.interval->low > .3 && far.prompts == 8);
        QCOMPARE(far.test.p, std::ldexp(2, -8));
        QVERIFY(*far.p_holm >= far.test.p);
        const MeasureComparison& close = in(comparisons[1], "seq_rep_4");
        QVERIFY(close.interval->low < 0 && close.interval->high > 0 && close.test.p > .05);
        QCOMPARE(in(comparisons[0], "ln_perplexity").prompts, 0);
    }

    void fewTrialsAreMarkedAsAnecdote() {
        const Summary summary =
            summarise(makeRows({{"baseline", {}}, {"jpeg-25", .7}}, 3, 3), {.bootstrap = quick});
        QVERIFY(summary.arms[0].anecdote() && anyCaution(summary, "Anecdote"));
        QVERIFY(anyCaution(summary, "p < .05"));
        QVERIFY(
            !anyCaution(summarise(makeRows({{"baseline", {}}}, 10, 1), {.bootstrap = quick}), "Anecdote"));
    }

    void fivePromptsCannotReachFivePercentAndSixCan() {
        const std::vector<Made> arms{{"baseline", {}}, {"jpeg-25", .7}};
        QVERIFY(anyCaution(summarise(makeRows(arms, 5, 4), {.bootstrap = quick}), "0.0625"));
        QVERIFY(!anyCaution(summarise(makeRows(arms, 6, 4), {.bootstrap = quick}), "p < .05"));
        QVERIFY(anyCaution(summarise(makeRows(arms, 1, 30), {.bootstrap = quick}), "one prompt"));
    }

    void thresholdsAreFittedPerFamilyAndCompared() {
        std::vector<Made> arms{{"baseline", {}}};
        const auto add = [&](const char* family, double alpha) {
            for (const int quality : {95, 85, 75, 50, 25, 10}) {
                const double z = 1.3 - .012 * quality;
                arms.push_back(
                    {family + std::to_string(quality), std::cos(z), 1 / (1 + std::exp(-(z - alpha) / .06))});
            }
        };
        add("jpeg-", .7);
        add("rotation@jpeg-", .95);
        const Summary summary = summarise(makeRows(arms, 12, 5), {.bootstrap = quick});
        QCOMPARE(summary.thresholds.size(), std::size_t{2});
        QCOMPARE(summary.thresholds[0].family, std::string("jpeg"));
        QCOMPARE(summary.thresholds[0].trials, 6 * 60);
        QVERIFY(near(summary.thresholds[0].threshold.fit.alpha, .7, .06));
        QCOMPARE(summary.thresholds[1].family, std::string("rotation@jpeg"));
        QVERIFY(near(summary.thresholds[1].threshold.fit.alpha, .95, .06));
        QCOMPARE(summary.differences.size(), std::size_t{1});
        QVERIFY(summary.differences[0].difference.interval->low > 0);
        // Over quality: z = 1.3 − .012 · quality there.
        QCOMPARE(summary.quality_thresholds.size(), std::size_t{2});
        QVERIFY(near(-summary.quality_thresholds[0].threshold.fit.alpha, .6 / .012, 5));
        QVERIFY(near(-summary.quality_thresholds[1].threshold.fit.alpha, .35 / .012, 5));
        QVERIFY(summary.quality_differences[0].difference.interval->low > 0);
        const auto json = toJson(summary).at("quality_thresholds").at(0);
        QCOMPARE(json.at("z").get<std::string>(), std::string("-quality"));
        QVERIFY(near(json.at("alpha_quality"), 50, 5) && !json.contains("alpha_cosine"));
    }

    void onlyFamiliesWithAQualityHaveAThresholdOverIt() {
        const Summary summary =
            summarise(makeRows({{"baseline", {}}, {"gaussian-0.5", .9, .2}, {"gaussian-2", .5, .8}}, 6, 3),
                      {.bootstrap = quick});
        QCOMPARE(summary.thresholds.size(), std::size_t{1});
        QVERIFY(summary.quality_thresholds.empty());
    }

    void progressGoesFromNothingToAllAndAStopEndsIt() {
        const auto rows = makeRows({{"baseline", {}}, {"jpeg-95", .99}, {"jpeg-10", .6, .9}}, 6, 3);
        std::vector<double> shares;
        Bootstrap bootstrap = quick;
        bootstrap.observe = [&](double share) { shares.push_back(share); };
        static_cast<void>(summarise(rows, {.bootstrap = bootstrap}));
        QCOMPARE(shares.size(), std::size_t{9});  // a report a hundred resamples: means, two scales
        QVERIFY(std::ranges::is_sorted(shares) && shares.front() == 0 && shares.back() < 1);

        shares.clear();
        std::stop_source stop;
        bootstrap.stop = stop.get_token();
        bootstrap.observe = [&](double share) {
            shares.push_back(share);
            stop.request_stop();
        };
        static_cast<void>(summarise(rows, {.bootstrap = bootstrap}));
        QCOMPARE(shares.size(), std::size_t{1});
    }

    void whatIsNotBracketedIsSaid() {
        const Summary summary = summarise(
            makeRows({{"baseline", {}}, {"jpeg-95", .99}, {"jpeg-50", .9}}, 6, 3), {.bootstrap = quick});
        QVERIFY(summary.thresholds.size() == 1 && !summary.thresholds[0].threshold.fit.bracketed);
        QVERIFY(anyCaution(summary, "not bracketed"));
        QVERIFY(toJson(summary).at("thresholds").at(0).at("alpha").is_null());
    }

    void rowsInAnyOrderAndTwiceGiveTheSame() {
        auto rows = makeRows({{"baseline", {}, .2}, {"jpeg-25", .7, .6}}, 4, 3);
        const std::string expected = toJson(summarise(rows, {.bootstrap = quick})).dump();
        rows.push_back(rows[3]);
        std::ranges::reverse(rows);
        QCOMPARE(toJson(summarise(rows, {.bootstrap = quick})).dump(), expected);
        QVERIFY(toJson(summarise(rows, {.bootstrap = {.resamples = 300, .seed = 2}})).dump() != expected);
    }

    void filesHaveEveryArmAndUndefinedIsNull() {
        const Summary summary =
            summarise(makeRows({{"baseline", {}}, {"jpeg-25", .7}}, 6, 2), {.bootstrap = quick});
        const auto json = toJson(summary);
        QCOMPARE(json.at("arms").size(), std::size_t{2});
        QVERIFY(json.at("arms")[0].at("cosine_mean").is_null());
        QVERIFY(json.at("arms")[1].at("measures").at("ln_perplexity").at("mean").is_null());
        const QByteArray csv = QByteArray::fromStdString(toCsv(summary));
        const auto lines = csv.split('\n');
        const auto columns = lines.front().count(',');
        QVERIFY(csv.contains("jpeg-25,baseline,seq_rep_4,6,"));
        for (const QByteArray& line : lines) QVERIFY(line.isEmpty() || line.count(',') == columns);
    }

    void noRowsAreNoSummary() {
        const Summary summary = summarise({});
        QVERIFY(summary.arms.empty() && summary.trials == 0);
    }

    void familiesAreNamesWithoutTheirStrength_data() {
        QTest::addColumn<QByteArray>("arm");
        QTest::addColumn<QByteArray>("family");
        QTest::addColumn<QByteArray>("strength");
        QTest::newRow("jpeg") << QByteArray("jpeg-25") << QByteArray("jpeg") << QByteArray("25");
        QTest::newRow("matched") << QByteArray("rotation@jpeg-25") << QByteArray("rotation@jpeg")
                                 << QByteArray("25");
        QTest::newRow("layout") << QByteArray("jpeg-25+rows-8") << QByteArray("jpeg+rows-8")
                                << QByteArray("25");
        QTest::newRow("cosine") << QByteArray("dct@cos-0.75+norm") << QByteArray("dct@cos+norm")
                                << QByteArray("0.75");
        QTest::newRow("negative") << QByteArray("rotation--0.5") << QByteArray("rotation")
                                  << QByteArray("-0.5");
        QTest::newRow("dash") << QByteArray("residual-other-25") << QByteArray("residual-other")
                              << QByteArray("25");
        QTest::newRow("baseline") << QByteArray("baseline") << QByteArray("baseline") << QByteArray();
        QTest::newRow("without") << QByteArray("eightbit+seed-3") << QByteArray("eightbit+seed-3")
                                 << QByteArray();
    }
    void familiesAreNamesWithoutTheirStrength() {
        QFETCH(QByteArray, arm);
        QFETCH(QByteArray, family);
        QFETCH(QByteArray, strength);
        const auto parts = familyOf(arm.toStdString());
        QCOMPARE(QByteArray::fromStdString(parts.family), family);
        QCOMPARE(QByteArray::fromStdString(parts.strength), strength);
    }
};

QTEST_GUILESS_MAIN(SummaryTest)
#include "summary_test.moc"
