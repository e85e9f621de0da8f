#include "ui/curve_panel.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <optional>

#include "ui/curve_plot.h"
#include "ui/custom_plot.h"
#include "ui/qt_warnings.h"
#include "ui/quality_slider.h"
#include "ui/sample_values.h"

using namespace lossylens;
using namespace lossylens::ui;

class CurvePanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void sliderEndsLieUnderTheAxisEnds();
    void sliderStaysAlignedWhenThePanelChanges();
    void dragInThePlotDragsTheQuality();
    void dragOfTheHandleDragsTheQuality();
    void rightButtonDragsNothing();
    void keysStepByOneByTenAndToTheEnds();
    void wheelTurnsOneStepANotch();
    void qualityIsClamped();
    void oneSignalAChange();
    void readOutTellsCosineAndBytesOfThisQuality();
    void undefinedCosineHasNoReadOut();
    void paperPointsAreThere();
    void selectedTokenIsDrawnThicker();
    void pointedLineIsEmphasisedAndNamed();
    void clickOnALineSelectsItsToken();
    void dragFromALineDragsTheQuality();
    void pointerAwayFromAllLinesPointsAtNone();
    void bandIsPaintedBehindAndNamedWithItsRows();
    void bandStaysWhenThePromptChanges();
    void shorterPromptDropsTheOldLines();
    void emptyPanelSaysWhatToDo();
    void pointIsPaintedWhereTheCurveIs();
    void darkPaletteIsFollowedLive();
    void sliderHasAnAccessibleValue();
    void legendTakesOneLineWhereThereIsRoom();
    void readOutStaysInsideTheAxes();

private:
    [[nodiscard]] QPoint inPlot(int quality) const;
    [[nodiscard]] QPoint onLine(int token, int quality) const;
    [[nodiscard]] QStringList legendEntries() const;
    [[nodiscard]] QWidget* plot() const { return panel_->plot(); }

    lens::Curve curve_;
    std::optional<QtWarnings> warnings_;
    std::unique_ptr<CurvePanel> panel_;
};

void CurvePanelTest::initTestCase() { curve_ = test::curve(6, 64); }

void CurvePanelTest::init() {
    warnings_.emplace();
    panel_ = std::make_unique<CurvePanel>();
    panel_->resize(900, 320);
    panel_->show();
    QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
    panel_->setCurve(curve_);
}

void CurvePanelTest::cleanup() {
    panel_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

QPoint CurvePanelTest::inPlot(int quality) const {
    return {int(std::lround(panel_->plot()->xAxis->coordToPixel(quality))), plot()->height() / 2};
}

QPoint CurvePanelTest::onLine(int token, int quality) const {
    const double cosine = *curve_.points[std::size_t(quality - 1)].cosine.tokens[std::size_t(token)];
    return {inPlot(quality).x(), int(std::lround(panel_->plot()->yAxis->coordToPixel(cosine)))};
}

QStringList CurvePanelTest::legendEntries() const {
    QStringList names;
    for (int i = 0; i < panel_->plot()->legend->itemCount(); ++i) {
        if (auto* entry = qobject_cast<QCPPlottableLegendItem*>(panel_->plot()->legend->item(i)))
            names << entry->plottable()->name();
    }
    return names;
}

void CurvePanelTest::sliderEndsLieUnderTheAxisEnds() {
    for (const int quality : {1, 25, 100}) {
        const double slider = panel_->slider()->x() + panel_->slider()->pixelOf(quality);
        QVERIFY(std::abs(slider - panel_->pixelOf(quality)) < .5);
    }
    QVERIFY(panel_->pixelOf(100) - panel_->pixelOf(1) > 600);
}

void CurvePanelTest::sliderStaysAlignedWhenThePanelChanges() {
    panel_->resize(1200, 400);
    panel_->setFont(scaled(panel_->font(), 2));
    QTRY_VERIFY(std::abs(panel_->slider()->x() + panel_->slider()->pixelOf(100) - panel_->pixelOf(100)) < .5);
    QVERIFY(panel_->pixelOf(100) > 1000);
}

void CurvePanelTest::dragInThePlotDragsTheQuality() {
    QTest::mousePress(plot(), Qt::LeftButton, {}, inPlot(40));
    QCOMPARE(panel_->quality(), 40);
    QTest::mouseMove(plot(), inPlot(73));
    QCOMPARE(panel_->quality(), 73);
    QTest::mouseMove(plot(), {plot()->width() + 50, 10});
    QCOMPARE(panel_->quality(), 100);
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, inPlot(73));
    QTest::mouseMove(plot(), inPlot(5));
    QCOMPARE(panel_->quality(), 100);
}

void CurvePanelTest::dragOfTheHandleDragsTheQuality() {
    auto* slider = panel_->slider();
    const auto at = [&](int quality) { return QPoint(int(std::lround(slider->pixelOf(quality))), 8); };
    QTest::mousePress(slider, Qt::LeftButton, {}, at(25));
    QTest::mouseMove(slider, at(60));
    QCOMPARE(panel_->quality(), 60);
    QVERIFY(slider->isSliderDown());
    QTest::mouseRelease(slider, Qt::LeftButton, {}, at(60));
    QVERIFY(!slider->isSliderDown());
}

void CurvePanelTest::rightButtonDragsNothing() {
    QTest::mouseClick(plot(), Qt::RightButton, {}, inPlot(80));
    QTest::mouseClick(panel_->slider(), Qt::RightButton, {}, {200, 8});
    QCOMPARE(panel_->quality(), 25);
}

void CurvePanelTest::keysStepByOneByTenAndToTheEnds() {
    const std::vector<std::pair<Qt::Key, int>> steps{
        {Qt::Key_Right, 26},  {Qt::Key_Up, 27},       {Qt::Key_Left, 26}, {Qt::Key_Down, 25},
        {Qt::Key_PageUp, 35}, {Qt::Key_PageDown, 25}, {Qt::Key_End, 100}, {Qt::Key_Home, 1}};
    panel_->slider()->setFocus();
    for (const auto& [key, quality] : steps) {
        QTest::keyClick(panel_->slider(), key);
        QCOMPARE(panel_->quality(), quality);
    }
}

void CurvePanelTest::wheelTurnsOneStepANotch() {
    const auto turn = [&](QWidget* widget, int delta) {
        const QPointF middle = QRectF(widget->rect()).center();
        QWheelEvent event(middle, widget->mapToGlobal(middle), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &event);
    };
    turn(plot(), 120);
    QCOMPARE(panel_->quality(), 26);
    turn(panel_->slider(), -240);
    QCOMPARE(panel_->quality(), 24);
    for (int i = 0; i < 4; ++i) turn(plot(), 30);  // a wheel that turns in quarters of a notch
    QCOMPARE(panel_->quality(), 25);
}

void CurvePanelTest::qualityIsClamped() {
    panel_->setQuality(1000);
    QCOMPARE(panel_->quality(), 100);
    panel_->setQuality(-3);
    QCOMPARE(panel_->quality(), 1);
}

void CurvePanelTest::oneSignalAChange() {
    QSignalSpy changed(panel_.get(), &CurvePanel::qualityChanged);
    panel_->setQuality(50);
    panel_->setQuality(50);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toInt(), 50);
}

void CurvePanelTest::readOutTellsCosineAndBytesOfThisQuality() {
    panel_->setQuality(75);
    const auto& point = curve_.points[74];
    QVERIFY(panel_->readOut().contains(QString::number(*point.cosine.flattened, 'f', 4) +
                                       QStringLiteral(" flattened")));
    QVERIFY(
        panel_->readOut().contains(QString::number(*point.cosine.mean, 'f', 4) + QStringLiteral(" mean")));
    QVERIFY(panel_->readOut().contains(QStringLiteral("330 of them header")));
    const int bytes = int(std::lround(std::accumulate(point.bytes.begin(), point.bytes.end(), 0.0) / 6));
    QVERIFY(panel_->readOut().contains(QStringLiteral("%1 bytes a token").arg(bytes)));
}

void CurvePanelTest::undefinedCosineHasNoReadOut() {
    lens::Curve zero = curve_;
    for (auto& point : zero.points) {
        point.cosine = {{}, {}, std::vector<std::optional<double>>(6)};
    }
    panel_->setCurve(zero);
    QCOMPARE(panel_->readOut(), QString());
}

void CurvePanelTest::paperPointsAreThere() {
    for (int i = 0; i < panel_->plot()->graphCount(); ++i) {
        const auto* graph = panel_->plot()->graph(i);
        if (!graph->name().startsWith(QStringLiteral("Haylett 2025, GPT-2 large"))) continue;
        QCOMPARE(graph->dataCount(), 4);
        for (const auto& [quality, cosine] :
             {std::pair(10, .57530), {25, .75703}, {75, .96807}, {95, .99878}}) {
            QCOMPARE(graph->data()->findBegin(quality, false)->value, cosine);
        }
        return;
    }
    QFAIL("the paper's points are not in the plot");
}

void CurvePanelTest::selectedTokenIsDrawnThicker() {
    const auto widths = [&] {
        std::vector<double> all;
        const int tokens = panel_->plot()->graphCount() - 6;
        for (int i = tokens > 0 ? 5 : 0; i < panel_->plot()->graphCount(); ++i) {
            all.push_back(panel_->plot()->graph(i)->pen().widthF());
        }
        return all;
    };
    panel_->setSelectedToken(2);
    const auto selected = widths();
    panel_->setSelectedToken(-1);
    const auto none = widths();
    QCOMPARE(selected.size(), none.size());
    int thicker = 0;
    for (std::size_t i = 0; i < none.size(); ++i) thicker += selected[i] > none[i] ? 1 : 0;
    QCOMPARE(thicker, 1);
}

// At quality 1 the lines of random rows lie furthest apart.
void CurvePanelTest::pointedLineIsEmphasisedAndNamed() {
    for (int token = 0; token < 6; ++token) {
        QTest::mouseMove(plot(), onLine(token, 2));
        const QString name = panel_->pointedName();
        QVERIFY2(name.contains(QString::number(*curve_.points[1].cosine.tokens[std::size_t(token)], 'f', 4)),
                 qPrintable(name));
    }
    QTest::mouseMove(plot(), onLine(1, 2));
    QVERIFY(panel_->pointedName().startsWith(QStringLiteral("\u00B7upon")));
    const QImage image = plot()->grab().toImage();
    const QColor token_line = themeOf(panel_->palette()).token_line;
    QVERIFY(image.pixelColor(onLine(1, 3)).lightness() < token_line.lightness() - 40);
    QCOMPARE(panel_->quality(), 25);
}

void CurvePanelTest::clickOnALineSelectsItsToken() {
    QSignalSpy selected(panel_.get(), &CurvePanel::tokenSelected);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, onLine(4, 2));
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected[0][0].toInt(), 4);
    QCOMPARE(panel_->quality(), 25);
    QTest::mouseClick(plot(), Qt::LeftButton, {}, inPlot(60));  // no line is there
    QCOMPARE(selected.size(), 1);
    QCOMPARE(panel_->quality(), 60);
}

void CurvePanelTest::dragFromALineDragsTheQuality() {
    QSignalSpy selected(panel_.get(), &CurvePanel::tokenSelected);
    QTest::mousePress(plot(), Qt::LeftButton, {}, onLine(4, 2));
    QMouseEvent move(QEvent::MouseMove, inPlot(48), plot()->mapToGlobal(inPlot(48)), Qt::NoButton,
                     Qt::LeftButton, {});
    QCoreApplication::sendEvent(plot(), &move);
    QCOMPARE(panel_->quality(), 48);
    QTest::mouseRelease(plot(), Qt::LeftButton, {}, inPlot(48));
    QCOMPARE(selected.size(), 0);
    QCOMPARE(panel_->pointedName(), QString());
}

void CurvePanelTest::pointerAwayFromAllLinesPointsAtNone() {
    QTest::mouseMove(plot(), onLine(0, 2));
    QVERIFY(!panel_->pointedName().isEmpty());
    QTest::mouseMove(plot(), {inPlot(2).x(), int(panel_->plot()->axisRect()->bottom()) - 2});
    QCOMPARE(panel_->pointedName(), QString());
    QTest::mouseMove(plot(), onLine(0, 2));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(plot(), &leave);
    QCOMPARE(panel_->pointedName(), QString());
}

void CurvePanelTest::bandIsPaintedBehindAndNamedWithItsRows() {
    const auto at = [this](int quality, double cosine) {
        return plot()->grab().toImage().pixelColor(
            inPlot(quality).x(), int(std::lround(panel_->plot()->yAxis->coordToPixel(cosine))));
    };
    const QColor panel = themeOf(panel_->palette()).panel;
    QCOMPARE(at(60, .4), panel);
    panel_->setBand({.n = 49152, .points = {{1, .2, .3, .4}, {50, .3, .4, .5}, {100, .3, .4, .5}}});
    QCoreApplication::processEvents();  // the plot is drawn when there is time
    QVERIFY(at(60, .4) != panel);
    QCOMPARE(at(60, .6), panel);
    const QString n = QLocale().toString(49152);
    QVERIFY(legendEntries().contains(QStringLiteral("whole vocabulary, 5\u201395 % (n = %1)").arg(n)));
    panel_->setBand({});
    QCoreApplication::processEvents();
    QCOMPARE(at(60, .4), panel);
    QCOMPARE(legendEntries().filter(QStringLiteral("vocabulary")), QStringList());
}

void CurvePanelTest::bandStaysWhenThePromptChanges() {
    panel_->setBand({.n = 512, .points = {{1, .2, .3, .4}, {100, .3, .4, .5}}});
    panel_->clear();
    panel_->setCurve(test::curve(2, 64));
    QCOMPARE(legendEntries().filter(QStringLiteral("vocabulary")).size(), 1);
}

void CurvePanelTest::shorterPromptDropsTheOldLines() {
    const int before = panel_->plot()->graphCount();
    panel_->setCurve(test::curve(2, 64));
    QCOMPARE(panel_->plot()->graphCount(), before - 4);
}

void CurvePanelTest::emptyPanelSaysWhatToDo() {
    QCOMPARE(panel_->message(), QString());
    panel_->clear();
    QVERIFY(panel_->message().startsWith(QStringLiteral("Type a prompt")));
    QCOMPARE(panel_->readOut(), QString());
}

void CurvePanelTest::pointIsPaintedWhereTheCurveIs() {
    panel_->setQuality(30);
    const QImage image = plot()->grab().toImage();
    const double y = panel_->plot()->yAxis->coordToPixel(*curve_.points[29].cosine.flattened);
    const QPoint point(inPlot(30).x(), int(std::lround(y)));
    QCOMPARE(image.pixelColor(point), themeOf(panel_->palette()).accent);
}

void CurvePanelTest::darkPaletteIsFollowedLive() {
    QPalette dark;
    dark.setColor(QPalette::Base, QColor(20, 20, 22));
    dark.setColor(QPalette::Text, QColor(235, 235, 235));
    panel_->setPalette(dark);
    QCOMPARE(plot()->grab().toImage().pixelColor(plot()->width() - 2, plot()->height() - 2),
             QColor(20, 20, 22));
}

void CurvePanelTest::sliderHasAnAccessibleValue() {
    panel_->setQuality(42);
    auto* accessible = QAccessible::queryAccessibleInterface(panel_->slider());
    QVERIFY(accessible && accessible->valueInterface());
    QCOMPARE(accessible->valueInterface()->currentValue().toInt(), 42);
    QCOMPARE(accessible->text(QAccessible::Name), QStringLiteral("JPEG quality"));
}

void CurvePanelTest::legendTakesOneLineWhereThereIsRoom() {
    auto* legend = panel_->plot()->legend;
    QCOMPARE(legend->rowCount(), 1);
    panel_->setFont(scaled(panel_->font(), 2));
    QTRY_VERIFY(legend->rowCount() > 1);
    panel_->resize(2400, 500);
    QTRY_COMPARE(legend->rowCount(), 1);
}

void CurvePanelTest::readOutStaysInsideTheAxes() {
    QCPItemText* box = nullptr;
    for (int i = 0; i < panel_->plot()->itemCount(); ++i) {
        auto* text = qobject_cast<QCPItemText*>(panel_->plot()->item(i));
        if (text != nullptr && text->visible()) box = text;
    }
    QVERIFY(box);
    const QRectF axes = QRectF(panel_->plot()->axisRect()->rect()).adjusted(-2, -2, 2, 2);
    for (const int quality : {1, 10, 50, 70, 80, 90, 100}) {
        panel_->setQuality(quality);
        QPolygonF corners;
        for (auto* anchor : {box->topLeft, box->bottomRight}) corners << anchor->pixelPosition();
        QVERIFY2(axes.contains(corners.boundingRect()), qPrintable(QString::number(quality)));
    }
}

QTEST_MAIN(CurvePanelTest)
#include "curve_panel_test.moc"
