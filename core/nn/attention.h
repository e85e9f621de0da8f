#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lossylens::nn {

constexpr int kPagePositions = 16;

// The past that one head looks at, in pages of 16 positions. In each page, from `offset` on, lie the keys,
// dimension by dimension (number i of the page's position p at i · 16 + p), so that a vector's lanes are
// positions and nothing has to be summed across lanes; after them the values, position by position, each
// filled up with zeros to a multiple of 32 numbers.
struct HeadPast {
    const float* const* pages = nullptr;
    std::size_t offset = 0;
    int dimensions = 0;  // of a key and of a value

    [[nodiscard]] static constexpr std::size_t valueStride(int dimensions) {
        return (static_cast<std::size_t>(dimensions) + 31) / 32 * 32;
    }
    [[nodiscard]] static constexpr std::size_t numbersInPage(int dimensions) {
        return kPagePositions * (static_cast<std::size_t>(dimensions) + valueStride(dimensions));
    }
};

// One query of that head, which looks at the first `positions` (at least 1) of the past.
struct AttentionQuery {
    const float* query = nullptr;  // `dimensions` numbers
    float* out = nullptr;          // `dimensions` numbers
    int positions = 0;
};

// out = Σ softmax(query · key / sqrt(d)) · value for each query. Several at once, because then a page is read
// once for all of them; an answer is the same to the bit whatever the queries beside it. `scratch` is
// resized.
void attend(std::span<const AttentionQuery> queries, const HeadPast& past, std::vector<float>& scratch);

}  // namespace lossylens::nn
