#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace lossylens::codec {

// Sums in float64, in order, so that a result does not depend on the machine.
template <class A, class B>
[[nodiscard]] double dot(std::span<const A> a, std::span<const B> b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

template <class A>
[[nodiscard]] double norm(std::span<const A> a) {
    return std::sqrt(dot(a, a));
}

}  // namespace lossylens::codec
