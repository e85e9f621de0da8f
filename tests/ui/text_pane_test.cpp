#include "ui/text_pane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSplitter>
#include <QTest>
#include <QToolButton>
#include <optional>

#include "ui/marked_text.h"
#include "ui/qt_warnings.h"
#include "ui/sample_values.h"
#include "ui/texts_view.h"
#include "ui/theme.h"

using namespace lossylens;
using namespace lossylens::ui;

class TextPaneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void paneShowsNameCosineTextAndNumbers();
    void emptyPaneSaysWhatToDo();
    void errorStandsInThePlaceOfTheText();
    void copyPutsTheTextOnTheClipboard();
    void growingTextKeepsASelectionAndItsPlace();
    void growingTextIsFollowedAtItsEnd();
    void anotherTextReplacesTheOldOne();
    void spinnerComesOnlyAfterHalfASecond();
    void quickAnswerNeverShowsASpinner();
    void differentWordsAreTintedAndUnderlined();
    void divergenceAndLoopArePainted();
    void oneStreamOnePane();
    void plansNameThePanesBeforeTheTextsCome();
    void panesScrollTogether();
    void errorReachesEveryPane();
    void panesAreEquallyWide();

private:
    std::optional<QtWarnings> warnings_;
    std::unique_ptr<TextsView> view_;
};

void TextPaneTest::init() {
    warnings_.emplace();
    view_ = std::make_unique<TextsView>();
    view_->resize(1200, 300);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void TextPaneTest::cleanup() {
    view_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

void TextPaneTest::paneShowsNameCosineTextAndNumbers() {
    const auto snapshot = test::generation();
    view_->setSnapshot(snapshot);
    QCOMPARE(view_->pane(1)->title(), QStringLiteral("JPEG 25"));
    QCOMPARE(view_->pane(1)->text(), shownText(snapshot.streams[1].text));
    QCOMPARE(view_->pane(1)->footer(), streamFooter(snapshot.streams[1]));
    QCOMPARE(view_->pane(1)->message(), QString());
}

void TextPaneTest::emptyPaneSaysWhatToDo() {
    QVERIFY(view_->pane(0)->message().startsWith(QStringLiteral("Press Generate")));
    view_->setSnapshot(test::generation());
    view_->clear();
    QVERIFY(view_->pane(0)->message().startsWith(QStringLiteral("Press Generate")));
    QCOMPARE(view_->pane(0)->text(), QString());
}

void TextPaneTest::errorStandsInThePlaceOfTheText() {
    view_->setSnapshot(test::generation());
    view_->pane(1)->setError(QStringLiteral("out of memory; choose a smaller model"));
    QCOMPARE(view_->pane(1)->message(), QStringLiteral("out of memory; choose a smaller model"));
    QCOMPARE(view_->pane(1)->footer(), QString());
    QCOMPARE(view_->pane(0)->message(), QString());
}

void TextPaneTest::copyPutsTheTextOnTheClipboard() {
    view_->setSnapshot(test::generation());
    auto* copy = view_->pane(1)->findChild<QToolButton*>(QStringLiteral("copy"));
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), view_->pane(1)->text());
    view_->clear();
    QVERIFY(!copy->isEnabled());
}

void TextPaneTest::growingTextKeepsASelectionAndItsPlace() {
    MarkedText text;
    text.resize(300, 80);
    text.show();
    const QString lines = QStringLiteral("line\n").repeated(50);
    text.setMarkedText(lines, {});
    text.verticalScrollBar()->setValue(10);
    QTextCursor cursor = text.textCursor();
    cursor.setPosition(0);
    cursor.setPosition(4, QTextCursor::KeepAnchor);
    text.setTextCursor(cursor);
    text.verticalScrollBar()->setValue(10);
    text.setMarkedText(lines + QStringLiteral("one more"), {});
    QCOMPARE(text.verticalScrollBar()->value(), 10);
    QCOMPARE(text.textCursor().selectedText(), QStringLiteral("line"));
}

void TextPaneTest::growingTextIsFollowedAtItsEnd() {
    MarkedText text;
    text.resize(300, 80);
    text.show();
    QString lines;
    for (int i = 0; i < 50; ++i) text.setMarkedText(lines += QStringLiteral("line\n"), {});
    QVERIFY(text.verticalScrollBar()->maximum() > 0);
    QCOMPARE(text.verticalScrollBar()->value(), text.verticalScrollBar()->maximum());
}

void TextPaneTest::anotherTextReplacesTheOldOne() {
    MarkedText text;
    text.setMarkedText(QStringLiteral("one thing"), {});
    text.setMarkedText(QStringLiteral("another"), {});
    QCOMPARE(text.toPlainText(), QStringLiteral("another"));
}

void TextPaneTest::spinnerComesOnlyAfterHalfASecond() {
    view_->setWaiting();
    QVERIFY(!view_->pane(0)->isSpinning());
    QTRY_VERIFY(view_->pane(0)->isSpinning());
    view_->setSnapshot(test::generation());
    QVERIFY(!view_->pane(0)->isSpinning());
}

void TextPaneTest::quickAnswerNeverShowsASpinner() {
    view_->setWaiting();
    view_->setSnapshot(test::generation());
    QTest::qWait(600);
    QVERIFY(!view_->pane(0)->isSpinning());
}

namespace {

int countOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) count += image.pixelColor(x, y) == color;
    }
    return count;
}

}  // namespace

void TextPaneTest::differentWordsAreTintedAndUnderlined() {
    MarkedText text;
    text.resize(300, 80);
    const Theme theme = themeOf(text.palette());
    text.setMarkedText(QStringLiteral("one two three"), {});
    QCOMPARE(countOf(text.grab().toImage(), theme.tint), 0);
    TextMarks marks;
    marks.different = {{4, 7}};
    text.setMarkedText(QStringLiteral("one two three"), marks);
    const QImage marked = text.grab().toImage();
    QVERIFY(countOf(marked, theme.tint) > 50);
    int dots = 0;  // of the line under it, antialiased: nearer to its colour than to the tint's
    for (int y = 0; y < marked.height(); ++y) {
        for (int x = 0; x < marked.width(); ++x) {
            const QColor pixel = marked.pixelColor(x, y);
            dots += pixel.red() > pixel.green() + 40;
        }
    }
    QVERIFY(dots > 3);
}

void TextPaneTest::divergenceAndLoopArePainted() {
    view_->setSnapshot(test::generation());
    const Theme theme = themeOf(view_->pane(1)->palette());
    const QImage looping = view_->pane(1)->body()->grab().toImage();
    QVERIFY(countOf(looping, theme.difference) > 0);
    QVERIFY(countOf(looping, theme.loop) > 0);
    const QImage baseline = view_->pane(0)->body()->grab().toImage();  // where the others leave it
    QVERIFY(countOf(baseline, theme.difference) > 0);
    QCOMPARE(countOf(baseline, theme.loop), 0);
}

void TextPaneTest::oneStreamOnePane() {
    view_->setSnapshot(test::generation(true));
    QCOMPARE(view_->paneCount(), 3);
    QCOMPARE(view_->pane(2)->title(), QStringLiteral("Rotation, as strong as JPEG 25"));
    view_->setSnapshot(test::generation(false));
    QCOMPARE(view_->paneCount(), 2);
}

void TextPaneTest::plansNameThePanesBeforeTheTextsCome() {
    const std::vector<lens::StreamPlan> plans{
        {}, {codec::DistortionSpec{}}, {codec::DistortionSpec{"rotation", 0, 25, 1}}};
    view_->setPlans(plans);
    QCOMPARE(view_->paneCount(), 3);
    QCOMPARE(view_->pane(0)->title(), QStringLiteral("Baseline"));
    QCOMPARE(view_->pane(1)->title(), QStringLiteral("JPEG 25"));
    QVERIFY(view_->pane(2)->title().startsWith(QStringLiteral("Rotation")));
}

void TextPaneTest::panesScrollTogether() {
    auto snapshot = test::generation(false);
    for (auto& stream : snapshot.streams) {
        stream = test::stream(std::vector<std::string>(80, "line\n"), std::vector<int>(80, 1));
    }
    snapshot.streams[1].distortion = codec::DistortionSpec{};
    view_->setSnapshot(snapshot);
    auto* left = view_->pane(0)->body()->verticalScrollBar();
    auto* right = view_->pane(1)->body()->verticalScrollBar();
    left->setValue(12);
    QCOMPARE(right->value(), 12);
    right->setValue(30);
    QCOMPARE(left->value(), 30);
}

void TextPaneTest::errorReachesEveryPane() {
    view_->setError(QStringLiteral("the model was unloaded"));
    for (int i = 0; i < view_->paneCount(); ++i)
        QCOMPARE(view_->pane(i)->message(), QStringLiteral("the model was unloaded"));
}

void TextPaneTest::panesAreEquallyWide() {
    view_->setSnapshot(test::generation(true));
    const auto sizes = view_->splitter()->sizes();
    for (const int size : sizes) QVERIFY(std::abs(size - sizes.front()) <= 2);
}

QTEST_MAIN(TextPaneTest)
#include "text_pane_test.moc"
