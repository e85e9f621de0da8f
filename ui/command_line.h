#pragma once

#include <QString>
#include <filesystem>

#include "ui/session.h"

namespace lossylens::ui {

// The command that writes the same tokens as the window does with these settings.
[[nodiscard]] QString commandLine(const Settings& settings, const std::filesystem::path& model,
                                  nn::Precision precision);

}  // namespace lossylens::ui
