#pragma once

#include <QLocale>

class QCoreApplication;

namespace lossylens::ui {

// Gives the program, and Qt's own dialogs, the words of the first language that they have of those the locale
// names; English needs none. Numbers follow the locale from then on.
void installTranslations(QCoreApplication& application, const QLocale& locale);

// Whether there are words for it: "de", "de_AT". English always has.
[[nodiscard]] bool isTranslated(const QString& language);

}  // namespace lossylens::ui
