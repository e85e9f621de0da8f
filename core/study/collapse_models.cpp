#include "study/collapse_models.h"

#include <nlopt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>

namespace lossylens::study {
namespace {

constexpr double most_lambda = .1;

// A smooth function of a few numbers within bounds, made small (BOBYQA, Powell 2009).
template <std::size_t n>
struct Problem {
    using Point = std::array<double, n>;
    Point low, high;
    std::function<double(const double*)> value;
    double tolerance = 1e-6;  // of the value

    struct Solution {
        Point point;
        double value;
    };
    [[nodiscard]] Solution solve(const Point& start) const {
        const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> solver(nlopt_create(NLOPT_LN_BOBYQA, n),
                                                                       nlopt_destroy);
        nlopt_set_lower_bounds(solver.get(), low.data());
        nlopt_set_upper_bounds(solver.get(), high.data());
        nlopt_set_min_objective(
            solver.get(),
            [](unsigned, const double* x, double*, void* data) {
                return static_cast<const Problem*>(data)->value(x);
            },
            const_cast<Problem*>(this));
        nlopt_set_ftol_abs(solver.get(), tolerance);
        nlopt_set_maxeval(solver.get(), 400);
        Solution solution{start, value(start.data())};
        Point point = start;
        double least = 0;
        nlopt_optimize(solver.get(), point.data(), &least);  // stopped by rounding: the best so far is kept
        if (const double reached = value(point.data()); reached < solution.value) solution = {point, reached};
        return solution;
    }
};

std::pair<double, double> rangeOf(const std::vector<Binomial>& data) {
    const auto [least, most] = std::ranges::minmax_element(data, {}, &Binomial::z);
    return {least->z, most->z};
}

// x: α, ln β, λ.
ThresholdFit fitAt(const double* x, double gamma) {
    return {.gamma = gamma, .alpha = x[0], .beta = std::exp(x[1]), .lambda = std::min(x[2], 1 - gamma)};
}

ThresholdFit bestFrom(const std::vector<Problem<3>::Point>& starts, const std::vector<Binomial>& data,
                      double gamma, double tolerance) {
    const auto [least, most] = rangeOf(data);
    const double width = most - least;
    const Problem<3> problem{.low = {least - width, std::log(width / 200), 0},
                             .high = {most + width, std::log(width * 2), most_lambda},
                             .value = [&](const double* x) { return devianceOf(fitAt(x, gamma), data); },
                             .tolerance = tolerance};
    auto best = Problem<3>::Solution{.point = {}, .value = std::numeric_limits<double>::infinity()};
    for (Problem<3>::Point from : starts) {
        for (std::size_t i = 0; i < from.size(); ++i)
            from[i] = std::clamp(from[i], problem.low[i], problem.high[i]);
        if (const auto solution = problem.solve(from); solution.value < best.value) best = solution;
    }
    ThresholdFit fit = fitAt(best.point.data(), gamma);
    fit.deviance = best.value;
    fit.bracketed = fit.alpha > least && fit.alpha < most;
    return fit;
}

}  // namespace

double ThresholdFit::at(double z) const {
    return gamma + (1 - gamma - lambda) / (1 + std::exp(-(z - alpha) / beta));
}

ThresholdFit fitLogistic(const std::vector<Binomial>& data, double gamma) {
    const auto [least, most] = rangeOf(data);
    std::vector<Problem<3>::Point> starts;
    for (const double place : {0.0, .25, .5, .75, 1.0}) {
        for (const double breadth : {.03, .2}) {
            starts.push_back(
                {std::lerp(least, most, place), std::log((most - least) * breadth), most_lambda / 4});
        }
    }
    return bestFrom(starts, data, gamma, 1e-6);
}

ThresholdFit refitLogistic(const std::vector<Binomial>& data, double gamma, const ThresholdFit& start) {
    return bestFrom({{start.alpha, std::log(start.beta), start.lambda}}, data, gamma, 1e-3);
}

double LineFit::at(double z) const { return std::lerp(at_from, at_to, (z - from) / (to - from)); }

LineFit fitLine(const std::vector<Binomial>& data) {
    const auto [least, most] = rangeOf(data);
    const auto lineAt = [least = least, most = most](const double* x) {
        return LineFit{.from = least, .to = most, .at_from = x[0], .at_to = x[1]};
    };
    const Problem<2> problem{
        .low = {0, 0}, .high = {1, 1}, .value = [&](const double* x) { return devianceOf(lineAt(x), data); }};
    return lineAt(problem.solve({.3, .6}).point.data());
}

StepFit fitStep(const std::vector<Binomial>& data) {
    std::vector<Binomial> sorted = data;
    std::ranges::sort(sorted, {}, &Binomial::z);
    Binomial all;
    for (const Binomial& point : sorted) {
        all.collapsed += point.collapsed;
        all.trials += point.trials;
    }
    const auto rate = [](double collapsed, double trials) { return trials > 0 ? collapsed / trials : 0; };
    StepFit best{.cut = sorted.front().z, .below = 0, .above = rate(all.collapsed, all.trials)};
    double least = devianceOf(best, data);
    Binomial below;
    for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
        below.collapsed += sorted[i].collapsed;
        below.trials += sorted[i].trials;
        if (sorted[i].z == sorted[i + 1].z) continue;
        const StepFit fit{.cut = (sorted[i].z + sorted[i + 1].z) / 2,
                          .below = rate(below.collapsed, below.trials),
                          .above = rate(all.collapsed - below.collapsed, all.trials - below.trials)};
        if (const double deviance = devianceOf(fit, data); deviance < least) {
            least = deviance;
            best = fit;
        }
    }
    return best;
}

}  // namespace lossylens::study
