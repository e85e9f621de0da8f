#include "app/window.h"

#include <unistd.h>

#include <QApplication>
#include <QIcon>
#include <clocale>
#include <cstdio>
#include <optional>

#include "app/cli/prompt_sets.h"
#include "app/hub/library.h"
#include "app/resources.h"
#include "ui/main_window.h"
#include "ui/translations.h"

namespace lossylens::app {

namespace {

constexpr const char* instead = "lossylens run --prompt \"…\" --quality 25";

// Qt ends the program where it finds no display, with lines of its own about plugins. Ours says what to do.
class DisplayErrors {
public:
    DisplayErrors() : before_(qInstallMessageHandler(&DisplayErrors::handle)) {}
    ~DisplayErrors() { qInstallMessageHandler(before_); }
    DisplayErrors(const DisplayErrors&) = delete;
    DisplayErrors& operator=(const DisplayErrors&) = delete;

private:
    static void handle(QtMsgType type, const QMessageLogContext&, const QString&) {
        if (type != QtFatalMsg) return;
        std::fprintf(stderr,
                     "lossylens: window: the display (DISPLAY=\"%s\", WAYLAND_DISPLAY=\"%s\") cannot be "
                     "opened; start it on a desktop, or use a command instead, for example: %s\n",
                     qgetenv("DISPLAY").constData(), qgetenv("WAYLAND_DISPLAY").constData(), instead);
        ::_exit(1);
    }
    QtMessageHandler before_;
};

}  // namespace

bool hasDisplay() {
    for (const char* variable : {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"}) {
        if (!qEnvironmentVariableIsEmpty(variable)) return true;
    }
    return false;
}

namespace {

// The sets that come along; one that could not be read would be a fault of the program, and is left out.
std::vector<ui::NamedPrompts> promptSets() {
    std::vector<ui::NamedPrompts> sets;
    for (const std::string& name : promptSetNames()) {
        const auto set = findPromptSet(name);
        if (!set) continue;
        ui::NamedPrompts named{QString::fromStdString(set->name), QString::fromStdString(set->about), {}};
        for (const lens::SetPrompt& prompt : set->prompts) named.prompts.push_back({prompt.id, prompt.text});
        sets.push_back(std::move(named));
    }
    return sets;
}

}  // namespace

Result<int> openWindow(const CommonOptions& options, const std::string& language) {
    const QString wanted = QString::fromStdString(language);
    if (!wanted.isEmpty() && !ui::isTranslated(wanted))
        return fail(ErrorCode::usage, "--language " + language, "has no translation", "use de or en");
    if (!hasDisplay()) {
        return fail(ErrorCode::io, "window", "there is no display",
                    std::string("use a command instead, for example: ") + instead);
    }
    ui::StartOptions start;
    start.usual_model = hub::defaultModelPath();
    if (options.precision_option->count() > 0) start.precision = options.precision;
    start.measuring_text = resource("bench_text.txt");
    start.examples = examples();
    start.threads = options.threads;
    start.study.sets = promptSets();
    if (!options.model.empty()) {
        const auto path = hub::findModel(options.model);
        if (!path) return tl::unexpected(path.error());
        start.model = *path;
    }
    int argc = 1;
    char name[] = "lossylens";
    char* argv[] = {name, nullptr};
    auto errors = std::make_optional<DisplayErrors>();
    QApplication application(argc, argv);
    errors.reset();
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
