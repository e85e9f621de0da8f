// Drives the Study page on a tiny model: what a person does, and what is then on screen and on the disk.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <memory>
#include <set>

#include "study/row_folder.h"
#include "study/run_study.h"
#include "ui/duel_panel.h"
#include "ui/message_strip.h"
#include "ui/qt_warnings.h"
#include "ui/rate_panel.h"
#include "ui/sample_wall.h"
#include "ui/study_form.h"
#include "ui/study_page.h"
#include "ui/study_plot_panel.h"
#include "ui/trial_table.h"
#include "ui/trial_view.h"

// A busy machine takes longer than the five seconds that Qt waits by itself.
#undef QTRY_COMPARE
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#define QTRY_COMPARE(value, expected) QTRY_COMPARE_WITH_TIMEOUT(value, expected, 60'000)
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 60'000)
#define QTRY_VERIFY2(condition, words) QTRY_VERIFY2_WITH_TIMEOUT(condition, words, 60'000)

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

std::vector<NamedPrompts> sets() {
    return {{.name = fromUtf8("pair"),
             .about = fromUtf8("Two openings"),
             .prompts = {{"one", "The quick brown fox"}, {"two", "Once upon a time"}}}};
}

}  // namespace

class StudyPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAModelThePageSaysWhatToDo();
    void formSaysBeforehandWhatItComesTo();
    void wrongFormIsSaidInPlaceAndStartsNothing();
    void startWritesEveryTrialIntoTheFolder();
    void pausedStudyGoesOnWithoutRepeatingOrLosingATrial();
    void openedFolderShowsItsRowsAndGoesOn();
    void folderOfAnotherModelIsRefusedInPlace();
    void generationComesFirstAndTheStudyGoesOn();
    void closingWhileAStudyRunsEnds();
    void importedFileFillsTheForm();
    void resultsAreInPlotWallTableAndDuel();
    void exportsWriteFigureRowsAndSummary();
    void commandLineNamesTheFolder();
    void rateAndDistortionIsMeasuredOnThePrompt();
    void everyFieldHasANameForScreenReaders();
    void twiceTheFontSizeClipsNothingOnASmallScreen();

private:
    void openPage(const char* model = "llama-tiny");
    void openModel(const char* name);
    void setUp(int seeds = 2, int new_tokens = 12);  // the form, for a small study
    void runToTheEnd();
    [[nodiscard]] QString file(const char* name) const { return folder_->filePath(fromUtf8(name)); }
    [[nodiscard]] std::size_t rowsOnDisk() const {
        const auto rows = study::readRows(page_->runner()->folder());
        return rows ? rows->size() : 0;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QtWarnings> warnings_;
    std::unique_ptr<StudyPage> page_;
    std::unique_ptr<Engine> engine_;
};

void StudyPageTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    warnings_ = std::make_unique<QtWarnings>();
}

void StudyPageTest::cleanup() {
    engine_.reset();  // as in the window: it waits for its lanes while the page is still there
    page_.reset();
    QCOMPARE(QtWarnings::seen(), QStringList());
    warnings_.reset();
    folder_.reset();
}

void StudyPageTest::openPage(const char* model) {
    engine_ = std::make_unique<Engine>();
    page_ = std::make_unique<StudyPage>(
        *engine_, StudyOptions{.studies = file("studies").toStdString(), .sets = sets(), .duel_seed = 7});
    Settings settings;
    settings.prompt = fromUtf8("The quick brown fox");
    page_->follow(settings);
    page_->resize(1280, 800);
    page_->show();
    QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
    if (model != nullptr) openModel(model);
}

void StudyPageTest::openModel(const char* name) {
    engine_->open(std::string(LOSSYLENS_FIXTURES "/models/") + name, {.threads = 1});
    QTRY_VERIFY(!engine_->opening());
    QVERIFY(engine_->subject());
}

void StudyPageTest::setUp(int seeds, int new_tokens) {
    page_->form()->qualities()->setText(fromUtf8("75, 10"));
    page_->form()->seeds()->setText(QString::number(seeds));
    page_->form()->newTokens()->setValue(new_tokens);
}

void StudyPageTest::runToTheEnd() {
    page_->startButton()->click();
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::complete);
}

void StudyPageTest::withoutAModelThePageSaysWhatToDo() {
    openPage(nullptr);
    QVERIFY2(page_->status().contains(fromUtf8("No study yet")), qPrintable(page_->status()));
    QVERIFY(!page_->startButton()->isEnabled());
    QVERIFY(page_->form()->size().contains(fromUtf8("Open a model")));
    page_->start();  // by its key
    QVERIFY(page_->note()->text().contains(fromUtf8("Open a model")));
}

void StudyPageTest::formSaysBeforehandWhatItComesTo() {
    openPage();
    setUp(3, 12);
    // 2 prompts × 3 seeds × (baseline, JPEG and rotation at two qualities).
    QVERIFY2(page_->form()->size().contains(fromUtf8("= 30 trials, at most 360 tokens")),
             qPrintable(page_->form()->size()));
    QVERIFY(page_->form()->size().contains(fromUtf8("anecdote")));
    QTRY_VERIFY2(page_->form()->size().contains(fromUtf8("At most about")),
                 qPrintable(page_->form()->size()));
    QCOMPARE(page_->runner()->state(), StudyRunner::State::closed);
}

void StudyPageTest::wrongFormIsSaidInPlaceAndStartsNothing() {
    openPage();
    page_->form()->qualities()->setText(fromUtf8("75, sixty"));
    QVERIFY(page_->form()->size().contains(fromUtf8("sixty")));
    QVERIFY(!page_->startButton()->isEnabled());
    page_->form()->qualities()->setText(fromUtf8("75"));
    page_->form()->seeds()->setText(fromUtf8("0"));
    QVERIFY(!page_->startButton()->isEnabled());
    page_->form()->seeds()->setText(fromUtf8("2"));
    QVERIFY(page_->startButton()->isEnabled());
    for (int i = 0; i < page_->form()->distortions()->topLevelItemCount(); ++i)
        page_->form()->distortions()->topLevelItem(i)->setCheckState(0, Qt::Unchecked);
    QVERIFY(!page_->startButton()->isEnabled());
}

void StudyPageTest::startWritesEveryTrialIntoTheFolder() {
    openPage();
    setUp();
    page_->form()->nameField()->setText(fromUtf8("First try"));
    runToTheEnd();
    QVERIFY(QString::fromStdString(page_->runner()->folder().string()).endsWith(fromUtf8("-first-try")));
    QCOMPARE(rowsOnDisk(), std::size_t(20));  // 2 prompts × 2 seeds × 5 arms
    QCOMPARE(page_->trials()->table()->rowCount(), 20);
    QVERIFY(page_->status().contains(fromUtf8("20 of 20")));
    QVERIFY(!page_->startButton()->isEnabled());
    page_->endButton()->click();  // "New study"
    QVERIFY(page_->startButton()->isEnabled());
    QVERIFY(page_->form()->folder() != page_->runner()->folder());
}

void StudyPageTest::pausedStudyGoesOnWithoutRepeatingOrLosingATrial() {
    openPage();
    setUp(40, 40);  // long enough to be paused
    page_->form()->batchField()->setValue(1);
    page_->startButton()->click();
    QTRY_VERIFY(page_->trials()->table()->rowCount() >= 3);
    page_->startButton()->click();  // "Pause"
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::paused);
    const std::size_t before = rowsOnDisk();
    QVERIFY(before >= 3 && before < 400);
    QCOMPARE(std::size_t(page_->trials()->table()->rowCount()), before);
    page_->startButton()->click();  // "Resume"
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::complete);
    std::set<int> trials;
    for (const RowPointer& row : *page_->runner()->rows()) trials.insert(row->trial);
    QCOMPARE(trials.size(), std::size_t(400));
    QCOMPARE(rowsOnDisk(), std::size_t(400));
}

// What a killed program leaves: some rows, and the beginning of another one.
void StudyPageTest::openedFolderShowsItsRowsAndGoesOn() {
    openPage();
    setUp();
    runToTheEnd();
    const std::filesystem::path folder = page_->runner()->folder();
    const Rows whole = *page_->runner()->rows();
    QFile rows(QString::fromStdString((folder / "rows.jsonl").string()));
    QVERIFY(rows.open(QIODevice::ReadWrite));
    QByteArray kept;
    for (int i = 0; i < 7; ++i) kept += rows.readLine();
    kept += rows.readLine().left(30);
    QVERIFY(rows.resize(0) && rows.seek(0) && rows.write(kept) == kept.size());
    rows.close();

    page_->endStudy();
    page_->openFolder(folder);
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::paused);
    QCOMPARE(page_->trials()->table()->rowCount(), 7);
    QVERIFY(!page_->form()->seeds()->isEnabled() || page_->form()->seeds()->isReadOnly());
    page_->startButton()->click();
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::complete);
    QCOMPARE(page_->runner()->rows()->size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i)
        QCOMPARE((*page_->runner()->rows())[i]->text, whole[i]->text);
}

void StudyPageTest::folderOfAnotherModelIsRefusedInPlace() {
    openPage();
    setUp(40, 40);
    page_->startButton()->click();
    QTRY_VERIFY(page_->trials()->table()->rowCount() >= 1);
    page_->startButton()->click();
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::paused);
    const std::size_t before = rowsOnDisk();
    openModel("gpt2-tiny");
    page_->startButton()->click();
    QTRY_VERIFY2(page_->note()->text().contains(fromUtf8("another study or model")),
                 qPrintable(page_->note()->text()));
    QCOMPARE(page_->runner()->state(), StudyRunner::State::paused);
    QCOMPARE(rowsOnDisk(), before);
}

void StudyPageTest::generationComesFirstAndTheStudyGoesOn() {
    openPage();
    setUp(40, 40);  // not done before the generation is
    page_->form()->batchField()->setValue(1);
    page_->startButton()->click();
    QTRY_VERIFY(page_->trials()->table()->rowCount() >= 1);
    RunRequest run{.prompt = "The quick brown fox", .chat = false, .generation = {}};
    run.generation.streams = {lens::StreamPlan{}};
    run.generation.max_new_tokens = 16;
    engine_->generate(run);
    QTRY_VERIFY(!engine_->generating());
    QVERIFY(page_->runner()->isUnderWay());
    QTRY_COMPARE(page_->runner()->state(), StudyRunner::State::complete);
    QCOMPARE(rowsOnDisk(), std::size_t(400));
}

void StudyPageTest::closingWhileAStudyRunsEnds() {
    openPage();
    setUp(50, 100);
    page_->startButton()->click();
    QTRY_VERIFY(page_->trials()->table()->rowCount() >= 1);
    engine_.reset();
    page_.reset();
}

void StudyPageTest::importedFileFillsTheForm() {
    openPage();
    QFile study(file("study.json"));
    QVERIFY(study.open(QIODevice::WriteOnly));
    study.write(
        "{\"name\": \"by hand\", // a comment\n \"prompts\": [\"Once\"], \"arms\": [\"jpeg-25\", \"jpeg-10\","
        " \"rotation-0.5\"], \"seeds\": [3, 9], \"new_tokens\": 10, \"sampling\": {\"temperature\": 0.5}}");
    study.close();
    Settings asked;
    connect(page_.get(), &StudyPage::settingsAsked, this,
            [&](const Settings& settings) { asked = settings; });
    page_->importFile(file("study.json").toStdString());
    QTRY_COMPARE(page_->form()->nameField()->text(), fromUtf8("by hand"));
    QCOMPARE(page_->form()->qualities()->text(), fromUtf8("25, 10"));
    QCOMPARE(page_->form()->moreArms()->text(), fromUtf8("rotation-0.5"));
    QCOMPARE(page_->form()->seeds()->text(), fromUtf8("3, 9"));
    QCOMPARE(asked.sampling.temperature, .5);
    runToTheEnd();
    QCOMPARE(rowsOnDisk(), std::size_t(8));
    page_->importFile(file("not there.json").toStdString());
    QTRY_VERIFY(page_->note()->text().contains(fromUtf8("not there.json")));
}

void StudyPageTest::resultsAreInPlotWallTableAndDuel() {
    openPage();
    const QAbstractItemModelTester table(page_->trials()->table());
    const QAbstractItemModelTester grid(page_->wall()->grid());
    setUp();
    runToTheEnd();
    // Plot: a line a distortion and the baseline, with words of caution.
    QTRY_COMPARE(page_->plot()->curves().families.size(), std::size_t(2));
    QCOMPARE(page_->plot()->curves().families.front().dots.size(), std::size_t(2));
    QVERIFY(page_->plot()->curves().baseline.has_value());
    QTRY_VERIFY(page_->plot()->words().contains(fromUtf8("Anecdote")));
    // Wall: baseline and two strengths, a row a prompt and seed; a chosen card is shown whole.
    QCOMPARE(page_->wall()->grid()->columnCount(), 3);
    QCOMPARE(page_->wall()->grid()->rowCount(), 4);
    page_->tabs()->setCurrentWidget(page_->wall());
    page_->wall()->view()->setCurrentIndex(page_->wall()->grid()->index(1, 2));
    QVERIFY2(page_->wall()->title().contains(fromUtf8("jpeg-10, seed 2")),
             qPrintable(page_->wall()->title()));
    QVERIFY(!page_->wall()->text().isEmpty());
    // Table: filtered by arm, sorted by cosine.
    page_->tabs()->setCurrentWidget(page_->trials());
    page_->trials()->arms()->setCurrentText(fromUtf8("jpeg-75"));
    QCOMPARE(page_->trials()->view()->model()->rowCount(), 4);
    page_->trials()->arms()->setCurrentIndex(0);
    page_->trials()->order()->setCurrentText(fromUtf8("seed"));
    QCOMPARE(page_->trials()->view()->model()->index(0, TrialTable::seed).data().toString(), fromUtf8("1"));
    // Duel: blind until it is answered; the verdict is kept in the folder.
    page_->tabs()->setCurrentWidget(page_->duel());
    QVERIFY(page_->duel()->button(true)->isEnabled());
    QVERIFY(!page_->duel()->message().contains(fromUtf8("jpeg")));
    const bool jpeg_is_left = page_->duel()->duel().jpegIsLeft();
    page_->duel()->button(jpeg_is_left)->click();
    QVERIFY(page_->duel()->message().startsWith(fromUtf8("Right")));
    QVERIFY2(page_->duel()->score().startsWith(fromUtf8("1 of 1 right")), qPrintable(page_->duel()->score()));
    QVERIFY(!page_->duel()->button(true)->isEnabled());
    QCOMPARE(readVerdicts(page_->runner()->folder()).size(), std::size_t(1));
}

void StudyPageTest::exportsWriteFigureRowsAndSummary() {
    openPage();
    setUp();
    QVERIFY(!page_->exporter()->possible(StudyExport::rows));
    runToTheEnd();
    QTRY_VERIFY(page_->exporter()->possible(StudyExport::summary));
    for (const auto& [kind, name] : {std::pair(StudyExport::figure, "f.png"),
                                     {StudyExport::figure, "f.svg"},
                                     {StudyExport::figure, "f.pdf"},
                                     {StudyExport::rows, "r.csv"},
                                     {StudyExport::rows, "r.jsonl"},
                                     {StudyExport::summary, "s.json"},
                                     {StudyExport::summary, "s.csv"},
                                     {StudyExport::study, "study.json"}}) {
        page_->exporter()->write(kind, file(name).toStdString());
        QTRY_VERIFY2(QFileInfo(file(name)).size() > 200, name);
    }
    QFile rows(file("r.jsonl"));
    QVERIFY(rows.open(QIODevice::ReadOnly));
    QCOMPARE(rows.readAll().count('\n'), 20);
    QFile figure(file("f.svg"));
    QVERIFY(figure.open(QIODevice::ReadOnly));
    QVERIFY(figure.readAll().contains("Baseline"));
}

void StudyPageTest::commandLineNamesTheFolder() {
    openPage();
    setUp();
    study::Study study;
    study.prompts = {{"p", "it's"}};
    study.arms = {study::Arm{}, study::Arm{codec::DistortionSpec{}}};
    study.seeds = {3};
    const QString flags = sweepCommand(study, {}, 4);
    QVERIFY2(flags.contains(fromUtf8("--prompt 'it'\\''s' --distortion jpeg-25 --seeds 3-3")),
             qPrintable(flags));
    QCOMPARE(sweepCommand(study, "/a b/c", 4), fromUtf8("lossylens sweep '/a b/c' --batch 4"));
}

void StudyPageTest::rateAndDistortionIsMeasuredOnThePrompt() {
    openPage();
    page_->tabs()->setCurrentWidget(page_->rates());
    page_->rates()->button()->click();
    QTRY_VERIFY(page_->rates()->rates().has_value());
    const RateDistortion& rates = *page_->rates()->rates();
    QVERIFY(rates.tokens > 0);
    const RateLine& file = rates.lines.front();
    QVERIFY(file.points.back().cosine > file.points.front().cosine);
    QVERIFY(file.points.back().bytes > file.points.front().bytes);
    QCOMPARE(file.points.front().bytes - rates.lines[1].points.front().bytes,
             double(codec::jpeg_header_bytes));
}

void StudyPageTest::everyFieldHasANameForScreenReaders() {
    openPage();
    for (const QWidget* field : page_->findChildren<QWidget*>()) {
        const QString kind = QString::fromLatin1(field->metaObject()->className());
        static const QStringList fields{fromUtf8("QSpinBox"),    fromUtf8("QComboBox"),
                                        fromUtf8("QLineEdit"),   fromUtf8("QPlainTextEdit"),
                                        fromUtf8("QTableView"),  fromUtf8("QTreeWidget"),
                                        fromUtf8("QCustomPlot"), fromUtf8("QProgressBar")};
        if (!fields.contains(kind) || field->objectName().startsWith(fromUtf8("qt_"))) continue;
        QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(kind));
    }
}

void StudyPageTest::twiceTheFontSizeClipsNothingOnASmallScreen() {
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(usual.pointSizeF() * 2);
    QApplication::setFont(large);
    openPage();
    page_->resize(1280, 640);
    QStringList clipped;
    for (int tab = 0; tab < page_->tabs()->count(); ++tab) {
        page_->tabs()->setCurrentIndex(tab);
        QCoreApplication::processEvents();
        for (const QAbstractButton* button : page_->findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || button->text().isEmpty()) continue;
            if (button->width() < button->minimumSizeHint().width()) clipped << button->text();
        }
    }
    const QSize size = page_->size();
    QApplication::setFont(usual);
    QCOMPARE(clipped, QStringList());
    QCOMPARE(size, QSize(1280, 640));
}

QTEST_MAIN(StudyPageTest)
#include "study_page_test.moc"
