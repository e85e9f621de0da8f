#pragma once

#include <QImage>
#include <memory>
#include <optional>
#include <vector>

#include "lens/codec_view.h"
#include "ui/colour_map.h"

namespace lossylens::ui {

// What a heatmap shows of a codec view: every token's row, or one token as the 2-row plane that JPEG sees.
struct EmbeddingMaps {
    int rows = 0, columns = 0;
    std::vector<float> before, after, difference;  // rows × columns; NaN where a plane is padded
    ValueRange values, differences;                // values: shared by before and after

    [[nodiscard]] QImage beforeImage() const {
        return heatmapImage(before, columns, ColourMap::viridis, values);
    }
    [[nodiscard]] QImage afterImage() const {
        return heatmapImage(after, columns, ColourMap::viridis, values);
    }
    [[nodiscard]] QImage differenceImage() const {
        return heatmapImage(difference, columns, ColourMap::difference, differences);
    }
};
[[nodiscard]] EmbeddingMaps mapsOfAllTokens(const lens::CodecView& view);
[[nodiscard]] EmbeddingMaps mapsOfToken(const lens::CodecView& view, int token);

}  // namespace lossylens::ui
