#include <cmath>
#include <vector>

#include "base/random.h"
#include "codec/distortions.h"
#include "codec/plane.h"
#include "codec/vectors.h"

namespace lossylens::codec {

namespace {

// A unit vector at right angles to x, drawn for (seed, token id): Gaussian, so no direction is preferred,
// with its part along x taken out (twice: once leaves rounding errors of the size of that part).
std::vector<double> orthogonalUnit(std::span<const float> x, std::uint64_t seed, int token_id) {
    std::vector<double> u(x.size());
    for (std::size_t i = 0; i < u.size(); ++i) {
        u[i] = randomNormal({seed, static_cast<std::uint64_t>(token_id), i});
    }
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
                .strength_label = "cosine",
                .least = -1,
                .most = 1,
                .matchable = true};
    }

    [[nodiscard]] Result<Distorted> apply(std::span<const float> embedding, int token_id,
                                          const DistortionSpec& spec) const override {
        if (auto good = checkStrength(info(), spec.strength); !good) return tl::unexpected(good.error());
        // The same rows are refused as by JPEG, which this is compared with.
        if (auto plane = toPlane(embedding); !plane) {
            return tl::unexpected(within("token " + std::to_string(token_id), std::move(plane.error())));
        }
        const double c = spec.strength;
        const double length = norm(embedding);
        Distorted result{.embedding = {embedding.begin(), embedding.end()}, .bytes = {}};
        if (length == 0.0 || c == 1.0) return result;  // nothing to turn
        if (embedding.size() < 2) {
            return fail(ErrorCode::usage, "Rotation", "a single number has no other direction",
                        "use an embedding of at least 2 numbers");
        }
        const std::vector<double> u = orthogonalUnit(embedding, spec.seed, token_id);
        const double sine = std::sqrt(1.0 - c * c);
        for (std::size_t i = 0; i < u.size(); ++i) {
            result.embedding[i] =
                static_cast<float>(c * static_cast<double>(embedding[i]) + sine * length * u[i]);
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
