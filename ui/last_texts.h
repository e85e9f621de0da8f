#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

#include "ui/engine.h"

namespace lossylens::ui {

// Texts that are shown until others are written: those of the last session, or an example's.
struct LastTexts {
    QString model;
    QString prompt;
    lens::GenerationSnapshot snapshot;
    // Of an example, which comes with the program and may be a filmstrip; not kept.
    std::optional<std::uint64_t> example_seed = {};
    std::vector<std::optional<double>> cosines = {};  // one a stream, where they are known
};

inline constexpr qsizetype most_last_texts = 4'000'000;  // bytes: reading them takes a few milliseconds

// Empty where there is nothing to keep, or more than a start should have to read.
[[nodiscard]] QByteArray packTexts(const LastTexts& texts);
// Empty for anything but what packTexts() gives: a damaged file costs its contents only.
[[nodiscard]] std::optional<LastTexts> unpackTexts(const QByteArray& bytes);

}  // namespace lossylens::ui
