#include "ui/embedding_panel.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <optional>

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
    panel_->resize(900, 320);
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
    QCOMPARE(maps.before[32], view_->beforeRow(3)[32]);  // second row of the plane: the vector's second half
    QVERIFY(panel_->heading().contains(QStringLiteral("token 4 “·time”")));
}

void EmbeddingPanelTest::oddDimensionsPadThePlaneWithNoNumber() {
    const auto odd = test::codecView(50, 2, 7);
    const EmbeddingMaps maps = mapsOfToken(odd, 1);
    QCOMPARE(maps.columns, 4);
    QVERIFY(std::isnan(maps.before.back()));
    QCOMPARE(maps.beforeImage().pixelColor(3, 1), QColor(0x80, 0x80, 0x80));
    QVERIFY(std::isfinite(maps.values.low) && std::isfinite(maps.differences.high));
}

void EmbeddingPanelTest::beforeAndAfterShareOneScale() {
    const EmbeddingMaps maps = mapsOfAllTokens(*view_);
    const auto [low, high] = std::minmax_element(view_->before.begin(), view_->before.end());
    const auto [after_low, after_high] = std::minmax_element(view_->after.begin(), view_->after.end());
    QCOMPARE(maps.values.low, double(std::min(*low, *after_low)));
    QCOMPARE(maps.values.high, double(std::max(*high, *after_high)));
    QCOMPARE(maps.differences.low, -maps.differences.high);
}

void EmbeddingPanelTest::differenceIsAfterMinusBefore() {
    const EmbeddingMaps maps = mapsOfAllTokens(*view_);
    for (std::size_t i = 0; i < maps.difference.size(); ++i) {
        QCOMPARE(maps.difference[i], view_->after[i] - view_->before[i]);
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
    QTest::keyClick(map, Qt::Key_Right);
    QVERIFY(panel_->link()->region().left() > nearer.left());
    QTest::keyClick(map, Qt::Key_Minus);
    QTest::keyClick(map, Qt::Key_Plus);
    QTest::keyClick(map, Qt::Key_Home);
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
        QTest::mouseClick(button, Qt::LeftButton);
        const bool one = button->text() == QStringLiteral("Selected token");
        QCOMPARE(panel_->shows(),
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

QTEST_MAIN(EmbeddingPanelTest)
#include "embedding_panel_test.moc"
