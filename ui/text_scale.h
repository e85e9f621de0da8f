#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <optional>
#include <vector>

#include "lens/text_measures.h"
#include "ui/session.h"
#include "ui/theme.h"

namespace lossylens::ui {

// How the value of a token is shown in a text: in five levels, each with a deeper colour behind the token and
// a thicker line under it, so that colour is never the only carrier. Surprisal and rank are those under the
// undistorted model, in every text: where it would not have written this.
inline constexpr int text_levels = 5;  // 0 shows nothing

[[nodiscard]] int levelOf(TextView view, const lens::MeasuredToken& token);  // of any view but plain
[[nodiscard]] std::vector<int> levelsOf(TextView view, const lens::TextMeasures& measures);

[[nodiscard]] QString scaleTitle(TextView view);             // what is shown, with its unit
[[nodiscard]] QString levelLabel(TextView view, int level);  // "3 – 6"

// To lay over the panel behind a text; a text on it keeps a contrast of 4.5.
[[nodiscard]] QColor levelColour(const Theme& theme, int level);
[[nodiscard]] double levelThickness(const QFont& font, int level);  // of the line under a token; 0 at level 0

}  // namespace lossylens::ui
