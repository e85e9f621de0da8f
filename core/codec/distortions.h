#pragma once

#include <string>

#include "codec/distortion.h"

namespace lossylens::codec {

// The one object of each distortion, each made in the file of its name; distortions.cpp lists them.
[[nodiscard]] const Distortion& jpegDistortion();
[[nodiscard]] const Distortion& rotationDistortion();

// Failures that the parser and the distortions share. Errors: usage.
[[nodiscard]] Result<const Distortion*> requireDistortion(std::string_view name);
[[nodiscard]] Result<void> checkStrength(const Distortion::Info& info, double strength);
[[nodiscard]] Result<void> checkMatchable(const Distortion::Info& info);

// The shortest decimal text that reads back as the same number: "25", "0.74". The same in every locale.
[[nodiscard]] std::string numberText(double number);

}  // namespace lossylens::codec
