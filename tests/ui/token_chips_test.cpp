#include "ui/token_chips.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <optional>

#include "ui/colour_map.h"
#include "ui/qt_warnings.h"
#include "ui/sample_values.h"

using namespace lossylens;
using namespace lossylens::ui;

class TokenChipsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whiteSpaceIsVisibleOnAChip();
    void chipIsPaintedInTheColourOfItsCosine();
    void clickSelectsTheTokenUnderThePointer();
    void clickBesideAChipChangesNothing();
    void arrowsMoveTheSelection();
    void upAndDownGoToTheNearestChipOfTheNextLine();
    void manyTokensScrollToTheSelectedOne();
    void shorterPromptKeepsASelectionThatExists();
    void largerFontMakesLargerChips();
    void selectionIsToldToAssistiveTechnology();

private:
    void show(int width, int tokens = 18);

    std::optional<QtWarnings> warnings_;
    std::unique_ptr<TokenChips> chips_;
};

void TokenChipsTest::init() {
    warnings_.emplace();
    chips_ = std::make_unique<TokenChips>();
}

void TokenChipsTest::cleanup() {
    chips_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

void TokenChipsTest::show(int width, int tokens) {
    const auto view = test::codecView(25, tokens, 64);
    chips_->setTokens(view.pieces, view.cosine.tokens);
    chips_->resize(width, chips_->heightForWidth(width));
    chips_->show();
    QVERIFY(QTest::qWaitForWindowExposed(chips_.get()));
    chips_->setFocus();
}

void TokenChipsTest::whiteSpaceIsVisibleOnAChip() {
    QCOMPARE(chipLabel(" a\n\t"), QStringLiteral("·a⏎⇥"));
    QCOMPARE(chipLabel(std::string("\0", 1)), QStringLiteral("␀"));
    QCOMPARE(chipLabel(std::string(100, 'x')).size(), 24);
}

void TokenChipsTest::chipIsPaintedInTheColourOfItsCosine() {
    chips_->setTokens({"low", "high", "unknown"}, {.1, .95, std::nullopt});
    chips_->resize(600, 60);
    chips_->show();
    const QImage image = chips_->viewport()->grab().toImage();
    const auto edge = [&](int token) {
        const QRect rect = chips_->chipRect(token);
        return image.pixelColor(rect.left() + 2, rect.center().y());
    };
    QCOMPARE(edge(0), colourAt(ColourMap::viridis, .1));
    QCOMPARE(edge(1), colourAt(ColourMap::viridis, .95));
    QVERIFY(edge(2) != edge(0) && edge(2) != edge(1));
}

void TokenChipsTest::clickSelectsTheTokenUnderThePointer() {
    show(700);
    QSignalSpy selected(chips_.get(), &TokenChips::tokenSelected);
    QTest::mouseClick(chips_->viewport(), Qt::LeftButton, {}, chips_->chipRect(7).center());
    QCOMPARE(chips_->selectedToken(), 7);
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].toInt(), 7);
    QTest::mouseClick(chips_->viewport(), Qt::LeftButton, {}, chips_->chipRect(7).center());
    QCOMPARE(selected.size(), 1);
}

void TokenChipsTest::clickBesideAChipChangesNothing() {
    show(700);
    chips_->setSelectedToken(3);
    QTest::mouseClick(chips_->viewport(), Qt::LeftButton, {}, {0, 0});
    QCOMPARE(chips_->selectedToken(), 3);
}

void TokenChipsTest::arrowsMoveTheSelection() {
    show(700);
    chips_->setSelectedToken(0);
    QTest::keyClick(chips_.get(), Qt::Key_Right);
    QTest::keyClick(chips_.get(), Qt::Key_Right);
    QCOMPARE(chips_->selectedToken(), 2);
    QTest::keyClick(chips_.get(), Qt::Key_Left);
    QCOMPARE(chips_->selectedToken(), 1);
    QTest::keyClick(chips_.get(), Qt::Key_End);
    QCOMPARE(chips_->selectedToken(), 17);
    QTest::keyClick(chips_.get(), Qt::Key_Right);
    QCOMPARE(chips_->selectedToken(), 17);
    QTest::keyClick(chips_.get(), Qt::Key_Home);
    QTest::keyClick(chips_.get(), Qt::Key_Left);
    QCOMPARE(chips_->selectedToken(), 0);
}

void TokenChipsTest::upAndDownGoToTheNearestChipOfTheNextLine() {
    show(400);
    QVERIFY(chips_->chipRect(17).top() > chips_->chipRect(0).top());
    chips_->setSelectedToken(1);
    QTest::keyClick(chips_.get(), Qt::Key_Down);
    const QRect below = chips_->chipRect(chips_->selectedToken());
    QVERIFY(below.top() > chips_->chipRect(1).top());
    QVERIFY(std::abs(below.center().x() - chips_->chipRect(1).center().x()) < below.width());
    QTest::keyClick(chips_.get(), Qt::Key_Up);
    QCOMPARE(chips_->chipRect(chips_->selectedToken()).top(), chips_->chipRect(1).top());
}

void TokenChipsTest::manyTokensScrollToTheSelectedOne() {
    show(400, 200);
    QVERIFY(chips_->verticalScrollBar()->maximum() > 0);
    chips_->setSelectedToken(199);
    QVERIFY(chips_->viewport()->rect().contains(chips_->chipRect(199)));
    chips_->setSelectedToken(0);
    QVERIFY(chips_->viewport()->rect().contains(chips_->chipRect(0)));
}

void TokenChipsTest::shorterPromptKeepsASelectionThatExists() {
    show(700);
    chips_->setSelectedToken(10);
    QSignalSpy selected(chips_.get(), &TokenChips::tokenSelected);
    chips_->setTokens({"a", "b", "c"}, {});
    QCOMPARE(chips_->selectedToken(), 2);
    QCOMPARE(selected.size(), 1);
    chips_->clear();
    QCOMPARE(chips_->selectedToken(), -1);
    QCOMPARE(chips_->count(), 0);
}

void TokenChipsTest::largerFontMakesLargerChips() {
    show(700);
    const QRect before = chips_->chipRect(0);
    chips_->setFont(scaled(chips_->font(), 2));
    QVERIFY(chips_->chipRect(0).width() > before.width() * 3 / 2);
    QVERIFY(chips_->chipRect(0).height() > before.height() * 3 / 2);
}

void TokenChipsTest::selectionIsToldToAssistiveTechnology() {
    show(700);
    chips_->setSelectedToken(1);
    QVERIFY(chips_->accessibleDescription().contains(QStringLiteral("token 2 of 18: ·upon, cosine 0.")));
}

QTEST_MAIN(TokenChipsTest)
#include "token_chips_test.moc"
