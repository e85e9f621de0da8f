// What the window makes of a run that was exported, as plain functions on values.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "lens/replay.h"
#include "ui/session.h"

namespace lossylens::ui {

struct Reopened {
    Settings settings;
    QStringList left_out;  // streams of the file that these settings do not write, by name
};
// The settings that write the texts of a run again; what is no matter of a run (how texts are viewed, when
// they are written anew) stays as in `now`. Empty where the window cannot write any of its distorted texts.
[[nodiscard]] std::optional<Reopened> reopened(const lens::RunDocument& run, Settings now);

// The run with only those of its texts that `settings` write.
[[nodiscard]] lens::RunDocument onlyWritten(lens::RunDocument run, const Settings& settings);

// "Same tokens as in a.png: 400 in 2 texts.", or what differs and why that may be, in words.
[[nodiscard]] QString replayText(const lens::Replay& replay, const QString& file,
                                 const QStringList& left_out);

}  // namespace lossylens::ui
