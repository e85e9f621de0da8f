#include <cmath>
#include <vector>

#include "codec/distortions.h"
#include "codec/draws.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

// A unit vector at right angles to x: Gaussian, so no direction is preferred, with its part along x taken out
// (twice: once leaves rounding errors of the size of that part).
std::vector<double> orthogonalUnit(const DistortionInput& input) {
    const std::span<const float> x = input.row;
    const Draws draws(input, Purpose::rotation);
    std::vector<double> u(x.size());
    for (std::size_t i = 0; i < u.size(); ++i) u[i] = draws.normal(i);
    const double square = dot(x, x);
    for (int pass = 0; pass < 2; ++pass) {
        const double part = dot(std::span<const double>(u), x) / square;
        for (std::size_t i = 0; i < u.size(); ++i) u[i] -= part * static_cast<double>(x[i]);
    }
    const double length = norm(std::span<const double>(u));
    for (double& number : u) number /= length;
    return u;
}

// y = c·x + √(1−c²)·‖x‖·u: turns the row by arccos(c) in a random direction and keeps its norm.
class Rotation final : public Distortion {
public:
    [[nodiscard]] Info info() const override {
        return {.name = "rotation",
                .label = "Rotation",
                .formula = "c·x + √(1−c²)·‖x‖·u, u ⊥ x a random unit vector",
                .strength_label = "cosine",
                .least = -1,
                .most = 1,
                .matchable = true,
                .random = true};
    }

    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const override {
        return turned(input, input.spec.strength);
    }

    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const override {
        auto result = turned(input, cosine);
        if (result) result->strength = cosine;
        return result;
    }

private:
    [[nodiscard]] static Result<Distorted> turned(const DistortionInput& input, double c) {
        const double length = norm(input.row);
        Distorted result{.embedding = {input.row.begin(), input.row.end()}, .bytes = {}};
        if (length == 0.0 || c == 1.0) return result;  // nothing to turn
        if (input.row.size() < 2) {
            return fail(ErrorCode::usage, "Rotation", "a single number has no other direction",
                        "use an embedding of at least 2 numbers");
        }
        const std::vector<double> u = orthogonalUnit(input);
        const double sine = std::sqrt(1.0 - c * c);
        for (std::size_t i = 0; i < u.size(); ++i) {
            result.embedding[i] =
                static_cast<float>(c * static_cast<double>(input.row[i]) + sine * length * u[i]);
        }
        return result;
    }
};

}  // namespace

const Distortion& rotationDistortion() {
    static const Rotation distortion;
    return distortion;
}

}  // namespace lossylens::codec
