// Drives the real window, offscreen, on tiny models: what a person does, and what is then on screen.
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "ui/bar.h"
#include "ui/curve_panel.h"
#include "ui/embedding_panel.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/model_page.h"
#include "ui/probe_page.h"
#include "ui/prompt_editor.h"
#include "ui/quality_slider.h"
#include "ui/real_window.h"
#include "ui/status_line.h"
#include "ui/strength_row.h"
#include "ui/text_pane.h"
#include "ui/texts_view.h"
#include "ui/token_chips.h"
#include "ui/xray_panel.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

}  // namespace

class WindowTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void withoutAModelThePageSaysWhatToDo();
    void missingModelIsSaidInPlace();
    void openModelIsDescribed();
    void firstFocusIsThePrompt();
    void typedPromptBecomesChipsAndACurve();
    void emptyPromptIsNoFault();
    void tabLeavesThePrompt();
    void sliderMovesEverythingTheCodecShows();
    void draggingInThePlotMovesTheQuality();
    void controlReturnWritesBothTexts();
    void sameSettingsGiveTheSameTexts();
    void undistortedStreamsAgreeAtEqualSeed();
    void controlAddsAThirdText();
    void textsGoOnPastTheirEndWhenAsked();
    void controlHasItsPlaceBeforeAnythingIsWritten();
    void paperPresetSetsEverythingAndSaysWhatIsOddAboutIt();
    void movedSliderWritesTheDistortedTextAnew();
    void byHandNothingIsWrittenAnew();
    void escapeStopsAndKeepsWhatIsThere();
    void changedPromptEndsTheRun();
    void selectedTokenIsShownAsItsPlane();
    void xrayFollowsTheTokenAndTheSlider();
    void aCellOfTheMapSelectsItsToken();
    void layoutGoesIntoViewCurveAndXray();
    void promptLongerThanTheContextIsSaidBeforeRunning();
    void tooManyNewTokensAreSaidBeforeAndInsteadOfRunning();
    void exportsWriteWhatIsOnScreen();
    void exportsNameTheLayout();
    void failedExportIsSaidInPlace();
    void commandLineGoesToTheClipboard();
    void droppedModelIsOpened();
    void changingTheModelWhileGeneratingLeavesNothingOfTheOld();
    void failedOpeningKeepsTheOldModel();
    void closingWhileGeneratingEnds();
    void closingWhileOpeningEnds();
    void sessionComesBack();
    void damagedSettingsAreSaidAndSurvived();
    void undoTakesASettingBack();
    void everyFieldHasANameForScreenReaders();
    void twiceTheFontSizeClipsNothingOnASmallScreen();

private:
    void write() { generate(); }
    void setNewTokens(int count);
};

void WindowTest::init() { begin("[General]\nprompt=The quick brown fox\nnew_tokens=24\n"); }

void WindowTest::cleanup() { end(); }

void WindowTest::setNewTokens(int count) {
    for (QSpinBox* box : window_->bar()->findChildren<QSpinBox*>()) {
        if (box->accessibleName() == fromUtf8("New tokens")) box->setValue(count);
    }
}

void WindowTest::withoutAModelThePageSaysWhatToDo() {
    openWindow(nullptr);
    QVERIFY(window_->showsModelPage());
    QCOMPARE(window_->modelPage()->heading(), fromUtf8("No model is open"));
    QCOMPARE(window_->status()->activity(), fromUtf8("Open a model to begin"));
    QTest::mouseClick(window_->bar()->generateButton(), Qt::LeftButton);
    QVERIFY(!window_->engine().generating());
    QVERIFY(window_->showsModelPage());
}

void WindowTest::missingModelIsSaidInPlace() {
    openWindow("no-such-model.gguf");
    QVERIFY(window_->showsModelPage());
    QVERIFY(window_->modelPage()->message()->isVisible());
    QVERIFY(window_->modelPage()->message()->text().contains(fromUtf8("no-such-model.gguf")));
}

void WindowTest::openModelIsDescribed() {
    openWindow();
    QVERIFY(window_->bar()->modelButton()->text().contains(fromUtf8("llama-tiny")));
    QTest::mouseClick(window_->bar()->modelButton(), Qt::LeftButton);
    QVERIFY(window_->showsModelPage());
    QStringList facts;
    for (const QLabel* label : window_->modelPage()->findChildren<QLabel*>()) facts << label->text();
    QVERIFY(facts.contains(fromUtf8("llama")));
    QVERIFY(facts.contains(fromUtf8("64")));          // dimensions
    QVERIFY(facts.contains(fromUtf8("128 tokens")));  // context
    QVERIFY(facts.contains(fromUtf8("BF16")));
    QCOMPARE(window_->modelPage()->recent()->count(), 1);
}

void WindowTest::firstFocusIsThePrompt() {
    openWindow();
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(window_->probe()->prompt()));
}

void WindowTest::typedPromptBecomesChipsAndACurve() {
    openWindow();
    type("A cat sat.");
    QTRY_VERIFY(window_->probe()->chips()->count() > 0);
    const auto joined = [this] {
        QString all;
        for (const Chip& chip : window_->probe()->chips()->chips()) all += chip.label;
        return all;
    };
    QTRY_COMPARE(joined(), fromUtf8("A·cat·sat."));
    const int chips = window_->probe()->chips()->count();
    QTRY_COMPARE(window_->probe()->promptCount()->text(), QStringLiteral("%1 tokens").arg(chips));
    QTRY_VERIFY(window_->probe()->curve()->readOut().contains(fromUtf8("cosine")));
    QTRY_VERIFY(!window_->probe()->embeddings()->before()->image().isNull());
    QVERIFY(window_->probe()->chips()->chips().front().cosine.has_value());
}

void WindowTest::emptyPromptIsNoFault() {
    openWindow();
    window_->probe()->prompt()->clear();
    QTRY_COMPARE(window_->probe()->chips()->count(), 0);
    QTest::keyClick(window_->probe()->prompt(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!window_->engine().generating());
    QTRY_VERIFY(window_->probe()->texts()->pane(0)->message().contains(fromUtf8("prompt")));
    type("again");
    QTRY_VERIFY(window_->probe()->chips()->count() > 0);
}

void WindowTest::tabLeavesThePrompt() {
    openWindow();
    PromptEditor* prompt = window_->probe()->prompt();
    QTRY_VERIFY(prompt->hasFocus());
    const QString before = prompt->toPlainText();
    QTest::keyClick(prompt, Qt::Key_Tab);
    QCOMPARE(prompt->toPlainText(), before);
    QVERIFY(!prompt->hasFocus());
}

void WindowTest::sliderMovesEverythingTheCodecShows() {
    openWindow();
    const ProbePage* page = window_->probe();
    const QImage after = page->embeddings()->after()->image();
    const QImage before = page->embeddings()->before()->image();
    const QString read_out = page->curve()->readOut();
    const auto cosine = page->chips()->chips().front().cosine;
    QTest::keyClick(page->curve()->slider(), Qt::Key_PageDown);
    QCOMPARE(window_->settings().quality, 15);
    QCOMPARE(page->strength()->quality()->value(), 15);
    QVERIFY(page->curve()->readOut() != read_out);
    QTRY_VERIFY(page->embeddings()->after()->image() != after);
    QVERIFY(page->chips()->chips().front().cosine < cosine);
    QTest::keyClick(page->curve()->slider(), Qt::Key_PageUp);
    QTRY_VERIFY(page->embeddings()->after()->image() == after);
    QVERIFY(page->embeddings()->before()->image() == before);
    QVERIFY(window_->status()->codecTime().contains(fromUtf8("ms")));
}

void WindowTest::draggingInThePlotMovesTheQuality() {
    openWindow();
    CurvePanel* curve = window_->probe()->curve();
    QWidget* plot = curve->slider();
    const int y = plot->height() / 2;
    const auto at = [&](int quality) { return QPoint(qRound(curve->pixelOf(quality)) - plot->x(), y); };
    QTest::mousePress(plot, Qt::LeftButton, {}, at(25));
    for (const int quality : {30, 50, 75}) QTest::mouseMove(plot, at(quality));
    QTest::mouseRelease(plot, Qt::LeftButton, {}, at(75));
    QCOMPARE(window_->settings().quality, 75);
    QCOMPARE(window_->probe()->strength()->quality()->value(), 75);
}

void WindowTest::controlReturnWritesBothTexts() {
    openWindow();
    write();
    QCOMPARE(window_->probe()->texts()->paneCount(), 2);
    QVERIFY(!paneText(0).isEmpty());
    QVERIFY(!paneText(1).isEmpty());
    QVERIFY(paneText(0) != paneText(1));
    QVERIFY(window_->probe()->texts()->pane(0)->title().contains(fromUtf8("Baseline")));
    QVERIFY(window_->probe()->texts()->pane(1)->title().contains(fromUtf8("JPEG 25")));
    QVERIFY(window_->probe()->texts()->pane(1)->footer().contains(fromUtf8("seq-rep-4")));
    QVERIFY(window_->status()->activity().startsWith(fromUtf8("Done")));
    QCOMPARE(window_->bar()->generateButton()->accessibleName(), fromUtf8("Generate"));
}

void WindowTest::sameSettingsGiveTheSameTexts() {
    openWindow();
    write();
    const QString baseline = paneText(0);
    const QString distorted = paneText(1);
    openWindow();
    write();
    QCOMPARE(paneText(0), baseline);
    QCOMPARE(paneText(1), distorted);
}

// Scope "generated" leaves the prompt alone: the first token comes from the same logits and random number.
void WindowTest::undistortedStreamsAgreeAtEqualSeed() {
    openWindow();
    QComboBox* scope = window_->probe()->strength()->scope();
    scope->setCurrentIndex(scope->findData(static_cast<int>(lens::Scope::generated)));
    write();
    QVERIFY(!paneText(0).isEmpty());
    QCOMPARE(paneText(1).left(1), paneText(0).left(1));
}

void WindowTest::controlAddsAThirdText() {
    openWindow();
    window_->probe()->strength()->control()->click();
    write();
    QCOMPARE(window_->probe()->texts()->paneCount(), 3);
    QVERIFY(window_->probe()->texts()->pane(2)->title().contains(fromUtf8("Rotation")));
    QVERIFY(!paneText(2).isEmpty());
}

void WindowTest::textsGoOnPastTheirEndWhenAsked() {
    openWindow();
    QVERIFY(generationOf(window_->settings()).stop_at_end);
    window_->probe()->strength()->pastEnd()->click();
    QVERIFY(!generationOf(window_->settings()).stop_at_end);
    write();
    QVERIFY(!paneText(1).isEmpty());
}

void WindowTest::controlHasItsPlaceBeforeAnythingIsWritten() {
    openWindow();
    QCOMPARE(window_->probe()->texts()->paneCount(), 2);
    window_->probe()->strength()->control()->click();
    QCOMPARE(window_->probe()->texts()->paneCount(), 3);
    window_->probe()->strength()->control()->click();
    QCOMPARE(window_->probe()->texts()->paneCount(), 2);
}

void WindowTest::paperPresetSetsEverythingAndSaysWhatIsOddAboutIt() {
    openWindow();
    QMenu* haylett = window_->bar()->presetMenu()->actions().front()->menu();
    haylett->actions().back()->trigger();
    QCOMPARE(window_->settings().quality, 10);
    QCOMPARE(window_->probe()->prompt()->toPlainText(), fromUtf8("What is the meaning of life??"));
    QVERIFY(window_->probe()->note()->text().contains(fromUtf8("Haylett")));
    // 500 in all, the prompt included: its length is known when its tokens are.
    QTRY_VERIFY(window_->probe()->promptCount()->text().contains(fromUtf8("500")));
    QCOMPARE(window_->settings().max_new_tokens, 500 - window_->probe()->chips()->count());
}

void WindowTest::movedSliderWritesTheDistortedTextAnew() {
    openWindow();
    write();
    const QString baseline = paneText(0);
    QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Home);
    QTRY_VERIFY(window_->probe()->texts()->pane(1)->title().contains(fromUtf8("JPEG 1")));
    QTRY_VERIFY(window_->status()->activity().startsWith(fromUtf8("Done")));
    QCOMPARE(paneText(0), baseline);
}

void WindowTest::byHandNothingIsWrittenAnew() {
    RealWindowTest::write(file("settings.ini"), read(file("settings.ini")) + "restart=2\n");
    openWindow();
    write();
    QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Home);
    QTest::qWait(400);  // well past the moment at which it would begin
    QVERIFY(!window_->engine().generating());
    QVERIFY(window_->probe()->texts()->pane(1)->title().contains(fromUtf8("JPEG 25")));
    write();
    QVERIFY(window_->probe()->texts()->pane(1)->title().contains(fromUtf8("JPEG 1")));
}

// A tiny model may be done before the key is pressed, so there are several tries.
void WindowTest::escapeStopsAndKeepsWhatIsThere() {
    RealWindowTest::write(file("settings.ini"), read(file("settings.ini")) + "control=true\n");
    openWindow();
    setNewTokens(100);
    bool stopped = false;
    for (int seed = 1; seed <= 20 && !stopped; ++seed) {
        window_->generate();
        QCOMPARE(window_->bar()->generateButton()->accessibleName(), fromUtf8("Stop"));
        QTest::keyClick(window_->probe()->prompt(), Qt::Key_Escape);
        QTRY_VERIFY(!window_->engine().generating());
        QCOMPARE(window_->bar()->generateButton()->accessibleName(), fromUtf8("Generate"));
        stopped = window_->status()->activity().startsWith(fromUtf8("Stopped"));
        window_->bar()->die()->click();  // another seed: the baseline that is known by now costs nothing
    }
    QVERIFY(stopped);
}

void WindowTest::changedPromptEndsTheRun() {
    openWindow();
    window_->generate();
    type("x");
    QTRY_VERIFY(!window_->engine().generating());
    QTest::qWait(300);
    QVERIFY(!window_->engine().generating());
}

void WindowTest::selectedTokenIsShownAsItsPlane() {
    openWindow();
    TokenChips* chips = window_->probe()->chips();
    EmbeddingPanel* embeddings = window_->probe()->embeddings();
    embeddings->setShows(EmbeddingPanel::Shows::selected_token);
    QTest::mouseClick(chips->viewport(), Qt::LeftButton, {}, chips->chipRect(1).center());
    QCOMPARE(chips->selectedToken(), 1);
    const QImage second = embeddings->before()->image();
    QCOMPARE(second.size(), QSize(32, 2));  // 64 dimensions as JPEG sees them
    QTest::keyClick(chips, Qt::Key_Left);
    QCOMPARE(chips->selectedToken(), 0);
    QVERIFY(embeddings->before()->image() != second);
}

void WindowTest::xrayFollowsTheTokenAndTheSlider() {
    openWindow();
    const XrayPanel* xray = window_->probe()->xray();
    constexpr int patience = 60'000;  // ms; of a machine that does much else meanwhile
    QTRY_VERIFY_WITH_TIMEOUT(xray->heading().startsWith(fromUtf8("X-ray of token 1 ")), patience);
    window_->probe()->chips()->setSelectedToken(2);
    QTRY_VERIFY_WITH_TIMEOUT(xray->heading().startsWith(fromUtf8("X-ray of token 3 ")), patience);
    QTRY_VERIFY_WITH_TIMEOUT(xray->facts().contains(fromUtf8("Nearest before: itself (1.00)")), patience);
    QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_PageDown);
    QTRY_VERIFY_WITH_TIMEOUT(xray->heading().contains(fromUtf8("JPEG 15 of 2 × 32 samples")), patience);
}

void WindowTest::aCellOfTheMapSelectsItsToken() {
    openWindow();
    EmbeddingPanel* embeddings = window_->probe()->embeddings();
    embeddings->link()->setCell({3, 1});
    QTest::keyClick(embeddings->before(), Qt::Key_Return);
    QCOMPARE(window_->probe()->chips()->selectedToken(), 1);
}

void WindowTest::layoutGoesIntoViewCurveAndXray() {
    openWindow();
    XrayPanel* xray = window_->probe()->xray();
    const QString read_out = window_->probe()->curve()->readOut();
    xray->rowsChoice()->setCurrentIndex(xray->rowsChoice()->findData(8));
    QCOMPARE(window_->settings().layout, codec::parseLayout("rows-8").value());
    QTRY_VERIFY(xray->heading().contains(fromUtf8("of 8 × 8 samples")));
    QTRY_VERIFY(window_->probe()->curve()->readOut() != read_out);
    window_->probe()->embeddings()->setShows(EmbeddingPanel::Shows::selected_token);
    QCOMPARE(window_->probe()->embeddings()->before()->image().size(), QSize(8, 8));
}

void WindowTest::promptLongerThanTheContextIsSaidBeforeRunning() {
    openWindow();
    window_->probe()->prompt()->setPlainText(fromUtf8("0123456789").repeated(20));  // a token a digit
    QTRY_VERIFY(window_->probe()->promptMessage()->isVisible());
    const QString message = window_->probe()->promptMessage()->text();
    QVERIFY2(message.contains(fromUtf8("200")) && message.contains(fromUtf8("128")), qPrintable(message));
    type("short");
    QTRY_VERIFY(!window_->probe()->promptMessage()->isVisible());
}

void WindowTest::tooManyNewTokensAreSaidBeforeAndInsteadOfRunning() {
    openWindow();
    setNewTokens(500);
    QCOMPARE(window_->settings().max_new_tokens, 500);
    QVERIFY(window_->probe()->promptCount()->text().contains(fromUtf8("128")));
    window_->generate();
    QTRY_VERIFY(!window_->engine().generating());
    const QString message = window_->probe()->texts()->pane(0)->message();
    QVERIFY2(message.contains(fromUtf8("500")) && message.contains(fromUtf8("128")), qPrintable(message));
}

void WindowTest::exportsWriteWhatIsOnScreen() {
    openWindow();
    write();
    window_->probe()->texts()->pin(1);
    QTRY_VERIFY(window_->exporter().possible(ExportKind::xray));
    const auto exported = [this](ExportKind kind, const char* name) {
        const QString path = folder_->filePath(fromUtf8(name));
        QFile::remove(path);
        window_->exporter().write(kind, path.toStdString());
        QByteArray bytes;
        [&] {
            QTRY_VERIFY(QFile::exists(path));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            bytes = file.readAll();
        }();
        return bytes;
    };
    const QByteArray curve = exported(ExportKind::curve, "curve.csv");
    QVERIFY(curve.startsWith("quality,token,id,piece,cosine,bytes,cosine_flattened,cosine_mean,layout"));
    const int tokens = window_->probe()->chips()->count();
    QCOMPARE(curve.count("\r\n"), 1 + 100 * tokens);
    // The vocabulary's band comes when it is there.
    QTRY_VERIFY_WITH_TIMEOUT(exported(ExportKind::curve, "band.csv").contains(",vocabulary_95,"), 60'000);
    QCOMPARE(exported(ExportKind::embeddings, "embeddings.csv").count("\r\n"), 1 + 64 * tokens);
    QCOMPARE(exported(ExportKind::xray, "xray.csv").count("\r\n"), 1 + 64 * 4);
    // What each token was measured to be comes once the texts have been read again.
    QTRY_VERIFY_WITH_TIMEOUT(exported(ExportKind::everything, "all.json").count("\"mean_kl\"") >= 3, 60'000);
    const QByteArray all = exported(ExportKind::everything, "all.json");
    for (const char* part :
         {"\"baseline\"", "\"jpeg-25\"", "\"The quick brown fox\"", "\"cosine_95\"", "\"rank\"",
          "\"quantised\"", "\"nearest_after\"", "\"pinned\"", "\"cosine_flattened\""})
        QVERIFY2(all.contains(part), part);
    const QByteArray texts = exported(ExportKind::texts, "texts.csv");
    QVERIFY(texts.startsWith("stream,position,id,text,surprisal_base_bits,"));
    QVERIFY(texts.contains("\r\npinned-1 jpeg-25,0,"));
    QVERIFY(exported(ExportKind::report, "report.html").contains("Pinned texts"));
    QVERIFY(exported(ExportKind::picture, "picture.png").startsWith("\x89PNG"));
    const QByteArray picture = exported(ExportKind::picture, "picture.svg");
    QVERIFY(picture.contains("<svg") && picture.contains("1 pinned text is not shown"));
    QVERIFY(exported(ExportKind::picture, "picture.pdf").startsWith("%PDF"));
}

void WindowTest::exportsNameTheLayout() {
    openWindow();
    QTRY_VERIFY(window_->exporter().possible(ExportKind::xray));
    window_->probe()->xray()->rowsChoice()->setCurrentIndex(2);  // 8 rows
    window_->probe()->xray()->roundingChoice()->click();
    QCOMPARE(codec::nameOf(window_->settings().layout), std::string("rows-8+rounded"));
    write();
    const auto has = [&](ExportKind kind, const char* name, const char* part) {
        const QString file = folder_->filePath(fromUtf8(name));
        QFile::remove(file);
        window_->exporter().write(kind, file.toStdString());
        QFile read(file);
        return QTest::qWaitFor([&] { return QFile::exists(file); }, 30'000) &&
               read.open(QIODevice::ReadOnly) && read.readAll().contains(part);
    };
    QTRY_VERIFY(has(ExportKind::curve, "curve.csv", ",rows-8+rounded,"));
    QVERIFY(has(ExportKind::picture, "picture.svg", "plane rows-8+rounded"));
    QVERIFY(has(ExportKind::report, "report.html", "jpeg-25+rows-8+rounded"));
    // The band on screen is the paper's plane's: beside another one it is neither shown nor exported.
    QVERIFY(!has(ExportKind::curve, "curve.csv", "vocabulary_95"));
}

void WindowTest::failedExportIsSaidInPlace() {
    openWindow();
    window_->exporter().write(ExportKind::curve, "/nowhere/curve.csv");
    QTRY_VERIFY(window_->probe()->note()->isVisible());
    QVERIFY(window_->probe()->note()->text().contains(fromUtf8("/nowhere/curve.csv")));
}

void WindowTest::commandLineGoesToTheClipboard() {
    openWindow();
    for (QAction* action : window_->bar()->exportMenu()->actions()) {
        if (action->text().contains(fromUtf8("command"))) action->trigger();
    }
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY2(command.startsWith(fromUtf8("lossylens run --model ")), qPrintable(command));
    QVERIFY(command.contains(fromUtf8("--prompt 'The quick brown fox' --distortion jpeg-25")));
}

void WindowTest::droppedModelIsOpened() {
    openWindow(nullptr);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(model("gpt2-tiny")))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(window_.get(), &drop);
    waitForModel();
    QVERIFY(window_->bar()->modelButton()->text().contains(fromUtf8("gpt2-tiny")));
    QVERIFY(!window_->showsModelPage());
}

void WindowTest::changingTheModelWhileGeneratingLeavesNothingOfTheOld() {
    openWindow();
    window_->generate();
    window_->openModel(model("gpt2-tiny"));
    waitForModel();
    QTRY_VERIFY(!window_->engine().generating());
    QCOMPARE(window_->engine().subject()->model->shape().dimensions, 48);
    QCOMPARE(window_->probe()->embeddings()->before()->image().width(), 48);
    QVERIFY(!window_->exporter().possible(ExportKind::texts));
    QVERIFY(paneText(0).isEmpty());
    write();
    QVERIFY(!paneText(0).isEmpty());
}

void WindowTest::failedOpeningKeepsTheOldModel() {
    openWindow();
    const lens::SubjectPointer old = window_->engine().subject();
    window_->openModel(folder_->filePath(fromUtf8("settings.ini")).toStdString());
    waitForModel();
    QVERIFY(window_->engine().subject() == old);
    QVERIFY(window_->modelPage()->message()->isVisible());
    QVERIFY(window_->modelPage()->message()->text().contains(fromUtf8("settings.ini")));
    write();
    QVERIFY(!paneText(1).isEmpty());
}

void WindowTest::closingWhileGeneratingEnds() {
    openWindow();
    window_->generate();
    QVERIFY(window_->engine().generating());
    window_->close();
    window_.reset();
}

void WindowTest::closingWhileOpeningEnds() {
    openWindow();
    window_->openModel(model("gpt2-tiny"));
    QVERIFY(window_->engine().opening());
    window_->close();
    window_.reset();
}

void WindowTest::sessionComesBack() {
    openWindow();
    type("Remember me");
    window_->probe()->strength()->quality()->setValue(42);
    window_->probe()->strength()->control()->click();
    window_->close();
    openWindow(nullptr);
    QCOMPARE(window_->probe()->prompt()->toPlainText(), fromUtf8("Remember me"));
    QCOMPARE(window_->probe()->curve()->quality(), 42);
    QVERIFY(window_->probe()->strength()->control()->isChecked());
    waitForModel();  // the last one, by itself
    QVERIFY(window_->engine().subject());
}

void WindowTest::damagedSettingsAreSaidAndSurvived() {
    RealWindowTest::write(file("settings.ini"), "[General\n]=\xff\n");
    openWindow();
    QVERIFY(window_->probe()->note()->text().contains(fromUtf8("settings.ini.damaged")));
    QCOMPARE(window_->settings().quality, 25);
}

void WindowTest::undoTakesASettingBack() {
    openWindow();
    window_->probe()->strength()->quality()->setValue(90);
    QTest::keyClick(window_->probe()->curve()->slider(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window_->settings().quality, 25);
    QCOMPARE(window_->probe()->curve()->quality(), 25);
}

void WindowTest::everyFieldHasANameForScreenReaders() {
    openWindow();
    for (const QWidget* field : window_->findChildren<QWidget*>()) {
        const bool is_field =
            qobject_cast<const QAbstractSpinBox*>(field) || qobject_cast<const QComboBox*>(field) ||
            qobject_cast<const QPlainTextEdit*>(field) || qobject_cast<const QAbstractSlider*>(field);
        if (!is_field || qobject_cast<const QScrollBar*>(field)) continue;
        QVERIFY2(!field->accessibleName().isEmpty(), field->metaObject()->className());
    }
}

void WindowTest::twiceTheFontSizeClipsNothingOnASmallScreen() {
    const QFont usual = QApplication::font();
    QFont large = usual;
    large.setPointSizeF(usual.pointSizeF() * 2);
    QApplication::setFont(large);
    openWindow();
    window_->resize(1280, 720);
    write();
    QCoreApplication::processEvents();
    const QSize size = window_->size();
    QStringList clipped;
    for (const QWidget* part :
         {static_cast<QWidget*>(window_->bar()), static_cast<QWidget*>(window_->status()),
          static_cast<QWidget*>(window_->probe()->strength())}) {
        for (const QWidget* field : part->findChildren<QWidget*>()) {
            if (!field->isVisible() || field->sizeHint().isEmpty()) continue;
            if (qobject_cast<const QLabel*>(field) == nullptr &&
                qobject_cast<const QAbstractButton*>(field) == nullptr)
                continue;
            const QRect inside(field->mapTo(part, QPoint()), field->size());
            if (!part->rect().contains(inside) || field->width() < field->minimumSizeHint().width())
                clipped << QString::fromLatin1(field->metaObject()->className()) + field->accessibleName();
        }
    }
    QApplication::setFont(usual);
    QCOMPARE(size, QSize(1280, 720));
    QCOMPARE(clipped, QStringList());
}

QTEST_MAIN(WindowTest)
#include "window_test.moc"
