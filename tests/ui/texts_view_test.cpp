#include "ui/texts_view.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <optional>

#include "ui/find_bar.h"
#include "ui/marked_text.h"
#include "ui/qt_warnings.h"
#include "ui/sample_values.h"
#include "ui/text_legend.h"
#include "ui/text_tools.h"
#include "ui/theme.h"
#include "ui/token_popup.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

TextOrigin origin() {
    return {.model = test::subjectInfo(),
            .prompt = "Once upon a time,\nin a quiet village, there lived",
            .ids = {},
            .sampling = {}};
}

lens::Expectation expectation(double surprisal, int rank, int id) {
    lens::Expectation expected{.surprisal = surprisal, .rank = rank, .top = {}};
    for (int i = 0; i < lens::expected_candidates; ++i)
        expected.top.push_back({.id = i == rank - 1 ? id : 900 + i,
                                .piece = " w" + std::to_string(i),
                                .probability = .5 / (i + 1)});
    return expected;
}

MeasuresPointer measuresOf(const lens::StreamSnapshot& stream) {
    auto measures = std::make_shared<lens::TextMeasures>();
    for (std::size_t i = 0; i < stream.ids.size(); ++i) {
        measures->tokens.push_back({.piece = " piece",
                                    .base = expectation(double(i), int(i % 5) + 1, stream.ids[i]),
                                    .distorted = expectation(1.25, 2, stream.ids[i]),
                                    .kl = .5});
    }
    return measures;
}

NearestPointer nearestTo(int id) {
    return std::make_shared<NearestAnswer>(
        NearestAnswer{.id = id,
                      .distortion = codec::DistortionSpec{},
                      .before = {{.id = id, .piece = " itself", .cosine = 1}},
                      .after = {{.id = 5, .piece = " other", .cosine = .712}}});
}

lens::GenerationSnapshot longTexts() {
    lens::GenerationSnapshot snapshot;
    snapshot.streams = {test::stream(std::vector<std::string>(80, "line\n"), std::vector<int>(80, 1)),
                        test::stream(std::vector<std::string>(80, "line\n\n"), std::vector<int>(80, 1))};
    snapshot.streams[1].distortion = codec::DistortionSpec{};
    snapshot.finished = true;
    return snapshot;
}

}  // namespace

class TextsViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theViewMarksEveryTokenByItsLevel();
    void theLegendBelongsToTheView();
    void measuresThatAreStillToComeAreSaid();
    void meanKlJoinsTheNumbersOnceItIsWhole();
    void anotherDistortionMakesTheBaselinesMeasuresOld();
    void choicesInTheRowAreSettings();
    void enterOpensTheSheetOfAToken();
    void aClickOpensTheSheetOfAToken();
    void arrowsWalkFromTokenToTokenWithTheSheetOpen();
    void secondEnterGoesIntoTheSheetAndEscapeBack();
    void nearestTokensFillTheSheet();
    void theSheetGoesWhereItsTokenGoes();
    void aNewTextClosesTheSheet();
    void aPinnedStreamStaysWhateverComes();
    void aPinSaysWhereItCameFrom();
    void aStreamPinnedBeforeItIsMeasuredGetsItsMeasures();
    void unpinLetsAStreamGo();
    void aPinOfAnotherModelHasNoNearestTokens();
    void matchesAreFoundInEveryText();
    void nextGoesRoundThroughAllTexts();
    void matchesGrowWithTheTexts();
    void escapeEndsTheSearch();
    void longTextsAreTakenOverInTurns();
    void textsScrollTogetherByToken();
    void anotherTextIsReadOnAtTheSameToken();
    void textsScrollAloneWhenTheyAreToldTo();

private:
    [[nodiscard]] MarkedText* body(int stream) const { return view_->pane(stream)->body(); }

    std::optional<QtWarnings> warnings_;
    std::unique_ptr<TextsView> view_;
};

void TextsViewTest::init() {
    warnings_.emplace();
    view_ = std::make_unique<TextsView>();
    view_->resize(1200, 500);
    view_->show();
    view_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(view_.get()));
    view_->showSettings({});
    view_->setOrigin(origin());
    view_->setSnapshot(test::generation(false));
}

void TextsViewTest::cleanup() {
    view_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

void TextsViewTest::theViewMarksEveryTokenByItsLevel() {
    const auto snapshot = test::generation(false);
    const QImage plain = body(0)->grab().toImage();
    Settings settings;
    settings.text_view = TextView::surprisal;
    view_->showSettings(settings);
    view_->setMeasures(0, measuresOf(snapshot.streams[0]));
    QVERIFY(body(0)->levels());
    QVERIFY((std::vector<int>(body(0)->levels()->begin(), body(0)->levels()->begin() + 8) ==
             std::vector<int>{0, 1, 1, 2, 2, 2, 3, 3}));
    QVERIFY(body(0)->grab().toImage() != plain);
    view_->showSettings(Settings());
    QVERIFY(!body(0)->levels());
    QCOMPARE(body(0)->grab().toImage(), plain);
}

void TextsViewTest::theLegendBelongsToTheView() {
    QVERIFY(!view_->tools()->legend()->isVisible());
    Settings settings;
    settings.text_view = TextView::kl;
    view_->showSettings(settings);
    QVERIFY(view_->tools()->legend()->isVisible());
    QVERIFY(view_->tools()->legend()->accessibleName().contains(QStringLiteral("nats")));
}

void TextsViewTest::measuresThatAreStillToComeAreSaid() {
    const auto snapshot = test::generation(false);
    const std::size_t all = snapshot.streams[0].ids.size() + snapshot.streams[1].ids.size();
    QCOMPARE(view_->tools()->progress(), QString());  // who looks at differences does not wait
    Settings settings;
    settings.text_view = TextView::rank;
    view_->showSettings(settings);
    QCOMPARE(view_->tools()->progress(), QStringLiteral("measured: 0 of %1 tokens").arg(all));
    for (int stream : {0, 1}) view_->setMeasures(stream, measuresOf(snapshot.streams[std::size_t(stream)]));
    QCOMPARE(view_->tools()->progress(), QString());
}

void TextsViewTest::meanKlJoinsTheNumbersOnceItIsWhole() {
    const auto snapshot = test::generation(false);
    auto part = std::make_shared<lens::TextMeasures>(*measuresOf(snapshot.streams[1]));
    part->tokens.resize(4);
    view_->setMeasures(1, part);
    QVERIFY(!view_->pane(1)->footer().contains(QStringLiteral("KL")));
    view_->setMeasures(1, measuresOf(snapshot.streams[1]));
    QVERIFY(view_->pane(1)->footer().contains(QStringLiteral("mean KL 0.50 nats")));
    view_->setMeasures(0, measuresOf(snapshot.streams[0]));
    QVERIFY(!view_->pane(0)->footer().contains(QStringLiteral("KL")));  // it is nobody's distortion
}

void TextsViewTest::anotherDistortionMakesTheBaselinesMeasuresOld() {
    auto snapshot = test::generation(false);
    view_->setMeasures(0, measuresOf(snapshot.streams[0]));
    view_->setSnapshot(snapshot);
    QVERIFY(view_->pane(0)->measures());
    Settings settings;
    settings.text_view = TextView::surprisal;
    view_->showSettings(settings);
    const auto levels = body(0)->levels();
    snapshot.streams[1].distortion->strength = 75;
    view_->setSnapshot(snapshot);
    QVERIFY(!view_->pane(0)->measures());
    QVERIFY(body(0)->levels() == levels);  // the undistorted model says the same as before
    settings.text_view = TextView::kl;
    view_->showSettings(settings);
    QVERIFY(body(0)->levels()->empty());
}

void TextsViewTest::choicesInTheRowAreSettings() {
    QSignalSpy changed(view_.get(), &TextsView::settingsChanged);
    view_->tools()->view()->setCurrentIndex(2);
    view_->tools()->link()->setChecked(false);
    QCOMPARE(changed.count(), 2);
    const Settings settings = view_->applied({});
    QCOMPARE(settings.text_view, TextView::rank);
    QVERIFY(!settings.link_scrolling);
    view_->showSettings({});
    QCOMPARE(changed.count(), 2);  // showing is not choosing
    QVERIFY(view_->applied({}) == Settings());
}

void TextsViewTest::enterOpensTheSheetOfAToken() {
    const auto snapshot = test::generation(false);
    view_->setMeasures(1, measuresOf(snapshot.streams[1]));
    QSignalSpy asked(view_.get(), &TextsView::nearestAsked);
    body(1)->setFocus();
    body(1)->setCurrentToken(3);
    QTest::keyClick(body(1), Qt::Key_Return);
    QVERIFY(view_->popup()->isVisible());
    const QString text = view_->popup()->text();
    for (const char* part : {"Token 4 of JPEG 25", "id 20", "3.00 bits", "1.25 bits", "0.500 nats", "50.0 %"})
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.front().front().toInt(), 20);
    QTest::mouseClick(view_->popup()->findChild<QToolButton*>(QStringLiteral("copy")), Qt::LeftButton);
    QVERIFY(
        QGuiApplication::clipboard()->text().contains(QStringLiteral("surprisal\t3.00 bits\t1.25 bits\n")));
}

void TextsViewTest::aClickOpensTheSheetOfAToken() {
    const QRect token = body(0)->tokenRect(2);
    QTest::mouseClick(body(0)->viewport(), Qt::LeftButton, {}, token.center());
    QVERIFY(view_->popup()->isVisible());
    QVERIFY(view_->popup()->text().startsWith(QStringLiteral("Token 3 of Baseline")));
    QVERIFY(view_->popup()->text().contains(QStringLiteral("not measured yet")));
    const QRect sheet = view_->popup()->geometry();
    const QRect shown(body(0)->viewport()->mapTo(view_.get(), token.topLeft()), token.size());
    QVERIFY(!sheet.intersects(shown));
    QVERIFY(view_->rect().contains(sheet));
    QTest::mouseClick(body(0)->viewport(), Qt::LeftButton, {},
                      body(0)->viewport()->rect().bottomRight() - QPoint(3, 3));
    QVERIFY(!view_->popup()->isVisible());
}

void TextsViewTest::arrowsWalkFromTokenToTokenWithTheSheetOpen() {
    body(0)->setFocus();
    body(0)->setCurrentToken(0);
    QTest::keyClick(body(0), Qt::Key_Right);
    QCOMPARE(body(0)->currentToken(), 1);
    QVERIFY(!view_->popup()->isVisible());
    QTest::keyClick(body(0), Qt::Key_Return);
    QTest::keyClick(body(0), Qt::Key_Right);
    QVERIFY(view_->popup()->text().startsWith(QStringLiteral("Token 3 of")));
    QTest::keyClick(body(0), Qt::Key_Left);
    QTest::keyClick(body(0), Qt::Key_Left);
    QTest::keyClick(body(0), Qt::Key_Left);  // there is none before the first
    QVERIFY(view_->popup()->text().startsWith(QStringLiteral("Token 1 of")));
    QTest::keyClick(body(0), Qt::Key_Escape);
    QVERIFY(!view_->popup()->isVisible());
}

void TextsViewTest::secondEnterGoesIntoTheSheetAndEscapeBack() {
    body(0)->setFocus();
    QTest::keyClick(body(0), Qt::Key_Return);
    QVERIFY(body(0)->hasFocus());
    QTest::keyClick(body(0), Qt::Key_Return);
    QWidget* inside = QApplication::focusWidget();
    QVERIFY(view_->popup()->isAncestorOf(inside));
    QTest::keyClick(inside, Qt::Key_Escape);
    QVERIFY(!view_->popup()->isVisible());
    QVERIFY(body(0)->hasFocus());
}

void TextsViewTest::nearestTokensFillTheSheet() {
    body(1)->setFocus();
    body(1)->setCurrentToken(3);
    QTest::keyClick(body(1), Qt::Key_Return);
    QVERIFY(view_->popup()->text().contains(QStringLiteral("Looking for the nearest")));
    view_->setNearest(nearestTo(20));
    QVERIFY(view_->popup()->text().contains(QStringLiteral("0.712")));
    body(1)->setCurrentToken(4);  // another token: what is known is not about it
    QVERIFY(!view_->popup()->text().contains(QStringLiteral("0.712")));
    view_->setNearestError(QStringLiteral("the row is not finite"));
    QVERIFY(view_->popup()->text().contains(QStringLiteral("the row is not finite")));
}

void TextsViewTest::theSheetGoesWhereItsTokenGoes() {
    body(0)->setFocus();
    QTest::keyClick(body(0), Qt::Key_Return);
    view_->resize(1000, 500);
    QTRY_VERIFY(!view_->popup()->isVisible());
    QTest::keyClick(body(0), Qt::Key_Return);
    QVERIFY(view_->popup()->isVisible());
    QTest::mouseDClick(body(0)->viewport(), Qt::LeftButton, {}, body(0)->tokenRect(2).center());
    QVERIFY(!view_->popup()->isVisible());  // a word is being selected
    QCOMPARE(body(0)->textCursor().selectedText(), QStringLiteral("the"));
}

void TextsViewTest::aNewTextClosesTheSheet() {
    body(0)->setFocus();
    QTest::keyClick(body(0), Qt::Key_Return);
    view_->clear();
    QVERIFY(!view_->popup()->isVisible());
}

void TextsViewTest::aPinnedStreamStaysWhateverComes() {
    const QString text = view_->pane(1)->text();
    QTest::mouseClick(view_->pane(1)->pinButton(), Qt::LeftButton);
    QCOMPARE(view_->pins().size(), 1U);
    auto other = test::generation(true);
    other.streams[1].distortion->strength = 10;
    view_->setSnapshot(other);
    view_->clear();
    view_->setPlans(std::vector<lens::StreamPlan>{{}});
    QCOMPARE(view_->paneCount(), 1);
    QCOMPARE(view_->pinnedPane(0)->title(), QStringLiteral("JPEG 25"));
    QCOMPARE(view_->pinnedPane(0)->text(), text);
    QVERIFY(view_->pinnedPane(0)->body()->marks().divergence);
    QVERIFY(view_->pinnedPane(0)->footer().contains(QStringLiteral("seq-rep-4")));
}

void TextsViewTest::aPinSaysWhereItCameFrom() {
    view_->pin(0);
    const QString from = view_->pinnedPane(0)->origin();
    for (const char* part : {"SmolLM2-135M-Instruct", "Once upon a time, in a quiet", "temperature", "seed"})
        QVERIFY2(from.contains(QLatin1String(part)), qPrintable(from));
    QVERIFY(!from.contains(QStringLiteral("lived")));  // elided
}

void TextsViewTest::aStreamPinnedBeforeItIsMeasuredGetsItsMeasures() {
    view_->pin(1);
    QVERIFY(!view_->pins()[0].measures);
    view_->setMeasures(1, measuresOf(test::generation(false).streams[1]));
    QVERIFY(view_->pins()[0].measures);
    QVERIFY(view_->pinnedPane(0)->footer().contains(QStringLiteral("mean KL")));
}

void TextsViewTest::unpinLetsAStreamGo() {
    view_->pin(0);
    view_->pin(1);
    QTest::mouseClick(view_->pinnedPane(0)->pinButton(), Qt::LeftButton);
    QCOMPARE(view_->pins().size(), 1U);
    QCOMPARE(view_->pinnedPane(0)->title(), QStringLiteral("JPEG 25"));
}

void TextsViewTest::aPinOfAnotherModelHasNoNearestTokens() {
    view_->pin(1);
    TextOrigin another = origin();
    another.model.path = "another.gguf";
    view_->setOrigin(another);
    QSignalSpy asked(view_.get(), &TextsView::nearestAsked);
    MarkedText* pinned = view_->pinnedPane(0)->body();
    pinned->setFocus();
    QTest::keyClick(pinned, Qt::Key_Return);
    QVERIFY(view_->popup()->text().contains(QStringLiteral("open the model of this text")));
    QCOMPARE(asked.count(), 0);
}

void TextsViewTest::matchesAreFoundInEveryText() {
    view_->find();
    auto* field = view_->findBar()->findChild<QLineEdit*>();
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("CLOCK"));
    QCOMPARE(body(0)->found().size(), 3U);
    QCOMPARE(body(1)->found().size(), 0U);
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("1 of 3"));
    field->setText(QStringLiteral("mad"));
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("1 of 2"));
    field->setText(QStringLiteral("nowhere"));
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("no match"));
}

void TextsViewTest::nextGoesRoundThroughAllTexts() {
    view_->find();
    auto* field = view_->findBar()->findChild<QLineEdit*>();
    field->setText(QStringLiteral("made"));  // one in each text
    view_->findNext();
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("2 of 2"));
    QCOMPARE(body(1)->textCursor().position(), body(1)->found().front().begin);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("1 of 2"));
    view_->findPrevious();
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("2 of 2"));
}

void TextsViewTest::matchesGrowWithTheTexts() {
    view_->find();
    view_->findBar()->findChild<QLineEdit*>()->setText(QStringLiteral("sword"));
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("no match"));
    view_->setSnapshot(test::generation(true));
    QCOMPARE(view_->findBar()->countText(), QStringLiteral("1 match"));
}

void TextsViewTest::escapeEndsTheSearch() {
    view_->find();
    auto* field = view_->findBar()->findChild<QLineEdit*>();
    field->setText(QStringLiteral("made"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(view_->findBar()->isHidden());
    QVERIFY(body(0)->found().empty());
}

void TextsViewTest::longTextsAreTakenOverInTurns() {
    auto snapshot = longTexts();
    for (auto& stream : snapshot.streams) {
        const auto distortion = stream.distortion;
        stream = test::stream(std::vector<std::string>(1500, " word"), std::vector<int>(1500, 1));
        stream.distortion = distortion;
    }
    view_->setSnapshot(snapshot);
    QTRY_COMPARE(body(1)->tokenCount(), 1500);
    QCOMPARE(body(0)->tokenCount(), 1500);
    snapshot.streams[0].text += " more";
    snapshot.streams[0].ids.push_back(2);
    view_->setSnapshot(snapshot);
    view_->clear();  // nothing of it may come after this
    QTest::qWait(20);
    QCOMPARE(view_->pane(0)->text(), QString());
}

void TextsViewTest::textsScrollTogetherByToken() {
    view_->setSnapshot(longTexts());  // a token of the second text takes two lines
    body(0)->verticalScrollBar()->setValue(12);
    QCOMPARE(body(1)->verticalScrollBar()->value(), 24);
    body(1)->verticalScrollBar()->setValue(60);
    QCOMPARE(body(0)->verticalScrollBar()->value(), 30);
}

void TextsViewTest::anotherTextIsReadOnAtTheSameToken() {
    view_->setSnapshot(longTexts());
    body(0)->verticalScrollBar()->setValue(12);
    auto other = longTexts();
    other.streams[1] = test::stream(std::vector<std::string>(80, "row\n"), std::vector<int>(80, 2));
    other.streams[1].distortion = codec::DistortionSpec{};
    view_->setSnapshot(other);
    QCOMPARE(body(1)->topToken(), 12);
    QCOMPARE(body(0)->topToken(), 12);
}

void TextsViewTest::textsScrollAloneWhenTheyAreToldTo() {
    Settings settings;
    settings.link_scrolling = false;
    view_->showSettings(settings);
    view_->setSnapshot(longTexts());
    const int before = body(1)->verticalScrollBar()->value();
    body(0)->verticalScrollBar()->setValue(12);
    QCOMPARE(body(1)->verticalScrollBar()->value(), before);
}

QTEST_MAIN(TextsViewTest)
#include "texts_view_test.moc"
