#include "ui/report_pictures.h"

#include <QBuffer>
#include <algorithm>

#include "lens/files.h"
#include "ui/embedding_maps.h"

namespace lossylens::ui {
namespace {

constexpr int least_height = 64;  // pixels: a single row is a stripe still
constexpr int most_height = 512;  // of a long prompt: what is shown is then every other token, or fewer

std::string base64Png(const QImage& image) {
    const int times = std::max(1, least_height / std::max(1, image.height()));
    const QImage shown = image.scaled(image.width(), std::min(image.height() * times, most_height),
                                      Qt::IgnoreAspectRatio, Qt::FastTransformation);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    shown.save(&buffer, "PNG");
    return bytes.toBase64().toStdString();
}

std::string rangeText(ValueRange range) {
    const auto digits = [](double value) { return QString::number(value, 'f', 3).toStdString(); };
    return "colours from " + digits(range.low) + " to " + digits(range.high);
}

}  // namespace

std::vector<lens::ReportPicture> reportPictures(const lens::CodecView& view) {
    if (view.ids.empty() || view.dimensions <= 0) return {};
    // Not the owner: the maps live no longer than this function.
    const EmbeddingMaps maps = mapsOfAllTokens({std::shared_ptr<const void>(), &view});
    const ValueRange values = maps.values();
    const Numbers difference = maps.difference();
    const ValueRange differences = symmetricRange(*difference);
    const std::string shape =
        std::to_string(view.ids.size()) + " tokens × " + std::to_string(view.dimensions) + " dimensions, ";
    const auto picture = [&](const std::string& title, const Numbers& numbers, ColourMap map,
                             ValueRange range) {
        return lens::ReportPicture{.title = title,
                                   .caption = shape + rangeText(range),
                                   .png = base64Png(heatmapImage(*numbers, maps.columns, map, range))};
    };
    return {picture("before", maps.before, ColourMap::viridis, values),
            picture("after " + codec::streamName(view.spec), maps.after, ColourMap::viridis, values),
            picture("difference", difference, ColourMap::difference, differences)};
}

}  // namespace lossylens::ui
