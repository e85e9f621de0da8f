// The filmstrip: which text stands for a quality, what the strip says, and the window with one on a tiny
// model.
#include "ui/filmstrip.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "qt_warnings.h"
#include "ui/curve_panel.h"
#include "ui/film.h"
#include "ui/main_window.h"
#include "ui/probe_page.h"
#include "ui/quality_slider.h"
#include "ui/status_line.h"
#include "ui/strength_row.h"
#include "ui/text_pane.h"
#include "ui/texts_view.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

Settings filmed(int quality, bool control = false) {
    Settings settings;
    settings.filmstrip = true;
    settings.quality = quality;
    settings.control = control;
    return settings;
}

RunPointer runOf(const Settings& settings) {
    RunAnswer run;
    run.request.generation = generationOf(settings);
    run.snapshot.steps = 24;
    for (const lens::StreamPlan& plan : run.request.generation.streams) {
        lens::StreamSnapshot stream;
        stream.distortion = plan.distortion;
        stream.name = plan.distortion ? codec::streamName(*plan.distortion) : "baseline";
        run.snapshot.streams.push_back(stream);
    }
    return std::make_shared<const RunAnswer>(run);
}

std::vector<std::string> namesOf(const RunPointer& run) {
    std::vector<std::string> names;
    for (const auto& stream : run->snapshot.streams) names.push_back(stream.name);
    return names;
}

}  // namespace

class FilmstripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void nearestFilmedQualityStandsForTheOthers();
    void allQualitiesAreWrittenAndOneControl();
    void otherDistortionsAreFilmedAsStrongAsJpeg();
    void baselineNearestTextAndControlAreShown();
    void aRunOfOneQualityIsShownAsItIs();
    void movingTheSliderWritesTheSameTexts();
    void framesSayHowFarTheyAre();
    void stripSaysWhichTextIsShown();
    void clickAndArrowKeyChooseAQuality();
    void narrowStripBreaksItsRow();

    void sliderGoesThroughFinishedTextsAtOnce();
    void sliderGoesThroughTextsWhileTheyAreWritten();
    void controlFollowsTheExactQuality();
    void knownTextsAreShownAgainWithoutWriting();
    void keptTextsAreCounted();

private:
    void openWindow();
    void moveTo(int quality) { window_->probe()->curve()->slider()->setValue(quality); }
    [[nodiscard]] QString title(int pane) const { return window_->probe()->texts()->pane(pane)->title(); }
    [[nodiscard]] QString text(int pane) const { return window_->probe()->texts()->pane(pane)->text(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<QtWarnings> warnings_;
    std::unique_ptr<MainWindow> window_;
};

void FilmstripTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    warnings_ = std::make_unique<QtWarnings>();
}

void FilmstripTest::cleanup() {
    window_.reset();
    QCOMPARE(QtWarnings::seen(), QStringList());
    warnings_.reset();
    folder_.reset();
}

void FilmstripTest::nearestFilmedQualityStandsForTheOthers() {
    for (const auto& [quality, filmed] : {std::pair(100, 100),
                                          {98, 100},
                                          {97, 95},
                                          {60, 50},
                                          {63, 75},
                                          {37, 25},
                                          {38, 50},
                                          {17, 10},
                                          {7, 5},
                                          {3, 5},
                                          {2, 1},
                                          {1, 1}}) {
        QCOMPARE(nearestFilmed(quality), filmed);
    }
}

void FilmstripTest::allQualitiesAreWrittenAndOneControl() {
    QCOMPARE(namesOf(runOf(filmed(30, true))),
             std::vector<std::string>({"baseline", "jpeg-100", "jpeg-95", "jpeg-75", "jpeg-50", "jpeg-25",
                                       "jpeg-10", "jpeg-5", "jpeg-1", "rotation@jpeg-30"}));
    QCOMPARE(runOf(filmed(30))->snapshot.streams.size(), std::size_t{9});
}

void FilmstripTest::otherDistortionsAreFilmedAsStrongAsJpeg() {
    Settings settings = filmed(30);
    settings.distortion = fromUtf8("rotation");
    const auto names = namesOf(runOf(settings));
    QCOMPARE(names[1], std::string("rotation@jpeg-100"));
    QCOMPARE(names[8], std::string("rotation@jpeg-1"));
}

void FilmstripTest::baselineNearestTextAndControlAreShown() {
    const RunPointer run = runOf(filmed(30, true));
    const auto shownAt = [&run](int quality) {
        return namesOf(withStreams(run, shownStreams(run->request.generation.streams, quality)));
    };
    QCOMPARE(shownAt(30), std::vector<std::string>({"baseline", "jpeg-25", "rotation@jpeg-30"}));
    QCOMPARE(shownAt(90), std::vector<std::string>({"baseline", "jpeg-95", "rotation@jpeg-30"}));
}

void FilmstripTest::aRunOfOneQualityIsShownAsItIs() {
    Settings settings;
    settings.control = true;
    const RunPointer run = runOf(settings);
    QVERIFY(filmedStreams(run->request.generation.streams).empty());
    QCOMPARE(withStreams(run, shownStreams(run->request.generation.streams, 90)), run);
}

void FilmstripTest::movingTheSliderWritesTheSameTexts() {
    QVERIFY(writeTheSame(filmed(30), filmed(60)));
    QVERIFY(!writeTheSame(filmed(30, true), filmed(60, true)));
    QVERIFY(!writeTheSame(filmed(30), Settings()));
}

void FilmstripTest::framesSayHowFarTheyAre() {
    Filmstrip strip;
    QCOMPARE(strip.frame(25)->state(), fromUtf8("not written"));
    RunAnswer run = *runOf(filmed(25));
    auto& streams = run.snapshot.streams;
    streams[1].state = streams[2].state = streams[3].state = lens::StreamSnapshot::State::full;
    streams[2].metrics.loop = metrics::Loop{.period = 2, .coverage = 8, .copies = 4};
    streams[4].state = lens::StreamSnapshot::State::writing;
    streams[4].ids = {1, 2, 3};
    streams[4].text = "he was\na man";
    streams[5].state = lens::StreamSnapshot::State::stopped;
    strip.setRun(std::make_shared<const RunAnswer>(run));
    QCOMPARE(strip.frame(100)->state(), fromUtf8("done"));
    QCOMPARE(strip.frame(95)->state(), fromUtf8("loop × 4"));
    QCOMPARE(strip.frame(50)->state(), fromUtf8("3 of 24"));
    QCOMPARE(strip.frame(50)->beginning(), fromUtf8("he was a man"));
    QCOMPARE(strip.frame(25)->state(), fromUtf8("stopped"));
    QCOMPARE(strip.frame(1)->state(), fromUtf8("waiting"));
    QCOMPARE(strip.frame(50)->accessibleName(), fromUtf8("Quality 50: 3 of 24"));
}

void FilmstripTest::stripSaysWhichTextIsShown() {
    Filmstrip strip;
    strip.setQuality(25);
    QCOMPARE(strip.shownLine(), fromUtf8("Filmstrip: text at quality 25"));
    strip.setQuality(33);
    QCOMPARE(strip.shownLine(), fromUtf8("Filmstrip: text at 25, the nearest filmed one to 33"));
    QVERIFY(strip.frame(25)->isChecked());
    strip.setQuality(90);
    QVERIFY(strip.frame(95)->isChecked() && !strip.frame(25)->isChecked());
}

void FilmstripTest::clickAndArrowKeyChooseAQuality() {
    Filmstrip strip;
    strip.resize(1200, strip.sizeHint().height());
    strip.show();
    std::vector<int> asked;
    connect(&strip, &Filmstrip::qualityAsked, this, [&](int quality) { asked.push_back(quality); });
    QTest::mouseClick(strip.frame(10), Qt::LeftButton);
    QTest::keyClick(strip.frame(10), Qt::Key_Right);
    QCOMPARE(asked, std::vector<int>({10, 5}));
    strip.setQuality(100);  // told, not asked
    QCOMPARE(asked.size(), std::size_t{2});
}

void FilmstripTest::narrowStripBreaksItsRow() {
    Filmstrip strip;
    strip.resize(4000, 200);
    strip.show();
    QTRY_COMPARE(strip.frame(1)->y(), strip.frame(100)->y());
    strip.resize(4 * strip.frame(1)->sizeHint().width() + 100, 200);
    QTRY_VERIFY(strip.frame(25)->y() > strip.frame(50)->y());
    QCOMPARE(strip.frame(50)->y(), strip.frame(100)->y());
}

void FilmstripTest::openWindow() {
    StartOptions options;
    options.settings_file = folder_->filePath(fromUtf8("settings.ini"));
    options.threads = 1;
    options.model = LOSSYLENS_FIXTURES "/models/llama-tiny";
    QFile file(options.settings_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[General]\nprompt=The quick brown fox\nnew_tokens=24\nfilmstrip=true\nstop_at_end=false\n");
    file.close();
    window_ = std::make_unique<MainWindow>(options);
    window_->resize(1280, 900);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    QTRY_VERIFY(!window_->engine().opening());
    QTRY_VERIFY(window_->exporter().possible(ExportKind::curve));
}

void FilmstripTest::sliderGoesThroughFinishedTextsAtOnce() {
    openWindow();
    QVERIFY(window_->probe()->filmstrip()->isVisible());
    window_->generate();
    QTRY_VERIFY(!window_->engine().generating());
    QCOMPARE(window_->probe()->texts()->paneCount(), 2);
    const QString baseline = text(0);
    std::vector<QString> texts;
    for (const int quality : filmed_qualities) {
        moveTo(quality);  // no event is handled in between: what is shown is shown at once
        QCOMPARE(title(1), QStringLiteral("JPEG %1").arg(quality));
        QCOMPARE(text(0), baseline);
        texts.push_back(text(1));
        QVERIFY(!texts.back().isEmpty());
    }
    QVERIFY(texts.front() != texts.back());
    moveTo(33);
    QCOMPARE(title(1), fromUtf8("JPEG 25"));
    QCOMPARE(text(1), texts[4]);
    QCOMPARE(window_->settings().quality, 33);
    QVERIFY(window_->probe()->curve()->readOut().contains(fromUtf8("33")) ||
            window_->probe()->curve()->quality() == 33);
    QTest::qWait(300);
    QVERIFY(!window_->engine().generating());
    QTest::mouseClick(window_->probe()->filmstrip()->frame(75), Qt::LeftButton);
    QCOMPARE(window_->settings().quality, 75);
    QCOMPARE(text(1), texts[2]);
}

// A tiny model may be done before the slider moves, so there are several tries.
void FilmstripTest::sliderGoesThroughTextsWhileTheyAreWritten() {
    openWindow();
    bool seen = false;
    const auto look = [&](RequestNumber, const RunPointer& run) {
        if (run->snapshot.finished) return;
        for (const int quality : {5, 95, 33}) {
            moveTo(quality);
            QCOMPARE(title(1), QStringLiteral("JPEG %1").arg(nearestFilmed(quality)));
        }
        QVERIFY(window_->engine().generating());
        seen = true;
    };
    connect(&window_->engine(), &Engine::written, this, look);
    for (int attempt = 0; attempt < 20 && !seen; ++attempt) {
        window_->probe()->strength()->scope()->setCurrentIndex(attempt % 3);
        window_->generate();
        QTRY_VERIFY(!window_->engine().generating());
    }
    QVERIFY(seen);
    QVERIFY(window_->status()->activity().startsWith(fromUtf8("Done")));
}

void FilmstripTest::controlFollowsTheExactQuality() {
    openWindow();
    window_->probe()->strength()->control()->click();
    window_->generate();
    QTRY_VERIFY(!window_->engine().generating());
    QCOMPARE(window_->probe()->texts()->paneCount(), 3);
    moveTo(33);
    QCOMPARE(title(1), fromUtf8("JPEG 25"));
    QTRY_VERIFY(title(2).contains(fromUtf8("33")));
    QTRY_VERIFY(!window_->engine().generating());
    QVERIFY(!text(2).isEmpty());
}

void FilmstripTest::knownTextsAreShownAgainWithoutWriting() {
    openWindow();
    window_->probe()->strength()->filmstrip()->click();
    window_->generate();
    QTRY_VERIFY(!window_->engine().generating());
    const QString at_25 = text(1);
    moveTo(1);
    QTRY_VERIFY(title(1) == fromUtf8("JPEG 1") && !window_->engine().generating());
    moveTo(25);
    QTRY_COMPARE(title(1), fromUtf8("JPEG 25"));
    QVERIFY(!window_->engine().generating());
    QCOMPARE(text(1), at_25);
    QVERIFY(window_->status()->activity().startsWith(fromUtf8("Shown again")));
    QTest::qWait(300);
    QVERIFY(!window_->engine().generating());
}

void FilmstripTest::keptTextsAreCounted() {
    openWindow();
    QCOMPARE(window_->status()->kept(), QString());
    QVERIFY(window_->probe()->filmstrip()->costLine().contains(fromUtf8("at most")));
    window_->generate();
    QTRY_VERIFY(!window_->engine().generating());
    QVERIFY(window_->status()->kept().startsWith(fromUtf8("9 texts kept")));
}

QTEST_MAIN(FilmstripTest)
#include "filmstrip_test.moc"
