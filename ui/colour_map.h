#pragma once

#include <QColor>
#include <QImage>
#include <QRectF>
#include <array>
#include <span>
#include <vector>

namespace lossylens::ui {

// viridis and magma: values, even steps in lightness (Smith and van der Walt, CC0). difference: blue below
// zero, near white at zero, red above. grey: samples as a picture shows them.
enum class ColourMap { viridis, magma, difference, grey };

[[nodiscard]] const std::array<QRgb, 256>& colourTable(ColourMap map);
[[nodiscard]] QColor colourAt(ColourMap map, double share);  // 0 … 1, clamped; grey for NaN
// Black or white, whichever reads better on `background`.
[[nodiscard]] QColor readableOn(const QColor& background);

struct ValueRange {
    double low = 0, high = 1;
    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};
// A colour range that `before` and `after` share; never empty in width.
[[nodiscard]] ValueRange sharedRange(std::span<const float> before, std::span<const float> after);
// One that has zero in its middle.
[[nodiscard]] ValueRange symmetricRange(std::span<const float> difference);

// The part of rows × columns numbers (row-major) that `region` names in shares of the whole, as `size`
// numbers: the mean of those that share a pixel, or the one that a pixel lies in.
[[nodiscard]] std::vector<float> resample(std::span<const float> values, int columns, const QRectF& region,
                                          QSize size);

// rows × columns numbers, row-major, to one pixel each.
[[nodiscard]] QImage heatmapImage(std::span<const float> values, int columns, ColourMap map,
                                  ValueRange range);

}  // namespace lossylens::ui
