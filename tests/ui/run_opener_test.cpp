// Drives the real window, offscreen, on tiny models: results are exported and opened again.
#include "ui/run_opener.h"

#include <QApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <memory>
#include <nlohmann/json.hpp>

#include "qt_warnings.h"
#include "ui/curve_panel.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/probe_page.h"
#include "ui/quality_slider.h"
#include "ui/text_pane.h"
#include "ui/texts_view.h"
#include "ui/token_chips.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

std::string model(const char* name) { return std::string(LOSSYLENS_FIXTURES "/models/") + name; }

constexpr int patience = 60'000;  // milliseconds, on a busy machine

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

}  // namespace

class RunOpenerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void everyExportOpensAgainWithTheSameTokens_data();
    void everyExportOpensAgainWithTheSameTokens();
    void settingsOfAFileAreOneStepOfUndo();
    void aChangedTokenIsSaid();
    void settingsWithoutTextsAreOpened();
    void anotherModelIsOfferedInPlace();
    void theOpenModelMayWriteIt();
    void aFilmstripOfTheCommandLineIsOpened();
    void whatTheWindowCannotWriteIsSaid();
    void fileThatIsNoResultIsSaid();
    void anotherWishEndsTheComparison();

private:
    void openWindow(const char* model_name = "llama-tiny", const char* settings_name = "settings.ini");
    void generate();
    [[nodiscard]] QString exported(ExportKind kind, const char* name);
    [[nodiscard]] QString path(const char* name) const { return folder_->filePath(fromUtf8(name)); }
    [[nodiscard]] QString note() const { return window_->probe()->note()->text(); }
    [[nodiscard]] QString text(int stream) const { return window_->probe()->texts()->pane(stream)->text(); }
    [[nodiscard]] QToolButton* offer(const char* verb) const;
    [[nodiscard]] static nlohmann::json read(const QString& path);
    static void write(const QString& path, const std::string& bytes);

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QtWarnings> warnings_;
    std::unique_ptr<MainWindow> window_;
};

void RunOpenerTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    warnings_ = std::make_unique<QtWarnings>();
    const std::string settings =
        "[General]\nprompt=The quick brown fox %2 <b>\nnew_tokens=16\ncontrol=true\nseed=7\nlayout=rows-8\n";
    write(path("settings.ini"), settings);
    write(path("other.ini"), "[General]\nprompt=Something else\nnew_tokens=9\n");
}

void RunOpenerTest::cleanup() {
    window_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

void RunOpenerTest::write(const QString& path, const std::string& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes.data(), qint64(bytes.size())), qint64(bytes.size()));
}

nlohmann::json RunOpenerTest::read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no %s", qPrintable(path));
    return nlohmann::json::parse(file.readAll().toStdString());
}

void RunOpenerTest::openWindow(const char* model_name, const char* settings_name) {
    StartOptions options;
    options.model = model(model_name);
    options.settings_file = path(settings_name);
    window_ = std::make_unique<MainWindow>(options);
    window_->show();
    QTRY_VERIFY_WITH_TIMEOUT(window_->engine().subject(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->exporter().possible(ExportKind::curve), patience);
}

void RunOpenerTest::generate() {
    window_->generate();
    QTRY_VERIFY_WITH_TIMEOUT(!window_->engine().generating(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(window_->exporter().possible(ExportKind::texts), patience);
}

QString RunOpenerTest::exported(ExportKind kind, const char* name) {
    QString saved;
    const auto connection =
        connect(&window_->exporter(), &Exporter::done, this, [&saved](const QString& file) { saved = file; });
    window_->exporter().write(kind, path(name).toStdString(), 1);
    (void)QTest::qWaitFor([&saved] { return !saved.isEmpty(); }, 30'000);
    disconnect(connection);
    return saved;
}

QToolButton* RunOpenerTest::offer(const char* verb) const {
    for (auto* button : window_->probe()->note()->findChildren<QToolButton*>()) {
        if (!button->isHidden() && button->text().contains(fromUtf8(verb))) return button;
    }
    return nullptr;
}

void RunOpenerTest::everyExportOpensAgainWithTheSameTokens_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    const auto add = [](ExportKind kind, const char* name) {
        QTest::newRow(name) << int(kind) << fromUtf8(name);
    };
    add(ExportKind::picture, "a.png");
    add(ExportKind::picture, "a.svg");
    add(ExportKind::picture, "a.pdf");
    add(ExportKind::report, "a.html");
    add(ExportKind::everything, "a.json");
    add(ExportKind::texts, "texts.csv");
    add(ExportKind::curve, "curve.csv");
    add(ExportKind::embeddings, "embeddings.csv");
    add(ExportKind::xray, "xray.csv");
}
void RunOpenerTest::everyExportOpensAgainWithTheSameTokens() {
    QFETCH(int, kind);
    QFETCH(QString, name);
    openWindow();
    generate();
    QTRY_VERIFY_WITH_TIMEOUT(window_->exporter().possible(ExportKind(kind)), patience);
    const QString file = exported(ExportKind(kind), qPrintable(name));
    QVERIFY(!file.isEmpty());
    const Settings before = window_->settings();
    const QStringList texts{text(0), text(1), text(2)};
    window_.reset();

    openWindow("llama-tiny", "other.ini");
    QVERIFY(window_->settings() != before);
    window_->runOpener().open(file);
    QTRY_VERIFY2_WITH_TIMEOUT(note().startsWith(QStringLiteral("Same tokens as in ") + name),
                              qPrintable(note()), patience);
    QCOMPARE(window_->settings(), before);
    QTRY_COMPARE_WITH_TIMEOUT(text(2), texts[2], patience);
    QCOMPARE(text(1), texts[1]);
    QCOMPARE(text(0), texts[0]);
}

void RunOpenerTest::settingsOfAFileAreOneStepOfUndo() {
    openWindow();
    generate();
    const QString file = exported(ExportKind::everything, "a.json");
    window_.reset();
    openWindow("llama-tiny", "other.ini");
    const Settings before = window_->settings();
    window_->runOpener().open(file);
    QTRY_VERIFY_WITH_TIMEOUT(note().startsWith(QStringLiteral("Same tokens")), patience);
    QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Z, Qt::ControlModifier);
    Settings expected = before;
    expected.prompt = window_->settings().prompt;  // the prompt has its own undo, in its editor
    QTRY_COMPARE_WITH_TIMEOUT(window_->settings(), expected, patience);
}

void RunOpenerTest::aChangedTokenIsSaid() {
    openWindow();
    generate();
    nlohmann::json run = read(exported(ExportKind::everything, "a.json"));
    auto& id = run["streams"][1]["ids"][3];
    id = id.get<int>() + 1;
    write(path("changed.json"), run.dump());
    window_->runOpener().open(path("changed.json"));
    QTRY_VERIFY2_WITH_TIMEOUT(note().startsWith(QStringLiteral("Other tokens than in changed.json")),
                              qPrintable(note()), patience);
    QVERIFY2(note().contains(QStringLiteral("differs from token 4 on")), qPrintable(note()));
    QVERIFY2(note().contains(QStringLiteral("the file has been changed")), qPrintable(note()));
}

void RunOpenerTest::settingsWithoutTextsAreOpened() {
    openWindow();
    const QString file = exported(ExportKind::picture, "before.png");
    const Settings before = window_->settings();
    window_.reset();
    openWindow("llama-tiny", "other.ini");
    window_->runOpener().open(file);
    QTRY_VERIFY_WITH_TIMEOUT(note().contains(QStringLiteral("holds no text")), patience);
    QCOMPARE(window_->settings(), before);
}

void RunOpenerTest::anotherModelIsOfferedInPlace() {
    openWindow();
    generate();
    const QString file = exported(ExportKind::report, "a.html");
    window_.reset();
    openWindow("gpt2-tiny", "settings.ini");  // which knows where the other has been
    window_->runOpener().open(file);
    QTRY_VERIFY_WITH_TIMEOUT(offer("Open its model"), patience);
    QVERIFY(QApplication::activeModalWidget() == nullptr);
    offer("Open its model")->click();
    QTRY_VERIFY2_WITH_TIMEOUT(note().startsWith(QStringLiteral("Same tokens as in a.html")),
                              qPrintable(note()), patience);
    QVERIFY(window_->engine().subject()->checkpoint->path == model("llama-tiny"));
}

void RunOpenerTest::theOpenModelMayWriteIt() {
    openWindow();
    generate();
    const QString file = exported(ExportKind::report, "a.html");
    window_.reset();
    openWindow("gpt2-tiny", "settings.ini");
    window_->runOpener().open(file);
    QTRY_VERIFY_WITH_TIMEOUT(offer("Write with the open one"), patience);
    offer("Write with the open one")->click();
    QTRY_VERIFY2_WITH_TIMEOUT(note().startsWith(QStringLiteral("Other tokens than in a.html")),
                              qPrintable(note()), patience);
    QVERIFY2(note().contains(QStringLiteral("the model was")), qPrintable(note()));
    QVERIFY(offer("Open") == nullptr);
}

void RunOpenerTest::aFilmstripOfTheCommandLineIsOpened() {
    openWindow();
    generate();
    nlohmann::json run = read(exported(ExportKind::everything, "a.json"));
    run["settings"]["distortions"] = {"jpeg-95", "jpeg-25"};
    run["streams"][1]["name"] = "jpeg-95";
    run["streams"][2]["name"] = "jpeg-25";
    write(path("film.json"), run.dump());
    window_->runOpener().open(path("film.json"));
    QTRY_VERIFY2_WITH_TIMEOUT(note().contains(QStringLiteral("tokens")) &&
                                  note().contains(QStringLiteral("film.json")) &&
                                  !note().startsWith(QStringLiteral("Writing")),
                              qPrintable(note()), patience);
    QVERIFY(window_->settings().filmstrip);
    QCOMPARE(window_->settings().quality, 95);
    QVERIFY(!note().contains(QStringLiteral("was not written")));
}

void RunOpenerTest::whatTheWindowCannotWriteIsSaid() {
    openWindow();
    generate();
    nlohmann::json run = read(exported(ExportKind::everything, "a.json"));
    run["settings"]["distortions"][0] = "rotation-0.5";
    run["streams"][1]["name"] = "rotation-0.5";
    run["settings"]["distortions"].erase(1);
    run["streams"].erase(2);
    write(path("odd.json"), run.dump());
    const Settings before = window_->settings();
    window_->runOpener().open(path("odd.json"));
    QTRY_VERIFY2_WITH_TIMEOUT(note().contains(QStringLiteral("lossylens replay")), qPrintable(note()),
                              patience);
    QCOMPARE(window_->settings(), before);
}

void RunOpenerTest::fileThatIsNoResultIsSaid() {
    openWindow();
    window_->runOpener().open(fromUtf8(LOSSYLENS_FIXTURES "/README.md"));
    QTRY_VERIFY_WITH_TIMEOUT(note().contains(QStringLiteral("README.md")), patience);
    window_->runOpener().open(QStringLiteral("/nowhere/a.png"));
    QTRY_VERIFY_WITH_TIMEOUT(note().contains(QStringLiteral("/nowhere/a.png")), patience);
}

void RunOpenerTest::anotherWishEndsTheComparison() {
    openWindow();
    generate();
    const QString file = exported(ExportKind::everything, "a.json");
    window_.reset();
    openWindow("gpt2-tiny", "settings.ini");
    window_->runOpener().open(file);
    QTRY_VERIFY_WITH_TIMEOUT(offer("Write with the open one"), patience);
    window_->probe()->note()->clear();
    generate();
    QVERIFY2(!note().contains(QStringLiteral("tokens")), qPrintable(note()));
}

QTEST_MAIN(RunOpenerTest)
#include "run_opener_test.moc"
