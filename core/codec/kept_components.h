#pragma once

#include <span>
#include <vector>

#include "codec/distortion.h"

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

// A distortion that keeps K components of a row in a basis of its own, and can reach every cosine.
class KeepsComponents : public Distortion {
public:
    [[nodiscard]] Result<Distorted> apply(const DistortionInput& input) const final;
    [[nodiscard]] Result<Distorted> reach(const DistortionInput& input, double cosine) const final;

protected:
    [[nodiscard]] static Info infoOf(std::string_view name, std::string_view label, std::string_view formula);

private:
    [[nodiscard]] virtual Components componentsOf(std::span<const float> row) const = 0;
    // Out of the basis again.
    [[nodiscard]] virtual std::vector<double> rowOf(const std::vector<double>& kept) const = 0;

    [[nodiscard]] Distorted kept(const Components& components, double count) const;
};

}  // namespace lossylens::codec
