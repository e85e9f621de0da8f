#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

#include "ui/engine.h"

namespace lossylens::ui {

// The texts of a run as the next start shows them, until they are written anew.
struct LastTexts {
    QString model;
    QString prompt;
    lens::GenerationSnapshot snapshot;
};

inline constexpr qsizetype most_last_texts = 4'000'000;  // bytes: reading them takes a few milliseconds

// Empty where there is nothing to keep, or more than a start should have to read.
[[nodiscard]] QByteArray packTexts(const LastTexts& texts);
// Empty for anything but what packTexts() gives: a damaged file costs its contents only.
[[nodiscard]] std::optional<LastTexts> unpackTexts(const QByteArray& bytes);

}  // namespace lossylens::ui
