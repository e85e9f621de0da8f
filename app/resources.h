#pragma once

#include <string>
#include <vector>

#include "ui/example_show.h"

namespace lossylens::app {

// A file that is compiled into the program, by its name in app.qrc; aborts where there is none.
[[nodiscard]] std::string resource(const char* name);

// The recorded examples that are compiled in (resources/examples).
[[nodiscard]] std::vector<ui::ExampleFiles> examples();

}  // namespace lossylens::app
