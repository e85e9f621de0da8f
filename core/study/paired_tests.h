#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lossylens::study {

// The same prompts and seeds in two arms: tests of their difference, two-sided.
struct TestResult {
    int pairs = 0;  // that say something: unequal ones
    double p = 1;
    double least_p = 1;  // the smallest p that so many pairs can reach: with 5 of them .0625
};

// Whether the mean difference could come of signs by chance (Fisher). One difference a prompt: the unit.
// Every sign pattern up to 20 differences that are not 0; beyond, 100 000 drawn ones, (k + 1) / (n + 1).
[[nodiscard]] TestResult signFlip(std::span<const double> differences, std::uint64_t seed = 1);

// McNemar's, exact: of the pairs that differ, `only_first` have it in the first arm, `only_second` in the
// second.
[[nodiscard]] TestResult mcNemar(int only_first, int only_second);

// Holm's adjustment (1979) for as many tests, in their order: .01, .04, .03 → .03, .06, .06.
[[nodiscard]] std::vector<double> holm(std::span<const double> p);

}  // namespace lossylens::study
