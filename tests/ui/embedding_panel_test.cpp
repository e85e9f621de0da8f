#include "ui/embedding_panel.h"

#include <QAction>
#include <QClipboard>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <optional>

#include "ui/heatmap_divider.h"
#include "ui/qt_warnings.h"
#include "ui/sample_values.h"

using namespace lossylens;
using namespace lossylens::ui;

class EmbeddingPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void allTokensAreRowsAndDimensionsAreColumns();
    void selectedTokenIsThePlaneThatJpegSees();
    void oddDimensionsPadThePlaneWithNoNumber();
    void beforeAndAfterShareOneScale();
    void differenceIsAfterMinusBefore();
    void pointerReadsValueDimensionAndError();
    void pointerReadsThePlaneByDimension();
    void wheelZoomsEveryMapAroundThePointer();
    void dragPansEveryMap();
    void doubleClickShowsEverything();
    void keysZoomAndPan();
    void regionNeverLeavesTheWhole();
    void newShapeShowsEverythingAgain();
    void newQualityKeepsTheZoom();
    void emptyPanelSaysWhatToDo();
    void buttonsSwitchWhatIsShown();
    void zoomedCellsHaveHardEdges();
    void dividerPartsBeforeFromAfter();
    void numberKeysChooseWhatIsCompared();
    void dividerMovesByMouseAndKeys();
    void arrowKeysReadCellByCell();
    void pickingACellNamesItsToken();
    void coloursAreAChoice();
    void sharedPixelsShowTheMean();
    void textAndPictureCanBeTakenAway();

private:
    static QImage painted(const Heatmap* map) { return const_cast<Heatmap*>(map)->grab().toImage(); }
    void wheel(Heatmap* map, QPointF position, int delta);

    std::optional<QtWarnings> warnings_;
    std::shared_ptr<const lens::CodecView> view_;
    std::unique_ptr<EmbeddingPanel> panel_;
};

void EmbeddingPanelTest::init() {
    warnings_.emplace();
    view_ = std::make_shared<const lens::CodecView>(test::codecView(25, 12, 64));
    panel_ = std::make_unique<EmbeddingPanel>();
    panel_->resize(900, 400);
    panel_->setCompare(EmbeddingPanel::Compare::all_three);
    panel_->show();
    QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
    panel_->setView(view_);
}

void EmbeddingPanelTest::cleanup() {
    panel_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

void EmbeddingPanelTest::wheel(Heatmap* map, QPointF position, int delta) {
    QWheelEvent event(position, map->mapToGlobal(position), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(map, &event);
}

void EmbeddingPanelTest::allTokensAreRowsAndDimensionsAreColumns() {
    for (const auto* map : {panel_->before(), panel_->after(), panel_->difference()}) {
        QCOMPARE(map->image().size(), QSize(64, 12));
    }
    QCOMPARE(panel_->heading(), QStringLiteral("Embeddings: 12 tokens × 64 dimensions"));
}

void EmbeddingPanelTest::selectedTokenIsThePlaneThatJpegSees() {
    panel_->setShows(EmbeddingPanel::Shows::selected_token);
    panel_->setSelectedToken(3);
    QCOMPARE(panel_->before()->image().size(), QSize(32, 2));
    const EmbeddingMaps maps = mapsOfToken(*view_, 3);
    QCOMPARE((*maps.before)[32],
             view_->beforeRow(3)[32]);  // second row of the plane: the vector's second half
    QVERIFY(panel_->heading().contains(QStringLiteral("token 4 “·time”")));
}

void EmbeddingPanelTest::oddDimensionsPadThePlaneWithNoNumber() {
    const auto odd = test::codecView(50, 2, 7);
    const EmbeddingMaps maps = mapsOfToken(odd, 1);
    QCOMPARE(maps.columns, 4);
    QVERIFY(std::isnan(maps.before->back()));
    QCOMPARE(heatmapImage(*maps.before, 4, ColourMap::viridis, maps.values()).pixelColor(3, 1),
             QColor(0x80, 0x80, 0x80));
    QVERIFY(std::isfinite(maps.values().low) && std::isfinite(symmetricRange(*maps.difference()).high));
    QCOMPARE(maps.dimensionAt(1, 2), 6);
    QCOMPARE(maps.dimensionAt(1, 3), -1);
}

void EmbeddingPanelTest::beforeAndAfterShareOneScale() {
    const ValueRange values = mapsOfAllTokens(view_).values();
    const auto [low, high] = std::minmax_element(view_->before.begin(), view_->before.end());
    const auto [after_low, after_high] = std::minmax_element(view_->after.begin(), view_->after.end());
    QCOMPARE(values.low, double(std::min(*low, *after_low)));
    QCOMPARE(values.high, double(std::max(*high, *after_high)));
    QCOMPARE(panel_->before()->matrix().range, values);
    QCOMPARE(panel_->after()->matrix().range, values);
    const ValueRange differences = panel_->difference()->matrix().range;
    QCOMPARE(differences.low, -differences.high);
}

void EmbeddingPanelTest::differenceIsAfterMinusBefore() {
    const Numbers difference = mapsOfAllTokens(view_).difference();
    for (std::size_t i = 0; i < difference->size(); ++i) {
        QCOMPARE((*difference)[i], view_->after[i] - view_->before[i]);
    }
}

void EmbeddingPanelTest::pointerReadsValueDimensionAndError() {
    auto* map = panel_->before();
    const QPoint position(map->width() * 10 / 64 + 2, map->height() * 4 / 12 + 2);
    QCOMPARE(map->cellAt(position), QPoint(10, 4));
    QTest::mouseMove(map, position);
    const auto text = [](float value) -> QString {
        return (value < 0 ? QStringLiteral("−") : QString()) +
               QString::number(double(std::abs(value)), 'f', 4);
    };
    const float before = view_->beforeRow(4)[10];
    const float after = view_->afterRow(4)[10];
    QTRY_COMPARE(panel_->pointerLine(),
                 QStringLiteral("token 5 “,” · dimension 10 · before %1 · after %2 · error %3")
                     .arg(text(before), text(after), text(after - before)));
}

void EmbeddingPanelTest::pointerReadsThePlaneByDimension() {
    panel_->setShows(EmbeddingPanel::Shows::selected_token);
    panel_->setSelectedToken(2);
    QCoreApplication::processEvents();  // other numbers at the scale, another width of the map
    auto* map = panel_->after();
    QTest::mouseMove(map, {map->width() * 5 / 32 + 4, map->height() * 3 / 4});
    QTRY_COMPARE(panel_->pointerLine().section(QStringLiteral(" · "), 0, 1),
                 QStringLiteral("token 3 “·a” · dimension 37"));
}

void EmbeddingPanelTest::wheelZoomsEveryMapAroundThePointer() {
    auto* map = panel_->before();
    const QPointF position(map->width() * .5, map->height() * .5);
    const QPoint cell = map->cellAt(position);
    const QImage other = painted(panel_->difference());
    for (int i = 0; i < 4; ++i) wheel(map, position, 120);
    QVERIFY(panel_->link()->region().width() < .5);
    QCOMPARE(map->cellAt(position), cell);
    QCOMPARE(panel_->difference()->cellAt(position), cell);
    QVERIFY(painted(panel_->difference()) != other);
    for (int i = 0; i < 9; ++i) wheel(map, position, -120);
    QCOMPARE(panel_->link()->region(), QRectF(0, 0, 1, 1));
}

void EmbeddingPanelTest::dragPansEveryMap() {
    panel_->link()->setRegion({.4, .4, .2, .2});
    auto* map = panel_->after();
    QTest::mousePress(map, Qt::LeftButton, {}, {100, 20});
    QTest::mouseMove(map, {100 + map->width() / 4, 20});
    QTest::mouseRelease(map, Qt::LeftButton, {}, {100 + map->width() / 4, 20});
    QVERIFY(std::abs(panel_->link()->region().left() - .35) < .005);  // what is grabbed follows the pointer
    QCOMPARE(panel_->link()->region().top(), .4);
}

void EmbeddingPanelTest::doubleClickShowsEverything() {
    panel_->link()->setRegion({.4, .4, .2, .2});
    QTest::mouseDClick(panel_->before(), Qt::LeftButton, {}, {50, 20});
    QCOMPARE(panel_->link()->region(), QRectF(0, 0, 1, 1));
}

void EmbeddingPanelTest::keysZoomAndPan() {
    auto* map = panel_->before();
    map->setFocus();
    QTest::keyClick(map, Qt::Key_Plus);
    const QRectF nearer = panel_->link()->region();
    QVERIFY(nearer.width() < 1 && nearer.height() < 1);
    QTest::keyClick(map, Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(panel_->link()->region().left() > nearer.left());
    QTest::keyClick(map, Qt::Key_Minus);
    QTest::keyClick(map, Qt::Key_Plus);
    QTest::keyClick(map, Qt::Key_0);
    QCOMPARE(panel_->link()->region(), QRectF(0, 0, 1, 1));
}

void EmbeddingPanelTest::regionNeverLeavesTheWhole() {
    auto* link = panel_->link();
    for (const QRectF& region :
         {QRectF(-1, -1, .5, .5), QRectF(.9, .9, .5, .5), QRectF(0, 0, 7, 7), QRectF(.5, .5, 0, 0)}) {
        link->setRegion(region);
        QVERIFY(QRectF(0, 0, 1, 1).contains(link->region()));
        QVERIFY(link->region().width() > 0 && link->region().height() > 0);
    }
}

void EmbeddingPanelTest::newShapeShowsEverythingAgain() {
    panel_->link()->setRegion({.4, .4, .2, .2});
    panel_->setShows(EmbeddingPanel::Shows::selected_token);
    QCOMPARE(panel_->link()->region(), QRectF(0, 0, 1, 1));
}

void EmbeddingPanelTest::newQualityKeepsTheZoom() {
    panel_->link()->setRegion({.4, .4, .2, .2});
    const QImage before = panel_->before()->image();
    panel_->setView(std::make_shared<const lens::CodecView>(test::codecView(5, 12, 64)));
    QCOMPARE(panel_->link()->region(), QRectF(.4, .4, .2, .2));
    QVERIFY(panel_->after()->image() != before);
}

void EmbeddingPanelTest::emptyPanelSaysWhatToDo() {
    panel_->clear();
    QVERIFY(panel_->pointerLine().startsWith(QStringLiteral("Type a prompt")));
    QVERIFY(panel_->before()->image().isNull());
    QTest::mouseMove(panel_->before(), {5, 5});
    wheel(panel_->before(), {5, 5}, 120);
    QCOMPARE(panel_->before()->cellAt({5, 5}), QPoint(-1, -1));
}

void EmbeddingPanelTest::buttonsSwitchWhatIsShown() {
    for (auto* button : panel_->findChildren<QToolButton*>()) {
        if (!button->text().endsWith(QStringLiteral("oken")) &&
            !button->text().endsWith(QStringLiteral("okens")))
            continue;
        QTest::mouseClick(button, Qt::LeftButton);
        const bool one = button->text() == QStringLiteral("Selected token");
        QCOMPARE(panel_->display().shows,
                 one ? EmbeddingPanel::Shows::selected_token : EmbeddingPanel::Shows::all_tokens);
        QCOMPARE(panel_->before()->image().height(), one ? 2 : 12);
    }
}

void EmbeddingPanelTest::zoomedCellsHaveHardEdges() {
    panel_->link()->setRegion({0, 0, 4.0 / 64, 2.0 / 12});
    const QImage image = painted(panel_->before());
    const int cell_width = image.width() / 4;
    const int cell_height = image.height() / 2;
    for (int column = 0; column < 4; ++column) {
        const QColor expected = panel_->before()->image().pixelColor(column, 1);
        QCOMPARE(image.pixelColor(column * cell_width + 4, cell_height + 4), expected);
        QCOMPARE(image.pixelColor((column + 1) * cell_width - 4, cell_height * 2 - 4), expected);
    }
}

void EmbeddingPanelTest::dividerPartsBeforeFromAfter() {
    panel_->setCompare(EmbeddingPanel::Compare::wipe);
    panel_->link()->setRegion({0, 0, 4.0 / 64, 2.0 / 12});
    panel_->before()->setCaptions({}, {});
    QCoreApplication::processEvents();
    const QImage image = painted(panel_->before());
    const auto colour = [&](const std::vector<float>& values, int column) {
        return heatmapImage(values, 64, ColourMap::viridis, panel_->before()->matrix().range)
            .pixelColor(column, 1);
    };
    const int cell = image.width() / 4, y = image.height() * 7 / 8;
    QCOMPARE(image.pixelColor(cell / 2, y), colour(view_->before, 0));
    QCOMPARE(image.pixelColor(cell * 7 / 2, y), colour(view_->after, 3));
    QVERIFY(!panel_->after()->isVisible() && !panel_->difference()->isVisible());
}

void EmbeddingPanelTest::numberKeysChooseWhatIsCompared() {
    using Compare = EmbeddingPanel::Compare;
    panel_->before()->setFocus();
    for (const auto& [key, compare] : {std::pair(Qt::Key_1, Compare::before),
                                       {Qt::Key_2, Compare::wipe},
                                       {Qt::Key_3, Compare::difference},
                                       {Qt::Key_4, Compare::all_three}}) {
        QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(panel_->display().compare, compare);
    }
    QTest::keyClick(panel_->before(), Qt::Key_2);
    QVERIFY(panel_->before()->divider()->isVisible());
    QTest::keyClick(panel_->before(), Qt::Key_2);  // once more: after alone
    QCOMPARE(panel_->before()->divider()->value(), 0);
}

void EmbeddingPanelTest::dividerMovesByMouseAndKeys() {
    panel_->setCompare(EmbeddingPanel::Compare::wipe);
    QCoreApplication::processEvents();
    auto* divider = panel_->before()->divider();
    divider->setFocus();
    QTest::keyClick(divider, Qt::Key_Right);
    QCOMPARE(divider->value(), 510);
    QTest::keyClick(divider, Qt::Key_Home);
    QCOMPARE(divider->value(), 0);
    divider->setValue(500);
    const QPoint middle = divider->rect().center();
    QTest::mousePress(divider, Qt::LeftButton, {}, middle);
    QTest::mouseMove(divider, middle + QPoint(panel_->before()->width() / 4, 0));
    QTest::mouseRelease(divider, Qt::LeftButton, {}, middle);
    QVERIFY(std::abs(divider->value() - 750) < 10);
}

void EmbeddingPanelTest::arrowKeysReadCellByCell() {
    auto* map = panel_->before();
    map->setFocus();
    panel_->link()->setCell({3, 4});
    QTest::keyClick(map, Qt::Key_Right);
    QTest::keyClick(map, Qt::Key_Down);
    QCOMPARE(panel_->link()->cell(), QPoint(4, 5));
    QVERIFY(panel_->pointerLine().contains(QStringLiteral("token 6 “·in” · dimension 4 ·")));
    QCOMPARE(map->accessibleDescription(), panel_->pointerLine());
    panel_->link()->setRegion({0, 0, .1, .5});
    QTest::keyClick(map, Qt::Key_End);
    QCOMPARE(panel_->link()->cell(), QPoint(63, 5));
    QVERIFY(panel_->link()->region().right() > .99);  // follows what is read
}

void EmbeddingPanelTest::pickingACellNamesItsToken() {
    const QSignalSpy picked(panel_.get(), &EmbeddingPanel::tokenPicked);
    auto* map = panel_->before();
    QTest::mouseClick(map, Qt::LeftButton, {}, {20, map->height() * 7 / 12 + 2});
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked.back().front().toInt(), 7);
    panel_->link()->setCell({0, 2});
    QTest::keyClick(map, Qt::Key_Return);
    QCOMPARE(picked.back().front().toInt(), 2);
}

void EmbeddingPanelTest::coloursAreAChoice() {
    const QImage viridis = panel_->after()->image();
    panel_->setColours(ColourMap::magma);
    QCOMPARE(panel_->after()->matrix().map, ColourMap::magma);
    QVERIFY(panel_->after()->image() != viridis);
    QCOMPARE(panel_->difference()->matrix().map, ColourMap::difference);
}

void EmbeddingPanelTest::sharedPixelsShowTheMean() {
    const std::vector<float> values{0, 2, 4, 6, 1, 3, 5, 7};  // 2 × 4
    QCOMPARE(resample(values, 4, {0, 0, 1, 1}, {2, 1}), (std::vector<float>{1.5F, 5.5F}));
    QCOMPARE(resample(values, 4, {.5, 0, .5, .5}, {4, 2}), (std::vector<float>{4, 4, 6, 6, 4, 4, 6, 6}));
    QVERIFY(resample(values, 4, {0, 0, 1, 1}, {0, 1}).empty());
}

void EmbeddingPanelTest::textAndPictureCanBeTakenAway() {
    panel_->link()->setRegion({0, 0, 2.0 / 64, 1.0 / 12});
    const QStringList lines = panel_->asCsv().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 4);  // heading, two numbers, the end
    QCOMPARE(lines[2].section(QLatin1Char(','), 0, 2),
             QStringLiteral("0,1,%1").arg(double(view_->before[1]), 0, 'g', 9));
    for (auto* action : panel_->actions()) action->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("token,dimension")));
    panel_->actions().front()->trigger();
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasImage());
    QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
}

QTEST_MAIN(EmbeddingPanelTest)
#include "embedding_panel_test.moc"
