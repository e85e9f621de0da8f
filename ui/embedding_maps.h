#pragma once

#include <QImage>
#include <memory>
#include <vector>

#include "lens/codec_view.h"
#include "ui/colour_map.h"

namespace lossylens::ui {

using Numbers = std::shared_ptr<const std::vector<float>>;

// What a heatmap shows of a codec view: every token's row, or one token as the plane that JPEG sees. Numbers
// are shared with the view where they stand in the same order.
struct EmbeddingMaps {
    int rows = 0, columns = 0;
    Numbers before, after;       // rows × columns; NaN where a plane is padded
    std::vector<int> dimension;  // at each place of a plane, −1: padding; empty: the column

    [[nodiscard]] bool empty() const { return rows == 0; }
    [[nodiscard]] ValueRange values() const { return sharedRange(*before, *after); }  // one for both
    [[nodiscard]] Numbers difference() const;                                         // after − before
    [[nodiscard]] int dimensionAt(int row, int column) const;                         // −1: padding
};
[[nodiscard]] EmbeddingMaps mapsOfAllTokens(std::shared_ptr<const lens::CodecView> view);
[[nodiscard]] EmbeddingMaps mapsOfToken(const lens::CodecView& view, int token);

}  // namespace lossylens::ui
