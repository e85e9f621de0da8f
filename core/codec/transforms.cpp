#include "codec/transforms.h"

#include <cmath>
#include <complex>
#include <numbers>
#include <unsupported/Eigen/FFT>

namespace lossylens::codec {

namespace {

using Complex = std::complex<double>;

enum class Direction { forward, back };

// Unscaled forward, by 1/n back. Plans are kept: one object a thread.
std::vector<Complex> transformed(const std::vector<Complex>& numbers, Direction direction) {
    if (numbers.size() == 1) return numbers;  // which the library does not take
    thread_local Eigen::FFT<double> fft;
    std::vector<Complex> result(numbers.size());
    const auto n = static_cast<Eigen::Index>(numbers.size());
    if (direction == Direction::forward)
        fft.fwd(result.data(), numbers.data(), n);
    else
        fft.inv(result.data(), numbers.data(), n);
    return result;
}

// e^(iπk/2n): what a DCT's frequency k is turned by.
Complex quarterTurn(std::size_t k, std::size_t n) {
    return std::polar(1.0, std::numbers::pi * static_cast<double>(k) / (2.0 * static_cast<double>(n)));
}

// Even places first, then the odd ones backwards.
std::size_t placeOf(std::size_t i, std::size_t n) { return i < (n + 1) / 2 ? 2 * i : 2 * (n - 1 - i) + 1; }

double dctScale(std::size_t k, std::size_t n) {
    return std::sqrt((k == 0 ? 1.0 : 2.0) / static_cast<double>(n));
}

}  // namespace

std::vector<double> dctOf(std::span<const double> numbers) {
    const std::size_t n = numbers.size();
    std::vector<Complex> folded(n);
    for (std::size_t i = 0; i < n; ++i) folded[i] = numbers[placeOf(i, n)];
    const auto spectrum = transformed(folded, Direction::forward);
    std::vector<double> coefficients(n);
    for (std::size_t k = 0; k < n; ++k)
        coefficients[k] = (std::conj(quarterTurn(k, n)) * spectrum[k]).real() * dctScale(k, n);
    return coefficients;
}

std::vector<double> inverseDct(std::span<const double> coefficients) {
    const std::size_t n = coefficients.size();
    const auto unscaled = [&](std::size_t k) { return k == n ? 0.0 : coefficients[k] / dctScale(k, n); };
    std::vector<Complex> spectrum(n);
    for (std::size_t k = 0; k < n; ++k)
        spectrum[k] = quarterTurn(k, n) * Complex(unscaled(k), k == 0 ? 0.0 : -unscaled(n - k));
    const auto folded = transformed(spectrum, Direction::back);
    std::vector<double> numbers(n);
    for (std::size_t i = 0; i < n; ++i) numbers[placeOf(i, n)] = folded[i].real();
    return numbers;
}

std::vector<double> fourierOf(std::span<const double> numbers) {
    const std::size_t n = numbers.size();
    const auto spectrum = transformed({numbers.begin(), numbers.end()}, Direction::forward);
    const double one = 1.0 / std::sqrt(static_cast<double>(n)), pair = std::numbers::sqrt2 * one;
    std::vector<double> coefficients{spectrum[0].real() * one};
    for (std::size_t k = 1; 2 * k < n; ++k) {
        coefficients.push_back(spectrum[k].real() * pair);
        coefficients.push_back(spectrum[k].imag() * pair);
    }
    if (n > 1 && n % 2 == 0) coefficients.push_back(spectrum[n / 2].real() * one);
    return coefficients;
}

std::vector<double> inverseFourier(std::span<const double> coefficients) {
    const std::size_t n = coefficients.size();
    const double one = std::sqrt(static_cast<double>(n)), pair = one / std::numbers::sqrt2;
    std::vector<Complex> spectrum(n);
    spectrum[0] = coefficients[0] * one;
    for (std::size_t k = 1; 2 * k < n; ++k) {
        spectrum[k] = Complex(coefficients[2 * k - 1], coefficients[2 * k]) * pair;
        spectrum[n - k] = std::conj(spectrum[k]);
    }
    if (n > 1 && n % 2 == 0) spectrum[n / 2] = coefficients[n - 1] * one;
    const auto back = transformed(spectrum, Direction::back);
    std::vector<double> numbers(n);
    for (std::size_t i = 0; i < n; ++i) numbers[i] = back[i].real();
    return numbers;
}

std::vector<double> haarOf(std::span<const double> numbers) {
    std::vector<double> result(numbers.begin(), numbers.end()), means = result;
    for (std::size_t half = result.size() / 2; half > 0; half /= 2) {
        for (std::size_t i = 0; i < half; ++i) {
            const double first = means[2 * i], second = means[2 * i + 1];
            result[half + i] = (first - second) / std::numbers::sqrt2;
            means[i] = (first + second) / std::numbers::sqrt2;
        }
        result[0] = means[0];
    }
    return result;
}

std::vector<double> inverseHaar(std::span<const double> coefficients) {
    std::vector<double> numbers(coefficients.begin(), coefficients.end()), means = numbers;
    for (std::size_t half = 1; half < numbers.size(); half *= 2) {
        for (std::size_t i = 0; i < half; ++i) {
            const double mean = means[i], detail = coefficients[half + i];
            numbers[2 * i] = (mean + detail) / std::numbers::sqrt2;
            numbers[2 * i + 1] = (mean - detail) / std::numbers::sqrt2;
        }
        means = numbers;
    }
    return numbers;
}

}  // namespace lossylens::codec
