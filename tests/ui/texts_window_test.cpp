// The texts inside the real window: settings, shortcuts, and what survives a change of model.
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

#include "ui/find_bar.h"
#include "ui/main_window.h"
#include "ui/marked_text.h"
#include "ui/probe_page.h"
#include "ui/real_window.h"
#include "ui/text_legend.h"
#include "ui/text_tools.h"
#include "ui/texts_view.h"
#include "ui/token_popup.h"

using namespace lossylens;
using namespace lossylens::ui;

class TextsWindowTest : public RealWindowTest {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void anotherViewWritesNothingAnewAndCanBeUndone();
    void aTokensSheetHasEverythingAndEscapeClosesIt();
    void controlFFindsAndF3GoesOn();
    void aPinOutlivesItsModel();
    void theSheetDoesNotStayOverTheModelPage();

private:
    void open(const char* name);
    void write();
    [[nodiscard]] TextsView* texts() const { return window_->probe()->texts(); }
};

void TextsWindowTest::init() {
    begin("[General]\nnew_tokens=24\n");
    openWindow("llama-tiny", {1440, 900});
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    write();
}

void TextsWindowTest::cleanup() { end(); }

void TextsWindowTest::open(const char* name) {
    window_->openModel(std::string(LOSSYLENS_FIXTURES "/models/") + name);
    QTRY_VERIFY(!window_->engine().opening());
}

void TextsWindowTest::write() {
    window_->generate();
    QTRY_VERIFY(!window_->engine().generating());
    QTRY_VERIFY(!texts()->pane(1)->text().isEmpty());
}

void TextsWindowTest::anotherViewWritesNothingAnewAndCanBeUndone() {
    QTRY_VERIFY(texts()->pane(1)->footer().contains(QStringLiteral("mean KL")));
    texts()->tools()->view()->setCurrentIndex(1);
    QCOMPARE(window_->settings().text_view, TextView::surprisal);
    QVERIFY(texts()->tools()->legend()->isVisible());
    QVERIFY(texts()->pane(1)->body()->levels());
    QCOMPARE(texts()->pane(1)->body()->levels()->size(), texts()->pane(1)->stream()->ids.size());
    QTest::qWait(250);  // longer than a moved slider waits
    QVERIFY(!window_->engine().generating());
    QTest::keyClick(texts()->tools()->view(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window_->settings().text_view, TextView::plain);
    QCOMPARE(texts()->tools()->view()->currentIndex(), 0);
}

void TextsWindowTest::aTokensSheetHasEverythingAndEscapeClosesIt() {
    QTRY_VERIFY(texts()->pane(1)->footer().contains(QStringLiteral("mean KL")));
    MarkedText* text = texts()->pane(1)->body();
    text->setFocus();
    QTest::keyClick(text, Qt::Key_Right);
    QTest::keyClick(text, Qt::Key_Return);
    QVERIFY(texts()->popup()->isVisible());
    QTRY_VERIFY(texts()->popup()->text().contains(QStringLiteral("nearest embeddings")));
    for (const char* part : {"surprisal", "rank", "KL", "expected here", "after JPEG 25"})
        QVERIFY2(texts()->popup()->text().contains(QString::fromUtf8(part)), part);
    QTest::keyClick(text, Qt::Key_Escape);
    QVERIFY(!texts()->popup()->isVisible());
    QVERIFY(text->hasFocus());
}

void TextsWindowTest::controlFFindsAndF3GoesOn() {
    QTest::keyClick(window_.get(), Qt::Key_F, Qt::ControlModifier);
    auto* field = texts()->findBar()->findChild<QLineEdit*>();
    QTRY_VERIFY(field->hasFocus());
    field->setText(texts()->pane(0)->text().mid(0, 1));
    const QString first = texts()->findBar()->countText();
    QVERIFY(first.startsWith(QStringLiteral("1 of ")));
    QTest::keyClick(window_.get(), Qt::Key_F3);
    QTest::keyClick(window_.get(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(texts()->findBar()->countText(), first);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(texts()->findBar()->isHidden());
}

void TextsWindowTest::aPinOutlivesItsModel() {
    texts()->pin(1);
    const QString text = texts()->pinnedPane(0)->text();
    const QString origin = texts()->pinnedPane(0)->origin();
    open("gpt2-tiny");
    QVERIFY(texts()->pane(0)->text().isEmpty());
    write();
    QCOMPARE(texts()->pinnedPane(0)->text(), text);
    QCOMPARE(texts()->pinnedPane(0)->origin(), origin);
    texts()->pin(1);
    QVERIFY(texts()->pinnedPane(1)->origin() != origin);
}

void TextsWindowTest::theSheetDoesNotStayOverTheModelPage() {
    texts()->pane(0)->body()->setFocus();
    QTest::keyClick(texts()->pane(0)->body(), Qt::Key_Return);
    QVERIFY(texts()->popup()->isVisible());
    QTest::keyClick(window_.get(), Qt::Key_M, Qt::ControlModifier);
    QVERIFY(window_->showsModelPage());
    QVERIFY(!texts()->popup()->isVisible());
}

QTEST_MAIN(TextsWindowTest)
#include "texts_window_test.moc"
