#include "ui/xray_panel.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>
#include <optional>

#include "codec/quantisation.h"
#include "ui/qt_warnings.h"
#include "ui/sample_values.h"
#include "ui/xray_grid.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

// What lens::xrayOf gives, without a model.
XrayPointer xrayOf(int quality, int dimensions = 60, const codec::PlaneLayout& layout = {}) {
    auto xray = std::make_shared<lens::Xray>();
    xray->quality = quality;
    xray->layout = layout;
    xray->token = 3;
    xray->id = 42;
    xray->piece = " time";
    xray->before = test::embedding(3, dimensions);
    xray->plane = codec::toPlane(xray->before, layout).value();
    xray->coded = codec::codePlane(xray->plane, quality).value();
    xray->after = codec::fromPlane(xray->coded.decoded);
    xray->steps = codec::quantisationTable(quality);
    xray->header_bytes = codec::jpeg_header_bytes;
    xray->payload_bytes = xray->coded.payload_bytes;
    xray->cosine = metrics::cosine(xray->before, xray->after);
    xray->norm_ratio = metrics::normRatio(xray->before, xray->after);
    xray->first = {.5, .8};
    xray->second = {.75, .25};
    return xray;
}

}  // namespace

class XrayPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void headingAndFactsSayWhatIsSeen();
    void gridsShowTheChosenBlock();
    void blocksAreChosenByMouseAndKeys();
    void coefficientsAreReadOneByOne();
    void repeatedSamplesSayThatTheyAre();
    void neighboursNameTokensAndItself();
    void layoutsAreChosenAndShown();
    void emptyPanelSaysWhatToDo();
    void nothingIsClippedAtTwiceTheFontSize();
    void blockCanBeTakenAway();

private:
    std::optional<QtWarnings> warnings_;
    XrayPointer xray_;
    std::unique_ptr<XrayPanel> panel_;
};

void XrayPanelTest::init() {
    warnings_.emplace();
    xray_ = xrayOf(25);
    panel_ = std::make_unique<XrayPanel>();
    panel_->resize(520, 900);
    panel_->show();
    QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
    panel_->setXray(xray_);
    panel_->setOpened(true);
}

void XrayPanelTest::cleanup() {
    panel_.reset();
    QCOMPARE(QtWarnings::seen().join(QLatin1Char(0x0a)), QString());
    warnings_.reset();
}

void XrayPanelTest::headingAndFactsSayWhatIsSeen() {
    QCOMPARE(panel_->heading(), QStringLiteral("X-ray of token 4 “·time”: JPEG 25 of 2 × 30 samples"));
    const QString facts = panel_->facts();
    QVERIFY(facts.contains(QStringLiteral("header 330, payload %1;").arg(xray_->payload_bytes)));
    QVERIFY(facts.contains(QStringLiteral("First half: cosine 0.500, relative squared error 0.800")));
    QVERIFY(facts.contains(QStringLiteral("Block 1 of 4: %1 bits").arg(xray_->coded.bits[0])));
}

void XrayPanelTest::gridsShowTheChosenBlock() {
    panel_->plane()->setFocus();
    QTest::keyClick(panel_->plane(), Qt::Key_Right);
    const codec::CodedBlock& block = xray_->coded.blocks[1];
    const auto& grids = panel_->grids();
    for (std::size_t i = 0; i < 64; ++i) {
        QCOMPARE(grids.samples->numbers().values[i], double(block.samples[i]));
        QCOMPARE(grids.coefficients->numbers().values[i], block.transformed[i] / 8.0);
        QCOMPARE(grids.table->numbers().values[i], double(xray_->steps[i]));
        QCOMPARE(grids.quantised->numbers().values[i], double(block.quantised[i]));
        QCOMPARE(grids.decoded->numbers().values[i], double(block.decoded[i]));
    }
    QCOMPARE(grids.samples->numbers().own_rows, 2);
    QCOMPARE(grids.samples->numbers().own_columns, 8);
}

void XrayPanelTest::blocksAreChosenByMouseAndKeys() {
    XrayPlane* plane = panel_->plane();
    QTest::mouseClick(plane, Qt::LeftButton, {}, plane->blockRect(2).center().toPoint());
    QCOMPARE(plane->block(), 2);
    QTest::keyClick(plane, Qt::Key_End);
    QCOMPARE(plane->block(), 3);
    QCOMPARE(panel_->grids().samples->numbers().own_columns, 6);  // 30 columns: the last block has 6
    QTest::keyClick(plane, Qt::Key_Right);
    QCOMPARE(plane->block(), 3);
    panel_->setXray(xrayOf(10));  // the slider moved: the block stays
    QCOMPARE(plane->block(), 3);
}

void XrayPanelTest::coefficientsAreReadOneByOne() {
    XrayGrid* grid = panel_->grids().quantised;
    QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cellRect(0).center().toPoint());
    QTest::keyClick(grid, Qt::Key_Right);
    QCOMPARE(panel_->grids().table->selected(), 1);
    const codec::CodedBlock& block = xray_->coded.blocks[0];
    QVERIFY(panel_->readLine().contains(QStringLiteral("÷ %1 =").arg(xray_->steps[1])));
    QVERIFY(panel_->readLine().contains(
        QStringLiteral("comes back as %1").arg(gridText(block.quantised[1] * xray_->steps[1]))));
    QCOMPARE(grid->accessibleDescription(), panel_->readLine());
    const auto pattern = lens::basisPattern(1, block.quantised[1] * xray_->steps[1]);
    QCOMPARE(panel_->grids().pattern->numbers().values, pattern);
}

void XrayPanelTest::repeatedSamplesSayThatTheyAre() {
    XrayGrid* grid = panel_->grids().samples;
    QTest::mouseClick(grid, Qt::LeftButton, {}, grid->cellRect(0).center().toPoint());
    QVERIFY(panel_->readLine().startsWith(QStringLiteral("Sample in row 1, column 1: %1 comes back as")
                                              .arg(xray_->coded.blocks[0].samples[0])));
    QVERIFY(!panel_->readLine().contains(QStringLiteral("dropped")));
    for (int i = 0; i < 2; ++i) QTest::keyClick(grid, Qt::Key_Down);
    QVERIFY(panel_->readLine().contains(QStringLiteral("dropped again")));
}

void XrayPanelTest::neighboursNameTokensAndItself() {
    QVERIFY(panel_->facts().contains(QStringLiteral("being looked for")));
    panel_->setNeighbours({{42, " time", 1}, {7, "%1", .5}}, {{9, " day", .4}});
    QVERIFY(panel_->facts().contains(QStringLiteral("Nearest before: itself (1.00), “%1” id 7 (0.50)")));
    QVERIFY(panel_->facts().contains(QStringLiteral("Nearest after: “·day” id 9 (0.40)")));
    panel_->setXray(xrayOf(10));  // what it was near to before has not changed, what it is near to now has
    QVERIFY(panel_->facts().contains(QStringLiteral("Nearest before: itself")));
    QVERIFY(panel_->facts().contains(QStringLiteral("Nearest after: being looked for")));
}

void XrayPanelTest::layoutsAreChosenAndShown() {
    QSignalSpy chosen(panel_.get(), &XrayPanel::layoutChosen);
    for (const char* name : {"", "rows-1", "rows-8+swapped", "prompt+rows-8+rounded", "rows-32+permuted-7"}) {
        const auto layout = codec::parseLayout(name).value();
        panel_->showLayout(layout);
        QCOMPARE(chosen.size(), 0);
        panel_->roundingChoice()->toggle();  // there and back
        panel_->roundingChoice()->toggle();
        QCOMPARE(chosen.back().front().value<codec::PlaneLayout>(), layout);
        chosen.clear();
    }
    panel_->showLayout({});
    panel_->rowsChoice()->setCurrentIndex(panel_->rowsChoice()->findData(8));
    QCOMPARE(chosen.back().front().value<codec::PlaneLayout>(), codec::parseLayout("rows-8").value());
}

void XrayPanelTest::emptyPanelSaysWhatToDo() {
    panel_->clear();
    QCOMPARE(panel_->heading(), QStringLiteral("X-ray"));
    QVERIFY(!panel_->plane()->isVisible());
    QVERIFY(!panel_->grids().samples->isVisible());
    QCOMPARE(panel_->asCsv(), QString());
    panel_->setXray(xray_);
    QVERIFY(panel_->grids().samples->isVisible());
}

void XrayPanelTest::nothingIsClippedAtTwiceTheFontSize() {
    QFont font = panel_->font();
    font.setPointSizeF(font.pointSizeF() * 2);
    panel_->setFont(font);
    panel_->setNeighbours({}, {});  // the facts wait for them
    for (const int width : {460, 900, 1400}) {
        panel_->resize(std::max(width, panel_->minimumSizeHint().width()), 10);
        QCoreApplication::processEvents();
        panel_->resize(panel_->width(), panel_->minimumSizeHint().height());
        QCoreApplication::processEvents();
        const auto& grids = panel_->grids();
        for (QWidget* part : std::initializer_list<QWidget*>{panel_->plane(), grids.samples, grids.decoded}) {
            QVERIFY(part->height() >= part->minimumSizeHint().height());
            const QRect place(part->mapTo(panel_.get(), QPoint()), part->size());
            QVERIFY(panel_->rect().contains(place));
        }
    }
}

void XrayPanelTest::blockCanBeTakenAway() {
    const QStringList lines = panel_->asCsv().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 66);  // heading, 64 places, the end
    QCOMPARE(lines[2].section(QLatin1Char(','), 4, 4).toInt(), xray_->steps[1]);
    for (auto* action : panel_->actions()) action->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), panel_->asCsv());
    QVERIFY(!panel_->pictureSize().isEmpty());
}

QTEST_MAIN(XrayPanelTest)
#include "xray_panel_test.moc"
