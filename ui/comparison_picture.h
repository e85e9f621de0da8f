#pragma once

#include <QSize>
#include <QString>
#include <filesystem>

#include "base/result.h"
#include "lens/codec_view.h"
#include "lens/generate.h"
#include "lens/subject.h"

class QPaintDevice;

namespace lossylens::ui {

// Everything the comparison picture shows.
struct Comparison {
    lens::SubjectInfo model;
    std::string prompt;
    std::string settings;  // for the stamp: "temperature 0.8 · top-k 50 · top-p 0.95 · seed 1"
    lens::Curve curve;     // may be empty
    lens::CodecView codec;
    lens::GenerationSnapshot generation;
    int quality = 25;
};

inline constexpr int comparison_width = 1440, comparison_height = 900;  // logical units

// Fills the device. Needs a QApplication (the offscreen platform will do).
void paintComparison(const Comparison& comparison, QPaintDevice& device);

// PNG, SVG or PDF by the path's ending, in logical units as large as `size`: the picture is enlarged to fit
// and stands in the middle. scale multiplies a PNG's pixels (2: 2880 × 1800). The whole file or the old one.
// Errors: usage (another ending), limit (too many pixels), io.
[[nodiscard]] Result<void> saveComparison(const Comparison& comparison, const std::filesystem::path& path,
                                          double scale = 1,
                                          QSize size = {comparison_width, comparison_height});

}  // namespace lossylens::ui
