#pragma once

#include <string>

#include "codec/distortion.h"

namespace lossylens::codec {

// What the distortions share; distortions.cpp lists them.
[[nodiscard]] const Distortion& jpegDistortion();  // which others are matched to

inline constexpr double most_components = 65536;  // of what keeps some: more than a row has keeps all

// Failures that the parser and the distortions share. Errors: usage.
[[nodiscard]] Result<const Distortion*> requireDistortion(std::string_view name);
[[nodiscard]] Result<void> checkStrength(const Distortion::Info& info, double strength);
[[nodiscard]] Result<void> checkMatchable(const Distortion::Info& info);
[[nodiscard]] Result<void> checkCosine(double cosine);  // as a target
[[nodiscard]] Result<const EmbeddingTable*> requireTable(const Distortion::Info& info,
                                                         const DistortionContext& context);
// All that makes a spec sound: it names a distortion that can do this.
[[nodiscard]] Result<const Distortion*> check(const DistortionSpec& spec);

// The shortest decimal text that reads back as the same number: "25", "0.74". The same in every locale.
[[nodiscard]] std::string numberText(double number);

}  // namespace lossylens::codec
