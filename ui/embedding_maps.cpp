#include "ui/embedding_maps.h"

#include <algorithm>
#include <functional>
#include <limits>

namespace lossylens::ui {

Numbers EmbeddingMaps::difference() const {
    std::vector<float> difference(before->size());
    std::transform(after->begin(), after->end(), before->begin(), difference.begin(), std::minus<>());
    return std::make_shared<const std::vector<float>>(std::move(difference));
}

int EmbeddingMaps::dimensionAt(int row, int column) const {
    return dimension.empty() ? column : dimension[std::size_t(row) * columns + column];
}

EmbeddingMaps mapsOfAllTokens(std::shared_ptr<const lens::CodecView> view) {
    return {.rows = int(view->ids.size()),
            .columns = view->dimensions,
            .before = Numbers(view, &view->before),
            .after = Numbers(view, &view->after),
            .dimension = {}};
}

EmbeddingMaps mapsOfToken(const lens::CodecView& view, int token) {
    const lens::PlaneOfToken plane = lens::planeOfToken(view.spec, view.dimensions);
    EmbeddingMaps maps{.rows = plane.rows,
                       .columns = plane.columns,
                       .before = {},
                       .after = {},
                       .dimension = plane.dimension};
    const auto laid_out = [&](std::span<const float> row) {
        std::vector<float> numbers(plane.dimension.size(), std::numeric_limits<float>::quiet_NaN());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (plane.dimension[i] >= 0) numbers[i] = row[std::size_t(plane.dimension[i])];
        }
        return std::make_shared<const std::vector<float>>(std::move(numbers));
    };
    maps.before = laid_out(view.beforeRow(token));
    maps.after = laid_out(view.afterRow(token));
    return maps;
}

}  // namespace lossylens::ui
