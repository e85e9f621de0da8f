#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::codec {

// How an embedding becomes an image. As it stands: the paper's way (Haylett 2025), two rows, truncated.
struct PlaneLayout {
    enum class Image { token, prompt };             // each token alone, or the prompt as tokens × d
    enum class Order { plain, swapped, permuted };  // of the dimensions along the plane
    enum class Levels { truncated, rounded };       // to 8 bits; rounded: halves to the even level
    static constexpr int choices_of_rows[]{1, 2, 8, 16, 32};

    Image image = Image::token;  // prompt: tokens that are generated stand alone, laid out as below
    int rows = 2;                // of a token alone
    Order order = Order::plain;
    std::uint64_t seed = 1;  // of the permutation
    Levels levels = Levels::truncated;

    friend bool operator==(const PlaneLayout&, const PlaneLayout&) = default;
};

// What differs from the paper's way, as people write it: "", "rows-8", "prompt+permuted-1+rounded".
[[nodiscard]] std::string nameOf(const PlaneLayout& layout);
// Its inverse, in any order; "rows-2" is understood too. Errors: usage, naming what is known.
[[nodiscard]] Result<PlaneLayout> parseLayout(std::string_view name);

// The dimension that stands at each place along the plane: a permutation of 0 … d − 1. Swapped halves begin
// with the dimension that begins the paper's second row.
[[nodiscard]] std::vector<int> dimensionOrder(const PlaneLayout& layout, int dimensions);

}  // namespace lossylens::codec
