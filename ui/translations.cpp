#include "ui/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>
#include <algorithm>

// Resources of a static library are not linked in by themselves; the macro must stand outside a namespace.
static void registerTranslations() { Q_INIT_RESOURCE(translations); }

namespace lossylens::ui {
namespace {

const QString own_folder = QStringLiteral(":/translations");

bool isEnglish(const QString& language) {
    return language == QLatin1String("C") || language.section(QLatin1Char('_'), 0, 0) == QLatin1String("en");
}

void install(QCoreApplication& application, const QString& name, const QString& folder) {
    auto* translator = new QTranslator(&application);
    if (translator->load(name, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

}  // namespace

bool isTranslated(const QString& language) {
    registerTranslations();
    return isEnglish(language) || QTranslator().load(QLatin1String("lossylens_") + language, own_folder);
}

void installTranslations(QCoreApplication& application, const QLocale& locale) {
    QLocale::setDefault(locale);
    QStringList languages = locale.uiLanguages();
    for (QString& language : languages) language.replace(QLatin1Char('-'), QLatin1Char('_'));
    const auto language = std::ranges::find_if(languages, isTranslated);
    if (language == languages.end() || isEnglish(*language)) return;
    install(application, QLatin1String("qtbase_") + *language,
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, QLatin1String("lossylens_") + *language, own_folder);
}

}  // namespace lossylens::ui
