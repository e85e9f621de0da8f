#pragma once

#include <vector>

namespace lossylens::codec {

// A row in an orthonormal basis, of which only the first components, in an order of their own, are kept; for
// the others stands `base`.
struct Components {
    std::vector<double> numbers;  // of the row: one a basis vector
    std::vector<double> base;     // in their place where they are not kept; empty: zeros
    std::vector<int> order;       // in which they are kept
    std::vector<int> group_ends;  // after n groups, so many of `order`; empty: each component is a group

    [[nodiscard]] int groups() const;
};

// Each component a group, those of most energy first, ties by index.
[[nodiscard]] std::vector<int> byEnergy(const std::vector<double>& numbers);

// What is kept of it, in the same basis: `count` groups; a fraction scales the last one. More than there are
// keeps all.
[[nodiscard]] std::vector<double> keep(const Components& components, double count);

// The least count at which the cosine between the row and what is kept is `cosine`. Without a base that is
// √(energy kept / energy). Where none has it, the whole count that comes nearest; at least 1 if
// without any there is no cosine.
[[nodiscard]] double countForCosine(const Components& components, double cosine);

}  // namespace lossylens::codec
