#pragma once

#include <span>
#include <vector>

namespace lossylens::codec {

// Orthonormal transforms of any length: energies stay (Parseval), the inverse is the transpose. n log n for
// lengths of small factors.

// DCT-II and its inverse (Ahmed, Natarajan and Rao 1974; through one FFT: Makhoul 1980). Frequency by index.
[[nodiscard]] std::vector<double> dctOf(std::span<const double> numbers);
[[nodiscard]] std::vector<double> inverseDct(std::span<const double> coefficients);

// The discrete Fourier transform as real numbers: the constant; then the real and the imaginary part of each
// frequency, √2 as large, since they stand for a conjugate pair; for an even length the real last one.
[[nodiscard]] std::vector<double> fourierOf(std::span<const double> numbers);
[[nodiscard]] std::vector<double> inverseFourier(std::span<const double> coefficients);

// Haar's wavelets: length a power of two; the mean, then details from coarse to fine.
[[nodiscard]] std::vector<double> haarOf(std::span<const double> numbers);
[[nodiscard]] std::vector<double> inverseHaar(std::span<const double> coefficients);

}  // namespace lossylens::codec
