#include "study/threshold.h"

#include <QTest>
#include <cmath>

#include "base/random.h"
#include "statistics_fixture.h"

using namespace lossylens;
using namespace lossylens::study;

namespace {

struct Truth {
    double gamma = .05, alpha = .8, beta = .08, lambda = .02;
    double prompt_spread = .05;  // standard deviation of α between prompts
    double slope = 0;            // instead of a curve: a straight line of this slope
    [[nodiscard]] double at(double z, double shift) const {
        if (slope > 0) return std::min(1.0, gamma + slope * z);
        return gamma + (1 - gamma - lambda) / (1 + std::exp(-(z - alpha - shift) / beta));
    }
};

// prompts × seeds texts at eight strengths, collapsed with the true probability.
ThresholdData simulate(const Truth& truth, std::uint64_t key, int prompts = 20, int seeds = 5) {
    ThresholdData data{
        .cells = {std::vector(static_cast<std::size_t>(prompts), seeds)}, .outcomes = {}, .baseline = {}};
    for (int cell = 0; cell < prompts * seeds; ++cell) {
        const auto prompt = static_cast<std::uint64_t>(cell / seeds),
                   number = static_cast<std::uint64_t>(cell);
        const double shift = truth.prompt_spread * randomNormal({key, 1, prompt});
        data.baseline.emplace_back(randomUniform({key, 2, number}) < truth.at(0, shift));
        for (std::uint64_t strength = 0; strength < 8; ++strength) {
            const double z = .1 + .18 * static_cast<double>(strength);
            data.outcomes.push_back(
                {.cell = cell,
                 .z = z,
                 .collapsed = randomUniform({key, 3, number, strength}) < truth.at(z, shift)});
        }
    }
    return data;
}

// Counts of a fixture as outcomes: each cell is one trial at every z.
ThresholdData dataOf(const nlohmann::json& one) {
    const int trials = one.at("trials");
    ThresholdData data{
        .cells = {std::vector(static_cast<std::size_t>(trials), 1)}, .outcomes = {}, .baseline = {}};
    for (int cell = 0; cell < trials; ++cell) {
        data.baseline.emplace_back(cell < one.at("baseline_collapsed").get<int>());
        for (std::size_t i = 0; i < one.at("z").size(); ++i) {
            data.outcomes.push_back(
                {.cell = cell, .z = one.at("z")[i], .collapsed = cell < one.at("collapsed")[i].get<int>()});
        }
    }
    return data;
}

}  // namespace

class ThresholdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFitEqualsSciPys() {
        for (const auto& one : statisticsCases("thresholds")) {
            const auto fit = fitThreshold(dataOf(one));
            QVERIFY(fit && fit->bracketed);
            QVERIFY(near(fit->deviance, one.at("deviance"), 1e-3));
            QVERIFY(near(fit->alpha, one.at("alpha"), 2e-3));
            QVERIFY(near(fit->beta, one.at("beta"), 2e-3));
            QVERIFY(near(fit->lambda, one.at("lambda"), 5e-3));
        }
    }

    void aKnownThresholdIsFoundAndBracketed() {
        const auto found = findThreshold(simulate({}, 70), {.resamples = 400});
        QVERIFY(found && found->fit.bracketed && found->alpha && found->held_out);
        QVERIFY(near(found->fit.alpha, .8, .04));
        QVERIFY(found->alpha->low < .8 && .8 < found->alpha->high);
        QVERIFY(found->isThreshold());
        QVERIFY(found->held_out->best() == HeldOut::Best::logistic);
        QCOMPARE(found->outside, 0.);
    }

    void intervalsCoverTheTruthAsOftenAsTheySay() {
        int covered = 0;
        constexpr std::uint64_t studies = 40;
        for (std::uint64_t study = 0; study < studies; ++study) {
            const auto found = findThreshold(simulate({}, 100 + study), {.resamples = 100});
            QVERIFY(found && found->alpha);
            if (found->alpha->low <= .8 && .8 <= found->alpha->high) ++covered;
        }
        QVERIFY2(covered >= 33, qPrintable(QString::number(covered)));
    }

    void aStraightLineIsNoThreshold() {
        const auto held = compareModels(simulate({.gamma = .02, .slope = .7}, 71, 60, 20));
        QVERIFY(held);
        QVERIFY(held->best() == HeldOut::Best::line);
        QVERIFY(held->line < held->step);
    }

    void whatNeverCollapsesIsNotBracketed() {
        const auto found =
            findThreshold(simulate({.gamma = .02, .alpha = 9, .beta = .05}, 72), {.resamples = 50});
        QVERIFY(found && !found->fit.bracketed && !found->alpha && !found->isThreshold());
        const auto always =
            findThreshold(simulate({.gamma = 0, .alpha = -2, .beta = .05}, 73), {.resamples = 50});
        QVERIFY(always && !always->fit.bracketed);
    }

    void onePromptCannotSayWhatOthersDo() {
        const auto found = findThreshold(simulate({}, 74, 1, 30), {.resamples = 50});
        QVERIFY(found && !found->held_out && !found->isThreshold());
    }

    void oneStrengthHasNoThreshold() {
        ThresholdData data = simulate({}, 75);
        std::erase_if(data.outcomes, [](const Outcome& outcome) { return outcome.z > .2; });
        QVERIFY(!fitThreshold(data));
        QVERIFY(!findThreshold(data, {.resamples = 10}));
        QVERIFY(!findThreshold({}, {.resamples = 10}));
    }

    void differentThresholdsDifferAndEqualOnesDoNot() {
        const Bootstrap bootstrap{.resamples = 400};
        const auto one = findThreshold(simulate({}, 76), bootstrap);
        const auto same = findThreshold(simulate({}, 77), bootstrap);
        const auto later = findThreshold(simulate({.alpha = 1.0}, 78), bootstrap);
        QVERIFY(one && same && later);
        const auto none = differenceOf(*one, *same), some = differenceOf(*later, *one);
        QVERIFY(none && some && some->interval && none->interval);
        QVERIFY(some->interval->low > 0 && near(some->difference, .2, .08) && some->p < .05);
        QVERIFY(none->interval->low < 0 && none->interval->high > 0 && none->p > .05);
    }
};

QTEST_GUILESS_MAIN(ThresholdTest)
#include "threshold_test.moc"
