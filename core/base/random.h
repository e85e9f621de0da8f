#pragma once

#include <cstdint>
#include <initializer_list>

namespace lossylens {

// A counter-based generator: the number belongs to its key (seed, purpose, position, …) and to nothing else,
// so what is drawn does not depend on order, batch or thread. SplitMix64's finaliser over the key's words.
[[nodiscard]] std::uint64_t randomBits(std::initializer_list<std::uint64_t> key);

// Uniform in [0, 1), 53 bits.
[[nodiscard]] double randomUniform(std::initializer_list<std::uint64_t> key);

// Standard normal (Box–Muller).
[[nodiscard]] double randomNormal(std::initializer_list<std::uint64_t> key);

}  // namespace lossylens
