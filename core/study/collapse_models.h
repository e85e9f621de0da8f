#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "study/threshold.h"

namespace lossylens::study {

// Outcomes at one z, counted.
struct Binomial {
    double z = 0;
    double collapsed = 0, trials = 0;
};

// The three models of P(collapse | z) that are compared, each fitted to binomial counts by maximum
// likelihood. Predictions stay within [.005, .995], so that one surprise does not decide.
[[nodiscard]] ThresholdFit fitLogistic(const std::vector<Binomial>& data, double gamma);
// The same from a fit of data like these: for resamples, of which there are thousands. To a deviance of .001,
// far less than by which resamples differ.
[[nodiscard]] ThresholdFit refitLogistic(const std::vector<Binomial>& data, double gamma,
                                         const ThresholdFit& start);

struct LineFit {  // from one probability at the least z to another at the greatest
    double from = 0, to = 1, at_from = 0, at_to = 0;
    [[nodiscard]] double at(double z) const;
};
[[nodiscard]] LineFit fitLine(const std::vector<Binomial>& data);

struct StepFit {
    double cut = 0, below = 0, above = 0;
    [[nodiscard]] double at(double z) const { return z < cut ? below : above; }
};
[[nodiscard]] StepFit fitStep(const std::vector<Binomial>& data);

// −2 ln L of counts under the probabilities of a model.
template <class Model>
[[nodiscard]] double devianceOf(const Model& model, const std::vector<Binomial>& data) {
    constexpr double least = .005;
    double deviance = 0;
    for (const Binomial& point : data) {
        const double p = std::clamp(model.at(point.z), least, 1 - least);
        // Most of the work of a fit is in logarithms, and most points of a prompt need one of the two.
        double likelihood = 0;
        if (point.collapsed > 0) likelihood += point.collapsed * std::log(p);
        if (point.trials > point.collapsed) likelihood += (point.trials - point.collapsed) * std::log1p(-p);
        deviance -= 2 * likelihood;
    }
    return deviance;
}

}  // namespace lossylens::study
