#include "study/threshold.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "study/collapse_models.h"

namespace lossylens::study {
namespace {

constexpr int most_left_out_alone = 20;
constexpr int folds_otherwise = 10;

double timesOf(int cell, std::span<const int> counts) {
    return counts.empty() ? 1 : counts[static_cast<std::size_t>(cell)];
}

std::vector<Binomial> countOutcomes(const ThresholdData& data, std::span<const int> counts) {
    std::map<double, Binomial> by_z;
    for (const Outcome& outcome : data.outcomes) {
        const double times = timesOf(outcome.cell, counts);
        if (times == 0) continue;
        Binomial& point = by_z[outcome.z];
        point.z = outcome.z;
        point.trials += times;
        if (outcome.collapsed) point.collapsed += times;
    }
    std::vector<Binomial> points;
    for (const auto& [z, point] : by_z) points.push_back(point);
    return points;
}

double baselineRate(const ThresholdData& data, std::span<const int> counts) {
    double collapsed = 0, trials = 0;
    for (std::size_t cell = 0; cell < data.baseline.size(); ++cell) {
        if (!data.baseline[cell]) continue;
        const double times = timesOf(static_cast<int>(cell), counts);
        trials += times;
        if (*data.baseline[cell]) collapsed += times;
    }
    return trials > 0 ? collapsed / trials : 0;
}

std::optional<ThresholdFit> fitFrom(const ThresholdData& data, std::span<const int> counts,
                                    const ThresholdFit* start) {
    const auto points = countOutcomes(data, counts);
    if (points.size() < 2) return {};
    const double gamma = baselineRate(data, counts);
    return start ? refitLogistic(points, gamma, *start) : fitLogistic(points, gamma);
}

// 1 for the cells of the prompts in a fold, 0 for the others; and the other way round.
struct Fold {
    std::vector<int> in, out;
};

Fold foldOf(const Cells& cells, int fold, int folds) {
    Fold both;
    for (int prompt = 0; prompt < static_cast<int>(cells.seeds.size()); ++prompt) {
        const bool held = prompt % folds == fold;
        const auto seeds = static_cast<std::size_t>(cells.seeds[static_cast<std::size_t>(prompt)]);
        both.in.insert(both.in.end(), seeds, held ? 1 : 0);
        both.out.insert(both.out.end(), seeds, held ? 0 : 1);
    }
    return both;
}

}  // namespace

std::optional<ThresholdFit> fitThreshold(const ThresholdData& data, std::span<const int> counts) {
    return fitFrom(data, counts, nullptr);
}

HeldOut::Best HeldOut::best() const {
    if (line <= step && line <= logistic) return Best::line;
    return step <= logistic ? Best::step : Best::logistic;
}

std::optional<HeldOut> compareModels(const ThresholdData& data) {
    const auto prompts = static_cast<int>(data.cells.seeds.size());
    if (prompts < 2) return {};
    const int folds = prompts <= most_left_out_alone ? prompts : folds_otherwise;
    HeldOut sums;
    for (int i = 0; i < folds; ++i) {
        const Fold fold = foldOf(data.cells, i, folds);
        const auto seen = countOutcomes(data, fold.out);
        const auto held = countOutcomes(data, fold.in);
        if (seen.size() < 2) return {};
        sums.logistic += devianceOf(fitLogistic(seen, baselineRate(data, fold.out)), held);
        sums.line += devianceOf(fitLine(seen), held);
        sums.step += devianceOf(fitStep(seen), held);
    }
    return sums;
}

bool Threshold::isThreshold() const {
    return fit.bracketed && held_out && held_out->best() != HeldOut::Best::line;
}

std::optional<Threshold> findThreshold(const ThresholdData& data, const Bootstrap& bootstrap) {
    const auto fit = fitThreshold(data);
    if (!fit) return {};
    Threshold threshold{.fit = *fit, .alpha = {}, .held_out = compareModels(data), .resampled = {}};
    int outside = 0;
    for (int i = 0; i < bootstrap.resamples; ++i) {
        const auto again = fitFrom(data, resample(data.cells, bootstrap, i), &*fit);
        threshold.resampled.push_back(again ? again->alpha : fit->alpha);
        if (!again || !again->bracketed) ++outside;
    }
    if (bootstrap.resamples > 0) threshold.outside = static_cast<double>(outside) / bootstrap.resamples;
    if (fit->bracketed && data.cells.count() > 1) threshold.alpha = percentileInterval(threshold.resampled);
    return threshold;
}

std::optional<ThresholdDifference> differenceOf(const Threshold& a, const Threshold& b) {
    if (!a.fit.bracketed || !b.fit.bracketed) return {};
    ThresholdDifference result{.difference = a.fit.alpha - b.fit.alpha, .interval = {}};
    std::vector<double> differences;
    double below = 0, above = 0;
    for (std::size_t i = 0; i < std::min(a.resampled.size(), b.resampled.size()); ++i) {
        differences.push_back(a.resampled[i] - b.resampled[i]);
        if (differences.back() <= 0) ++below;
        if (differences.back() >= 0) ++above;
    }
    const auto n = static_cast<double>(differences.size());
    if (n > 0) result.p = std::min(1.0, 2 * (std::min(below, above) + 1) / (n + 1));
    result.interval = percentileInterval(std::move(differences));
    return result;
}

}  // namespace lossylens::study
