#pragma once

#include "app/cli/options.h"

namespace lossylens::app {

// Opens the window and stays until it is closed. Errors: io where there is no display; those of
// hub::findModel for a model that was named.
// `language`: of its words and numbers, such as "de"; empty: the system's. Usage where it is not known.
[[nodiscard]] Result<int> openWindow(const CommonOptions& options, const std::string& language);

// True where Qt can show a window: a display is named, or a platform that needs none.
[[nodiscard]] bool hasDisplay();

}  // namespace lossylens::app
