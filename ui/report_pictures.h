#pragma once

#include <vector>

#include "lens/codec_view.h"
#include "lens/report.h"

namespace lossylens::ui {

// A prompt's embeddings before, after, and the difference, for a report: a row a token, a column a dimension.
// From any thread; needs no QApplication.
[[nodiscard]] std::vector<lens::ReportPicture> reportPictures(const lens::CodecView& view);

}  // namespace lossylens::ui
