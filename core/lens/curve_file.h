#pragma once

#include <string_view>

#include "lens/codec_view.h"

namespace lossylens::lens {

// A curve out of the JSON that toJson(Curve) makes; of one that has the vocabulary's band or another layout
// than the paper's without them. Checked: a number a token, qualities that rise. Errors: corrupt, limit.
[[nodiscard]] Result<Curve> readCurve(std::string_view json);

}  // namespace lossylens::lens
