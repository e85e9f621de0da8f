#pragma once

#include <functional>

#include "ui/copy_panel.h"
#include "ui/export_files.h"

namespace lossylens::ui {

class TextPane;

// Panels that are painted from what they show, as in the comparison picture: light, whatever the screen is.
using LookAtShown = std::function<Shown()>;
[[nodiscard]] PanelCopy curveCopy(LookAtShown look);     // as text: CSV, a row a quality and token
[[nodiscard]] PanelCopy chipsCopy(LookAtShown look);     // as text: CSV, a row a token
[[nodiscard]] PanelCopy textCopy(const TextPane* pane);  // title, text with its marks, numbers

}  // namespace lossylens::ui
