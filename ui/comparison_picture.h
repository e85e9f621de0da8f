#pragma once

#include <QPicture>
#include <QSize>
#include <QString>
#include <filesystem>

#include "base/result.h"
#include "lens/codec_view.h"
#include "lens/generate.h"
#include "lens/subject.h"

class QPaintDevice;
class QPainter;

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
    int pinned = 0;            // texts that are pinned, which the picture has no room for
    std::string carried = {};  // carriedJson(); empty: the file carries no run
};

inline constexpr int comparison_width = 1440, comparison_height = 900;  // logical units

// The curve for a picture. It is drawn by a widget: only on the thread of the QApplication, and soon done.
[[nodiscard]] QPicture drawCurve(const lens::Curve& curve, int quality);
[[nodiscard]] QSize curvePictureSize();
// In the painter's units, whatever the resolution of its device.
void paintCurve(QPainter& painter, QPointF corner, const QPicture& curve);

// Fills the device. Needs a QApplication (the offscreen platform will do), but not its thread.
void paintComparison(const Comparison& comparison, const QPicture& curve, QPaintDevice& device);

struct PictureForm {
    double scale = 1;  // multiplies a PNG's pixels (2: 2880 × 1800)
    // In logical units: the picture is enlarged to fit and stands in the middle.
    QSize size = {comparison_width, comparison_height};
};
// The bytes of a PNG, SVG or PDF by the path's ending; nothing is written. From any thread. Errors: usage
// (another ending), limit (too many pixels).
[[nodiscard]] Result<std::string> comparisonFile(const Comparison& comparison, const QPicture& curve,
                                                 const std::filesystem::path& path, const PictureForm& form);

// All of it at once, to a file: the whole file or the old one. Errors: those, and io.
[[nodiscard]] Result<void> saveComparison(const Comparison& comparison, const std::filesystem::path& path,
                                          const PictureForm& form = {});

}  // namespace lossylens::ui
