#include "lens/precisions.h"

#include <algorithm>

namespace lossylens::lens {

std::string_view nameOf(nn::Precision precision) {
    return std::ranges::find(precisions, precision, &NamedPrecision::precision)->name;
}

std::optional<nn::Precision> precisionOf(std::string_view name) {
    const auto found = std::ranges::find(precisions, name, &NamedPrecision::name);
    if (found == precisions.end()) return {};
    return found->precision;
}

}  // namespace lossylens::lens
