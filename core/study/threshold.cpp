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

// The outcomes by z, so that thousands of resamples are counted without sorting them again.
class CountedOutcomes {
public:
    explicit CountedOutcomes(const ThresholdData& data) : data_(data) {
        for (const Outcome& outcome : data.outcomes) z_.push_back(outcome.z);
        std::ranges::sort(z_);
        const auto repeated = std::ranges::unique(z_);
        z_.erase(repeated.begin(), repeated.end());
        for (const Outcome& outcome : data.outcomes)
            places_.push_back(static_cast<std::size_t>(std::ranges::lower_bound(z_, outcome.z) - z_.begin()));
    }

    // By rising z; those without a trial are left out.
    [[nodiscard]] std::vector<Binomial> count(std::span<const int> counts) const {
        std::vector<Binomial> points(z_.size());
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const double times = timesOf(data_.outcomes[i].cell, counts);
            points[places_[i]].trials += times;
            if (data_.outcomes[i].collapsed) points[places_[i]].collapsed += times;
        }
        for (std::size_t i = 0; i < z_.size(); ++i) points[i].z = z_[i];
        std::erase_if(points, [](const Binomial& point) { return point.trials == 0; });
        return points;
    }

private:
    const ThresholdData& data_;
    std::vector<double> z_;
    std::vector<std::size_t> places_;  // of each outcome among z_
};

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

// Fits of resamples. Of few prompts and seeds there are few that differ: each is fitted once.
class Refitter {
public:
    Refitter(const ThresholdData& data, const ThresholdFit& start)
        : data_(data), outcomes_(data), start_(start) {}

    const std::optional<ThresholdFit>& refit(const std::vector<int>& counts) {
        const auto [known, added] = fits_.try_emplace(counts);
        if (!added) return known->second;
        const auto points = outcomes_.count(counts);
        if (points.size() >= 2) known->second = refitLogistic(points, baselineRate(data_, counts), start_);
        return known->second;
    }

private:
    const ThresholdData& data_;
    CountedOutcomes outcomes_;
    ThresholdFit start_;
    std::map<std::vector<int>, std::optional<ThresholdFit>> fits_;
};

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
    const auto points = CountedOutcomes(data).count(counts);
    if (points.size() < 2) return {};
    return fitLogistic(points, baselineRate(data, counts));
}

HeldOut::Best HeldOut::best() const {
    if (line <= step && line <= logistic) return Best::line;
    return step <= logistic ? Best::step : Best::logistic;
}

std::optional<HeldOut> compareModels(const ThresholdData& data) {
    const auto prompts = static_cast<int>(data.cells.seeds.size());
    if (prompts < 2) return {};
    const int folds = prompts <= most_left_out_alone ? prompts : folds_otherwise;
    const CountedOutcomes outcomes(data);
    HeldOut sums;
    for (int i = 0; i < folds; ++i) {
        const Fold fold = foldOf(data.cells, i, folds);
        const auto seen = outcomes.count(fold.out);
        const auto held = outcomes.count(fold.in);
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
    Refitter refitter(data, *fit);
    forEachResample(bootstrap, [&](int i) {
        const auto& again = refitter.refit(resample(data.cells, bootstrap, i));
        threshold.resampled.push_back(again ? again->alpha : fit->alpha);
        if (!again || !again->bracketed) ++outside;
    });
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
