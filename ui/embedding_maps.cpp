#include "ui/embedding_maps.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lossylens::ui {
namespace {

EmbeddingMaps withDifference(EmbeddingMaps maps) {
    maps.difference.resize(maps.before.size());
    std::transform(maps.after.begin(), maps.after.end(), maps.before.begin(), maps.difference.begin(),
                   std::minus<>());
    maps.values = sharedRange(maps.before, maps.after);
    maps.differences = symmetricRange(maps.difference);
    return maps;
}

}  // namespace

EmbeddingMaps mapsOfAllTokens(const lens::CodecView& view) {
    EmbeddingMaps maps;
    maps.rows = int(view.ids.size());
    maps.columns = view.dimensions;
    maps.before = view.before;
    maps.after = view.after;
    return withDifference(std::move(maps));
}

EmbeddingMaps mapsOfToken(const lens::CodecView& view, int token) {
    const auto plane = [&](std::span<const float> row) {
        std::vector<float> numbers(row.begin(), row.end());
        if (numbers.size() % 2 == 1) numbers.push_back(std::numeric_limits<float>::quiet_NaN());
        return numbers;
    };
    EmbeddingMaps maps;
    maps.rows = 2;
    maps.columns = (view.dimensions + 1) / 2;
    maps.before = plane(view.beforeRow(token));
    maps.after = plane(view.afterRow(token));
    return withDifference(std::move(maps));
}

}  // namespace lossylens::ui
