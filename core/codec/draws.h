#pragma once

#include <cstdint>

#include "base/random.h"
#include "codec/distortion.h"

namespace lossylens::codec {

// What random numbers are drawn for: those of one purpose are independent of the others'.
enum class Purpose : std::uint64_t { rotation, gaussian, uniform, dropout, signs, permutation, other_token };

// The random numbers of one row, from the counter-based generator: frozen ones belong to (seed, token id),
// fresh ones to (seed, position in the text). They do not depend on the strength, so that a cosine changes
// with the strength alone.
class Draws {
public:
    Draws(const DistortionInput& input, Purpose purpose)
        : fresh_(input.spec.draw == DistortionSpec::Draw::fresh),
          seed_(input.spec.seed),
          purpose_(static_cast<std::uint64_t>(purpose)),
          whose_(static_cast<std::uint64_t>(fresh_ ? input.context.position : input.token_id)),
          old_key_(purpose == Purpose::rotation && !fresh_) {}

    [[nodiscard]] double uniform(std::uint64_t i) const {
        return old_key_ ? randomUniform({seed_, whose_, i}) : randomUniform({seed_, arm(), whose_, i});
    }
    [[nodiscard]] double normal(std::uint64_t i) const {
        return old_key_ ? randomNormal({seed_, whose_, i}) : randomNormal({seed_, arm(), whose_, i});
    }

private:
    [[nodiscard]] std::uint64_t arm() const { return 2 * purpose_ + (fresh_ ? 1 : 0); }

    bool fresh_;
    std::uint64_t seed_, purpose_, whose_;
    bool old_key_;  // frozen rotations are drawn as they were before there was anything else
};

}  // namespace lossylens::codec
