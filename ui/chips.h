// A row of tokens as chips, coloured by cosine: laid out and painted the same way in the window and in the
// comparison picture.
#pragma once

#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ui/theme.h"

namespace lossylens::ui {

struct Chip {
    QString label;                 // white space made visible
    std::optional<double> cosine;  // of the token's embedding, before and after
};
[[nodiscard]] QString chipLabel(const std::string& piece);  // " a\n" -> "·a⏎"
[[nodiscard]] std::vector<Chip> makeChips(std::span<const std::string> pieces,
                                          std::span<const std::optional<double>> cosines);

class ChipPainter {
public:
    explicit ChipPainter(const QFont& font);

    // What layOut() needs of each chip: measuring texts is the most of it.
    [[nodiscard]] std::vector<double> widthsOf(std::span<const Chip> chips) const;
    // One rectangle a chip, in lines not wider than `width`, from (0, 0) on.
    [[nodiscard]] std::vector<QRectF> layOut(std::span<const double> widths, double width) const;
    [[nodiscard]] std::vector<QRectF> layOut(std::span<const Chip> chips, double width) const {
        return layOut(widthsOf(chips), width);
    }
    [[nodiscard]] double lineHeight() const;  // from one line of chips to the next

    struct State {
        bool selected = false;
        bool focused = false;
    };
    void paint(QPainter& painter, const QRectF& rect, const Chip& chip, const Theme& theme,
               State state) const;

private:
    QFont font_, number_font_;
    double padding_ = 0;
    double height_ = 0;
};

}  // namespace lossylens::ui
