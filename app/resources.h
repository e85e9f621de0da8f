#pragma once

#include <string>

namespace lossylens::app {

// A file that is compiled into the program, by its name in app.qrc; aborts where there is none.
[[nodiscard]] std::string resource(const char* name);

}  // namespace lossylens::app
