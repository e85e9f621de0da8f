#pragma once

#include <stop_token>

#include "lens/files.h"

namespace lossylens::app {

// The curve of a run's prompt over all qualities, in the layout of its first distortion, with the
// vocabulary's band where that is the paper's: as the picture and the report show it. Errors: cancelled,
// those of the codec.
[[nodiscard]] Result<lens::Curve> wholeCurve(const lens::SubjectPointer& subject,
                                             const lens::RunDocument& run, int threads,
                                             const std::stop_token& stop);

// The quality of the first distortion, or that it is matched to; 25 where it has none.
[[nodiscard]] int qualityOf(const lens::RunDocument& run);

}  // namespace lossylens::app
