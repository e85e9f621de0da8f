#include "codec/ladder.h"

#include <cmath>
#include <utility>

#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

struct Standing {
    int strength = 0;
    std::vector<double> numbers;
    double along = 0;   // x·y
    double square = 0;  // y·y
    double cosine = 0;  // 0 where y is
};

double cosineOf(double along, double square, double length) {
    return square > 0 ? along / (std::sqrt(square) * length) : 0;
}

Reached reachedAt(const Standing& low, const Standing& high, double t) {
    Reached reached{.embedding = {}, .strength = low.strength + t * (high.strength - low.strength)};
    for (std::size_t i = 0; i < low.numbers.size(); ++i) {
        const double number = low.numbers[i] + t * (high.numbers[i] - low.numbers[i]);
        reached.embedding.push_back(static_cast<float>(number));
    }
    return reached;
}

// The products of y(t) are those of its two ends, so that nothing is summed up again.
double shareBetween(const Standing& low, const Standing& high, double cosine, double length) {
    const double both = dot(std::span<const double>(low.numbers), std::span<const double>(high.numbers));
    double from = 0, to = 1;
    for (int i = 0; i < 60; ++i) {
        const double t = (from + to) / 2;
        const double square = (1 - t) * (1 - t) * low.square + 2 * t * (1 - t) * both + t * t * high.square;
        const double here = cosineOf((1 - t) * low.along + t * high.along, square, length);
        (here > cosine ? to : from) = t;
    }
    return (from + to) / 2;
}

}  // namespace

Reached climbTo(std::span<const float> row, double cosine, int least, int most, const Rung& rung) {
    const double length = norm(row);
    const auto stand = [&](int strength) {
        Standing standing{.strength = strength, .numbers = rung(strength)};
        standing.along = dot(std::span<const double>(standing.numbers), row);
        standing.square =
            dot(std::span<const double>(standing.numbers), std::span<const double>(standing.numbers));
        standing.cosine = cosineOf(standing.along, standing.square, length);
        return standing;
    };
    Standing low = stand(least), high = stand(most);
    if (low.square == 0.0 && least < most)
        low = stand(least + 1);  // scaling what comes after nothing turns nothing
    if (cosine <= low.cosine) return reachedAt(low, low, 0);
    if (cosine >= high.cosine) return reachedAt(high, high, 0);
    while (high.strength - low.strength > 1) {
        Standing middle = stand((low.strength + high.strength) / 2);
        (middle.cosine < cosine ? low : high) = std::move(middle);
    }
    return reachedAt(low, high, shareBetween(low, high, cosine, length));
}

}  // namespace lossylens::codec
