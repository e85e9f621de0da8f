#include "ui/text_scale.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <algorithm>
#include <array>

namespace lossylens::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(lossylens::ui::TextScale)
};

// Where levels 1 to 4 begin. A token as probable as not has 1 bit; by chance alone one of 49 152 has 15.6.
using Steps = std::array<double, text_levels - 1>;
constexpr Steps surprisal_steps{1, 3, 6, 10};  // bits
constexpr Steps rank_steps{2, 6, 51, 1001};
constexpr Steps kl_steps{.1, .5, 2, 5};  // nats

const Steps& stepsOf(TextView view) {
    if (view == TextView::surprisal) return surprisal_steps;
    return view == TextView::rank ? rank_steps : kl_steps;
}

double valueOf(TextView view, const lens::MeasuredToken& token) {
    if (view == TextView::surprisal) return token.base.surprisal;
    return view == TextView::rank ? token.base.rank : token.kl;
}

QString rangeOf(double from, double to) {
    const QLocale locale;
    return from == to ? locale.toString(from)
                      : Words::tr("%1 – %2").arg(locale.toString(from), locale.toString(to));
}

}  // namespace

int levelOf(TextView view, const lens::MeasuredToken& token) {
    const Steps& steps = stepsOf(view);
    return static_cast<int>(std::upper_bound(steps.begin(), steps.end(), valueOf(view, token)) -
                            steps.begin());
}

std::vector<int> levelsOf(TextView view, const lens::TextMeasures& measures) {
    std::vector<int> levels;
    if (view == TextView::plain) return levels;
    levels.reserve(measures.tokens.size());
    for (const lens::MeasuredToken& token : measures.tokens) levels.push_back(levelOf(view, token));
    return levels;
}

QString scaleTitle(TextView view) {
    switch (view) {
        case TextView::plain:
            break;
        case TextView::surprisal:
            return Words::tr("Surprisal of each token under the undistorted model, bits:");
        case TextView::rank:
            return Words::tr("Rank of each token under the undistorted model:");
        case TextView::kl:
            return Words::tr("KL (undistorted ‖ distorted) where each token stands, nats:");
    }
    return {};
}

QString levelLabel(TextView view, int level) {
    const Steps& steps = stepsOf(view);
    const QLocale locale;
    const auto at = static_cast<std::size_t>(level);
    const bool counts = view == TextView::rank;  // whole numbers: 2 – 5, then from 6 on
    if (level == 0)
        return counts ? rangeOf(1, steps[0] - 1) : Words::tr("< %1").arg(locale.toString(steps[0]));
    if (level == text_levels - 1) return Words::tr("≥ %1").arg(locale.toString(steps.back()));
    return rangeOf(steps[at - 1], counts ? steps[at] - 1 : steps[at]);
}

QColor levelColour(const Theme& theme, int level) {
    constexpr std::array<double, text_levels> light{0, .10, .22, .36, .52};
    constexpr std::array<double, text_levels> dark{0, .12, .22, .32, .42};
    QColor colour = theme.bytes;
    colour.setAlphaF(static_cast<float>((theme.dark ? dark : light)[static_cast<std::size_t>(level)]));
    return colour;
}

double levelThickness(const QFont& font, int level) { return level * QFontMetricsF(font).height() / 20; }

}  // namespace lossylens::ui
