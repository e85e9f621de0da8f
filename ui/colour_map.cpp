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
constexpr std::array<QRgb, 20> magma_steps{
    0x000004, 0x07061C, 0x150E38, 0x29115A, 0x3F0F72, 0x56147D, 0x6A1C81, 0x802582, 0x942C80, 0xAB337C,
    0xC03A76, 0xD6456C, 0xE85362, 0xF4695C, 0xFA815F, 0xFD9B6B, 0xFEB47B, 0xFECD90, 0xFDE5A7, 0xFCFDBF};
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

template <std::size_t N>
std::array<QRgb, 256> makeTable(const std::array<QRgb, N>& steps) {
    std::array<QRgb, 256> table;
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = between(steps, double(i) / 255);
    return table;
}

constexpr QRgb no_number = qRgb(0x80, 0x80, 0x80);

}  // namespace

const std::array<QRgb, 256>& colourTable(ColourMap map) {
    static const auto viridis = makeTable(viridis_steps);
    static const auto magma = makeTable(magma_steps);
    static const auto difference = makeTable(difference_steps);
    static const auto grey = makeTable(std::array<QRgb, 2>{0x000000, 0xFFFFFF});
    switch (map) {
        case ColourMap::viridis:
            return viridis;
        case ColourMap::magma:
            return magma;
        case ColourMap::difference:
            return difference;
        case ColourMap::grey:
            break;
    }
    return grey;
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

namespace {

// Eight at a time, which the compiler turns into vectors; NaN is passed over, infinities are not.
ValueRange extremesOf(std::span<const float> values) {
    constexpr std::size_t lanes = 8;
    std::array<float, lanes> low, high;
    low.fill(HUGE_VALF);
    high.fill(-HUGE_VALF);
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const float value = values[i + lane];
            low[lane] = value < low[lane] ? value : low[lane];
            high[lane] = value > high[lane] ? value : high[lane];
        }
    }
    for (; i < values.size(); ++i) {
        if (values[i] < low[0]) low[0] = values[i];
        if (values[i] > high[0]) high[0] = values[i];
    }
    return {double(std::ranges::min(low)), double(std::ranges::max(high))};
}

}  // namespace

ValueRange sharedRange(std::span<const float> before, std::span<const float> after) {
    const ValueRange one = extremesOf(before), other = extremesOf(after);
    ValueRange range{std::min(one.low, other.low), std::max(one.high, other.high)};
    if (!std::isfinite(range.low) || !std::isfinite(range.high)) return {0, 1};
    if (range.low == range.high) return {range.low - .5, range.high + .5};
    return range;
}

ValueRange symmetricRange(std::span<const float> difference) {
    const ValueRange range = sharedRange(difference, difference);
    const double most = std::max(std::abs(range.low), std::abs(range.high));
    return {-most, most};
}

namespace {

struct Piece {  // of the rows or columns: those that share a pixel
    int first = 0, end = 0;
    friend bool operator==(const Piece&, const Piece&) = default;
};

std::vector<Piece> piecesOf(int count, double start, double length, int pixels) {
    std::vector<Piece> pieces(std::size_t(std::max(pixels, 0)));
    const auto at = [&](int pixel) {
        return int(std::floor((start + length * pixel / pixels) * count + 1e-6));
    };
    for (int pixel = 0; pixel < pixels; ++pixel) {
        const int first = std::clamp(at(pixel), 0, count - 1);
        pieces[std::size_t(pixel)] = {first, std::clamp(at(pixel + 1), first + 1, count)};
    }
    return pieces;
}

// Adds up the columns of each piece of one row.
void addRow(const float* row, const std::vector<Piece>& pieces, float* sums) {
    for (std::size_t pixel = 0; pixel < pieces.size(); ++pixel) {
        for (int column = pieces[pixel].first; column < pieces[pixel].end; ++column)
            sums[pixel] += row[column];
    }
}

}  // namespace

std::vector<float> resample(std::span<const float> values, int columns, const QRectF& region, QSize size) {
    if (columns <= 0 || values.empty() || size.isEmpty()) return {};
    const int rows = int(values.size()) / columns;
    const auto across = piecesOf(columns, region.left(), region.width(), size.width());
    const auto down = piecesOf(rows, region.top(), region.height(), size.height());
    std::vector<float> result(across.size() * down.size());
    for (std::size_t line = 0; line < down.size(); ++line) {
        float* sums = result.data() + line * across.size();
        if (line > 0 && down[line] == down[line - 1]) {
            std::copy_n(sums - across.size(), across.size(), sums);
            continue;
        }
        for (int row = down[line].first; row < down[line].end; ++row)
            addRow(values.data() + std::size_t(row) * columns, across, sums);
        const int height = down[line].end - down[line].first;
        for (std::size_t pixel = 0; pixel < across.size(); ++pixel)
            sums[pixel] /= float(height * (across[pixel].end - across[pixel].first));
    }
    return result;
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
