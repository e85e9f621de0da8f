#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "nn/model.h"

namespace lossylens::lens {

struct NamedPrecision {
    nn::Precision precision;
    std::string_view name;
};
// All there are, as the command line, files and settings write them, in the order in which they are offered.
inline constexpr std::array precisions{
    NamedPrecision{nn::Precision::stored, "stored"}, NamedPrecision{nn::Precision::f16, "f16"},
    NamedPrecision{nn::Precision::bf16, "bf16"}, NamedPrecision{nn::Precision::q8_0, "q8_0"},
    NamedPrecision{nn::Precision::f32, "f32"}};

[[nodiscard]] std::string_view nameOf(nn::Precision precision);
[[nodiscard]] std::optional<nn::Precision> precisionOf(std::string_view name);  // empty for no such name

}  // namespace lossylens::lens
