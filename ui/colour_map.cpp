#include "ui/colour_map.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/theme.h"

namespace lossylens::ui {
namespace {

// viridis at even steps; between them a straight line is within two levels of the full table.
constexpr std::array<QRgb, 20> viridis_steps{
    0x440154, 0x481567, 0x482677, 0x453781, 0x404788, 0x39568C, 0x33638D, 0x2D708E, 0x287D8E, 0x238A8D,
    0x1F968B, 0x20A387, 0x29AF7F, 0x3CBB75, 0x55C667, 0x73D055, 0x95D840, 0xB8DE29, 0xDCE319, 0xFDE725};
// Equal lightness at equal distance from zero, so that neither sign looks larger.
constexpr std::array<QRgb, 7> difference_steps{0x0E3C78, 0x2F73B5, 0x9DC3E3, 0xF5F5F3,
                                               0xF0B49B, 0xC8503F, 0x7E1020};

template <std::size_t N>
QRgb between(const std::array<QRgb, N>& steps, double share) {
    const double at = share * (N - 1);
    const auto index = std::min(std::size_t(at), N - 2);
    const double rest = at - double(index);
    const auto channel = [&](int (*part)(QRgb)) {
        return int(std::lround(part(steps[index]) * (1 - rest) + part(steps[index + 1]) * rest));
    };
    return qRgb(channel(qRed), channel(qGreen), channel(qBlue));
}

std::array<QRgb, 256> makeTable(ColourMap map) {
    std::array<QRgb, 256> table;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double share = double(i) / 255;
        table[i] =
            map == ColourMap::viridis ? between(viridis_steps, share) : between(difference_steps, share);
    }
    return table;
}

constexpr QRgb no_number = qRgb(0x80, 0x80, 0x80);

}  // namespace

const std::array<QRgb, 256>& colourTable(ColourMap map) {
    static const auto viridis = makeTable(ColourMap::viridis);
    static const auto difference = makeTable(ColourMap::difference);
    return map == ColourMap::viridis ? viridis : difference;
}

QColor colourAt(ColourMap map, double share) {
    if (std::isnan(share)) return QColor::fromRgb(no_number);
    return QColor::fromRgb(colourTable(map)[std::size_t(std::lround(std::clamp(share, 0.0, 1.0) * 255))]);
}

QColor readableOn(const QColor& background) {
    const QColor black(0x10, 0x10, 0x10);
    const QColor white(Qt::white);
    return contrast(black, background) > contrast(white, background) ? black : white;
}

ValueRange sharedRange(std::span<const float> before, std::span<const float> after) {
    ValueRange range{HUGE_VAL, -HUGE_VAL};
    for (const auto values : {before, after}) {
        for (const float value : values) {
            if (!std::isfinite(value)) continue;
            range.low = std::min(range.low, double(value));
            range.high = std::max(range.high, double(value));
        }
    }
    if (range.low > range.high) return {0, 1};
    if (range.low == range.high) return {range.low - .5, range.high + .5};
    return range;
}

ValueRange symmetricRange(std::span<const float> difference) {
    const ValueRange range = sharedRange(difference, difference);
    const double most = std::max(std::abs(range.low), std::abs(range.high));
    return {-most, most};
}

QImage heatmapImage(std::span<const float> values, int columns, ColourMap map, ValueRange range) {
    if (columns <= 0 || values.empty()) return {};
    const int rows = int(values.size()) / columns;
    const auto& table = colourTable(map);
    const auto low = float(range.low);
    const auto scale = float(255 / (range.high - range.low));
    QImage image(columns, rows, QImage::Format_RGB32);
    for (int row = 0; row < rows; ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
        for (int column = 0; column < columns; ++column) {
            const float level = (values[std::size_t(row) * columns + column] - low) * scale;
            line[column] =
                std::isnan(level) ? no_number : table[std::size_t(std::clamp(level, 0.f, 255.f) + .5f)];
        }
    }
    return image;
}

}  // namespace lossylens::ui
