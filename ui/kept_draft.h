#pragma once

#include <QByteArray>

#include "ui/study_draft.h"

namespace lossylens::ui {

// The form of the Study page as the session keeps it: JSON. Prompts from a file are kept with it, up to a
// quarter of a megabyte.
[[nodiscard]] QByteArray packDraft(const StudyDraft& draft);
// What is missing, damaged or out of range is as usual.
[[nodiscard]] StudyDraft unpackDraft(const QByteArray& packed);

}  // namespace lossylens::ui
