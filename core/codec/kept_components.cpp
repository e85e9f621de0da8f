#include "codec/kept_components.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "codec/distortions.h"

namespace lossylens::codec {

namespace {

std::span<const int> groupOf(const Components& components, int n) {
    const auto end = [&](int group) {
        return components.group_ends.empty() ? group + 1
                                             : components.group_ends[static_cast<std::size_t>(group)];
    };
    const int start = n == 0 ? 0 : end(n - 1);
    return std::span(components.order)
        .subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(end(n) - start));
}

double baseOf(const Components& components, int i) {
    return components.base.empty() ? 0 : components.base[static_cast<std::size_t>(i)];
}

// Of the row x and what is kept of it, y.
struct Sums {
    double xy = 0, yy = 0;

    [[nodiscard]] std::optional<double> cosine(double xx) const {
        if (xx <= 0 || yy <= 0) return std::nullopt;
        return xy / std::sqrt(xx * yy);
    }
};

// What a share t of one more group makes of them: its components go from the base towards the row.
struct Step {
    double xv = 0, yv = 0, vv = 0;  // v: row minus base, in this group

    Step(const Components& components, std::span<const int> group) {
        for (const int i : group) {
            const double base = baseOf(components, i), x = components.numbers[static_cast<std::size_t>(i)];
            xv += x * (x - base);
            yv += base * (x - base);
            vv += (x - base) * (x - base);
        }
    }
    [[nodiscard]] Sums after(const Sums& sums, double t) const {
        return {.xy = sums.xy + t * xv, .yy = sums.yy + 2 * t * yv + t * t * vv};
    }
};

// The share t of a step at which the cosine crosses `cosine`; it lies on different sides at 0 and 1.
double shareOf(const Step& step, const Sums& sums, double xx, double cosine, bool rises) {
    double below = 0, above = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (below + above) / 2;
        const bool over = step.after(sums, middle).cosine(xx).value_or(0) > cosine;
        (over == rises ? above : below) = middle;
    }
    return (below + above) / 2;
}

}  // namespace

int Components::groups() const {
    return static_cast<int>(group_ends.empty() ? order.size() : group_ends.size());
}

std::vector<int> byEnergy(const std::vector<double>& numbers) {
    std::vector<int> order(numbers.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::greater<>(),
                             [&](int i) { return std::abs(numbers[static_cast<std::size_t>(i)]); });
    return order;
}

std::vector<double> keep(const Components& components, double count) {
    std::vector<double> kept = components.base;
    kept.resize(components.numbers.size());
    for (int n = 0; n < components.groups() && n < count; ++n) {
        const double share = std::min(1.0, count - n);
        for (const int i : groupOf(components, n)) {
            double& number = kept[static_cast<std::size_t>(i)];
            number += share * (components.numbers[static_cast<std::size_t>(i)] - number);
        }
    }
    return kept;
}

double countForCosine(const Components& components, double cosine) {
    double xx = 0;
    Sums sums;
    for (std::size_t i = 0; i < components.numbers.size(); ++i) {
        const double x = components.numbers[i], base = baseOf(components, static_cast<int>(i));
        xx += x * x;
        sums.xy += x * base;
        sums.yy += base * base;
    }
    auto before = sums.cosine(xx);
    double nearest = before ? 0 : 1;
    double distance = before ? std::abs(*before - cosine) : 4;
    for (int n = 0; n < components.groups(); ++n) {
        const Step step(components, groupOf(components, n));
        const Sums next = step.after(sums, 1);
        const auto after = next.cosine(xx);
        if (before && after && (*before - cosine) * (*after - cosine) <= 0)
            return n + shareOf(step, sums, xx, cosine, *after > *before);
        if (after && std::abs(*after - cosine) < distance) {
            distance = std::abs(*after - cosine);
            nearest = n + 1;
        }
        sums = next;
        before = after;
    }
    return nearest;
}

Distortion::Info KeepsComponents::infoOf(std::string_view name, std::string_view label,
                                         std::string_view formula) {
    return {.name = name,
            .label = label,
            .formula = formula,
            .strength_label = "K",
            .least = 1,
            .most = most_components,
            .whole = true,
            .matchable = true};
}

Result<Distorted> KeepsComponents::apply(const DistortionInput& input) const {
    return kept(componentsOf(input.row), input.spec.strength);
}

Result<Distorted> KeepsComponents::reach(const DistortionInput& input, double cosine) const {
    const Components components = componentsOf(input.row);
    const double count = countForCosine(components, cosine);
    Distorted result = kept(components, count);
    result.strength = count;
    return result;
}

Distorted KeepsComponents::kept(const Components& components, double count) const {
    const std::vector<double> numbers = rowOf(keep(components, count));
    return {.embedding = {numbers.begin(), numbers.end()}, .bytes = {}};
}

}  // namespace lossylens::codec
