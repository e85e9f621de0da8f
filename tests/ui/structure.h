// What a screenshot shows in rough, so that another font's hinting or another word costs nothing and a panel
// that is not there costs much.
#pragma once

#include <QImage>
#include <QString>
#include <cmath>

namespace lossylens::test {

inline constexpr int structure_columns = 64;

// Mean brightness of each cell of a grid over the picture.
inline QImage structureOf(const QImage& picture) {
    const int rows = std::max(1, structure_columns * picture.height() / picture.width());
    return picture.convertToFormat(QImage::Format_RGB32)
        .scaled(structure_columns, rows, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_Grayscale8);
}

// In words; empty: none that matters.
inline QString differenceFrom(const QImage& reference, const QImage& structure) {
    if (reference.size() != structure.size())
        return QStringLiteral("there is no reference of its size (see CONTRIBUTING.md)");
    constexpr int far = 24;                  // of 255
    constexpr double most_far = .02;         // of all cells
    constexpr double most_on_average = 2.5;  // of 255
    int far_cells = 0;
    double sum = 0;
    for (int y = 0; y < structure.height(); ++y) {
        for (int x = 0; x < structure.width(); ++x) {
            const int distance = std::abs(qGray(reference.pixel(x, y)) - qGray(structure.pixel(x, y)));
            sum += distance;
            if (distance > far) ++far_cells;
        }
    }
    const double cells = double(structure.width()) * structure.height();
    if (far_cells <= most_far * cells && sum <= most_on_average * cells) return {};
    return QStringLiteral("%1 of %2 cells are far from the reference, the mean distance is %3 of 255")
        .arg(far_cells)
        .arg(int(cells))
        .arg(sum / cells, 0, 'f', 2);
}

}  // namespace lossylens::test
