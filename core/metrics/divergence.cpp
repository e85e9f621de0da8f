#include "metrics/divergence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>

namespace lossylens::metrics {

namespace {

// p ln(p/q); 0 where p is 0, whatever q is.
double relativeTerm(double log_p, double log_q) {
    const double p = std::exp(log_p);
    return p == 0.0 ? 0.0 : p * (log_p - log_q);
}

// A divergence is at least 0; rounding may leave a sum just below. NaN stays NaN.
double withoutRounding(double divergence) { return divergence < 0.0 ? 0.0 : divergence; }

}  // namespace

std::vector<double> logSoftmax(std::span<const float> logits) {
    std::vector<double> log_p(logits.begin(), logits.end());
    if (log_p.empty()) return log_p;
    const double greatest = *std::ranges::max_element(log_p);
    double sum = 0;
    for (const double logit : log_p) sum += std::exp(logit - greatest);
    const double log_sum = std::log(sum);
    for (double& value : log_p) value = value - greatest - log_sum;
    return log_p;
}

double logProbability(std::span<const float> logits, int id) {
    const double greatest = *std::ranges::max_element(logits);
    double sum = 0;
    for (const double logit : logits) sum += std::exp(logit - greatest);
    return logits[static_cast<std::size_t>(id)] - greatest - std::log(sum);
}

double klDivergence(std::span<const double> log_p, std::span<const double> log_q) {
    double sum = 0;
    for (std::size_t i = 0; i < log_p.size(); ++i) sum += relativeTerm(log_p[i], log_q[i]);
    return withoutRounding(sum);
}

double jensenShannon(std::span<const double> log_p, std::span<const double> log_q) {
    double sum = 0;
    for (std::size_t i = 0; i < log_p.size(); ++i) {
        const double log_middle = std::log((std::exp(log_p[i]) + std::exp(log_q[i])) / 2.0);
        sum += (relativeTerm(log_p[i], log_middle) + relativeTerm(log_q[i], log_middle)) / 2.0;
    }
    return withoutRounding(sum);
}

double entropy(std::span<const double> log_p) {
    double sum = 0;
    for (const double value : log_p) sum -= relativeTerm(value, 0.0);
    return sum;
}

double surprisalBits(std::span<const double> log_p, int id) { return -log_p[id] / std::numbers::ln2; }

int argmax(std::span<const float> values) {
    return static_cast<int>(std::ranges::max_element(values) - values.begin());
}

std::vector<int> topIds(std::span<const float> values, int k) {
    std::vector<int> ids(values.size());
    std::iota(ids.begin(), ids.end(), 0);
    const auto greater = [&](int a, int b) { return values[a] != values[b] ? values[a] > values[b] : a < b; };
    const auto kept = std::min(values.size(), static_cast<std::size_t>(std::max(k, 0)));
    std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(kept), ids.end(), greater);
    ids.resize(kept);
    return ids;
}

std::optional<double> topKOverlap(std::span<const float> a, std::span<const float> b, int k) {
    if (k < 1 || static_cast<std::size_t>(k) > a.size()) return std::nullopt;
    std::vector<int> top_a = topIds(a, k);
    std::vector<int> top_b = topIds(b, k);
    std::ranges::sort(top_a);
    std::ranges::sort(top_b);
    std::vector<int> common;
    std::ranges::set_intersection(top_a, top_b, std::back_inserter(common));
    return static_cast<double>(common.size()) / k;
}

}  // namespace lossylens::metrics
