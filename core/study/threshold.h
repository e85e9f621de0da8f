#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "study/intervals.h"

namespace lossylens::study {

// At what strength do texts collapse? (science.md, section 5)
//   P(collapse) = γ + (1 − γ − λ) / (1 + e^(−(z − α)/β)),   z = arccos(cosine), or −quality
// γ is the baseline's rate, λ ≤ .1 the share that never collapses; α, β and λ by binomial likelihood.

struct Outcome {
    int cell = 0;  // its (prompt, seed)
    double z = 0;
    bool collapsed = false;
};

// The trials of one distortion at all its strengths, and the baseline of the same cells.
struct ThresholdData {
    Cells cells;
    std::vector<Outcome> outcomes;
    std::vector<std::optional<bool>> baseline;  // one a cell
};

struct ThresholdFit {
    double gamma = 0, alpha = 0, beta = 0, lambda = 0;
    double deviance = 0;     // −2 ln L
    bool bracketed = false;  // α is within the strengths that were tried; otherwise it is none
    [[nodiscard]] double at(double z) const;  // P(collapse)
};
// `counts`: how often each cell counts; empty: once. Empty result where all z are one, or there is no
// outcome.
[[nodiscard]] std::optional<ThresholdFit> fitThreshold(const ThresholdData& data,
                                                       std::span<const int> counts = {});

// Three models of the same outcomes, by the deviance of prompts that the fit has not seen (one left out at a
// time; tenths where there are more than 20). Only where the straight line does not win is there a threshold
// to speak of. Empty for fewer than two prompts.
struct HeldOut {
    double logistic = 0, line = 0, step = 0;  // −2 ln L over all outcomes, each held out once
    enum class Best { logistic, line, step };
    [[nodiscard]] Best best() const;  // the smallest; the simpler one where equal
};
[[nodiscard]] std::optional<HeldOut> compareModels(const ThresholdData& data);

struct Threshold {
    ThresholdFit fit;
    std::optional<Interval> alpha;  // where bracketed
    double outside = 0;             // share of resamples whose α is outside the strengths that were tried
    std::optional<HeldOut> held_out;
    std::vector<double> resampled;  // α of each resample, in their order, at most a sweep's width outside it

    [[nodiscard]] bool isThreshold() const;  // may be called one
};
[[nodiscard]] std::optional<Threshold> findThreshold(const ThresholdData& data, const Bootstrap& bootstrap);

// α of one distortion less that of another with the same cells, from the same resamples: is it this
// distortion, or any of that size? Empty where one is not bracketed.
struct ThresholdDifference {
    double difference = 0;
    std::optional<Interval> interval;
    double p = 1;  // two-sided, from the resamples
};
[[nodiscard]] std::optional<ThresholdDifference> differenceOf(const Threshold& a, const Threshold& b);

}  // namespace lossylens::study
