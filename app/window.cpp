#include "app/window.h"

#include <QApplication>
#include <QIcon>
#include <clocale>

#include "app/hub/library.h"
#include "app/resources.h"
#include "ui/main_window.h"
#include "ui/translations.h"

namespace lossylens::app {

bool hasDisplay() {
    for (const char* variable : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(variable)) return true;
    }
    return false;
}

Result<int> openWindow(const CommonOptions& options, const std::string& language) {
    const QString wanted = QString::fromStdString(language);
    if (!wanted.isEmpty() && !ui::isTranslated(wanted))
        return fail(ErrorCode::usage, "--language " + language, "has no translation", "use de or en");
    if (!hasDisplay()) {
        return fail(ErrorCode::io, "window", "there is no display",
                    "use a command instead, for example: lossylens run --prompt \"…\" --quality 25");
    }
    ui::StartOptions start;
    start.usual_model = hub::defaultModelPath();
    if (options.precision_option->count() > 0) start.precision = options.precision;
    start.measuring_text = resource("bench_text.txt");
    start.threads = options.threads;
    if (!options.model.empty()) {
        const auto path = hub::findModel(options.model);
        if (!path) return tl::unexpected(path.error());
        start.model = *path;
    }
    int argc = 1;
    char name[] = "lossylens";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    ui::installTranslations(application, wanted.isEmpty() ? QLocale::system() : QLocale(wanted));
    std::setlocale(LC_NUMERIC, "C");  // files have points for decimals, whatever the user's locale
    QApplication::setApplicationName(QStringLiteral("lossylens"));
    QApplication::setApplicationDisplayName(QStringLiteral("LossyLens"));
    QApplication::setApplicationVersion(QStringLiteral(LOSSYLENS_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.lossylens.LossyLens"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/app/icon.svg")));
    ui::MainWindow window(start);
    window.show();
    return QApplication::exec();
}

}  // namespace lossylens::app
