#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "ui/session.h"

namespace lossylens::ui {

// A ready-made experiment. What a preset does not speak of stays as it is.
struct Preset {
    QString group;  // heading in the menu
    QString name;
    QString prompt;
    int quality = 25;
    nn::Sampling sampling;
    std::optional<int> new_tokens;
    std::optional<int> total_tokens;  // prompt included, as transformers' max_length counts
    QString note;                     // shown beside the texts; may be empty
};
[[nodiscard]] const std::vector<Preset>& presets();

[[nodiscard]] Settings withPreset(Settings settings, const Preset& preset);

}  // namespace lossylens::ui
