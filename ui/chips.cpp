#include "ui/chips.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "ui/colour_map.h"
#include "ui/text_marks.h"

namespace lossylens::ui {
namespace {

constexpr double frame_thickness = 2.5;  // of the selected one; there are 3 pixels round each
constexpr int longest_label = 24;        // characters; the rest of a piece is cut

QString cosineOnChip(const Chip& chip) { return chip.cosine ? cosineText(chip.cosine, 2) : QString(); }

}  // namespace

QString chipLabel(const std::string& piece) {
    QString label = shownText(piece);
    label.replace(QLatin1Char(' '), QChar(0x00B7));
    label.replace(QLatin1Char('\n'), QChar(0x23CE));
    label.replace(QLatin1Char('\t'), QChar(0x21E5));
    if (label.size() > longest_label) label = label.left(longest_label - 1) % QChar(0x2026);
    return label;
}

std::vector<Chip> makeChips(std::span<const std::string> pieces,
                            std::span<const std::optional<double>> cosines) {
    std::vector<Chip> chips;
    chips.reserve(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        chips.push_back({chipLabel(pieces[i]), i < cosines.size() ? cosines[i] : std::nullopt});
    }
    return chips;
}

ChipPainter::ChipPainter(const QFont& font) : font_(font), number_font_(scaled(font, .78)) {
    font_.setFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), font.family()});
    const QFontMetricsF metrics(font_);
    padding_ = std::ceil(metrics.height() * .3);
    height_ = std::ceil(metrics.height() * 1.2);
}

double ChipPainter::lineHeight() const { return height_ + std::ceil(padding_ * .75); }

std::vector<double> ChipPainter::widthsOf(std::span<const Chip> chips) const {
    const QFontMetricsF label_metrics(font_);
    const QFontMetricsF number_metrics(number_font_);
    std::vector<double> widths;
    widths.reserve(chips.size());
    for (const Chip& chip : chips) {
        double width = label_metrics.horizontalAdvance(chip.label) + 2 * padding_;
        if (chip.cosine) width += number_metrics.horizontalAdvance(cosineOnChip(chip)) + padding_;
        widths.push_back(std::ceil(width));
    }
    return widths;
}

std::vector<QRectF> ChipPainter::layOut(std::span<const double> widths, double width) const {
    const double space = std::ceil(padding_ * .75);
    std::vector<QRectF> rects;
    rects.reserve(widths.size());
    QPointF at;
    for (const double chip_width : widths) {
        if (at.x() > 0 && at.x() + chip_width > width) at = QPointF(0, at.y() + lineHeight());
        rects.emplace_back(at, QSizeF(chip_width, height_));
        at.rx() += chip_width + space;
    }
    return rects;
}

void ChipPainter::paint(QPainter& painter, const QRectF& rect, const Chip& chip, const Theme& theme,
                        State state) const {
    const QColor background = chip.cosine ? colourAt(ColourMap::viridis, *chip.cosine) : theme.border;
    const double radius = padding_ * .6;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawRoundedRect(rect, radius, radius);
    painter.setPen(readableOn(background));
    const QRectF inner = rect.adjusted(padding_, 0, -padding_, 0);
    painter.setFont(font_);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, chip.label);
    painter.setFont(number_font_);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, cosineOnChip(chip));
    if (state.selected) {
        // Round the chip, in the space between chips, so that its own colour stays whole behind its number.
        const double outside = frame_thickness / 2;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(state.focused ? theme.accent : theme.text, frame_thickness));
        painter.drawRoundedRect(rect.adjusted(-outside, -outside, outside, outside), radius, radius);
    }
    painter.restore();
}

}  // namespace lossylens::ui
