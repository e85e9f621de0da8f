#include <QPalette>
#include <QTest>
#include <cmath>
#include <limits>

#include "ui/colour_map.h"
#include "ui/theme.h"

using namespace lossylens::ui;

class ColoursTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void viridisGetsLighterFromEndToEnd();
    void differenceIsLightestAtZeroAndEvenToBothSides();
    void everyColourOfAChipCarriesReadableText();
    void textColoursAreReadableOnLightAndOnDark();
    void valuesOutsideTheRangeTakeItsEnds();
    void notANumberIsGrey();
    void rangesAreSharedSymmetricAndNeverEmpty();
    void eachNumberIsOnePixel();
};

static QPalette dark() {
    QPalette palette;
    palette.setColor(QPalette::Base, QColor(30, 30, 32));
    palette.setColor(QPalette::Text, QColor(230, 230, 230));
    return palette;
}

static QPalette light() {
    QPalette palette;
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::Text, Qt::black);
    return palette;
}

void ColoursTest::viridisGetsLighterFromEndToEnd() {
    const QColor black(Qt::black);
    constexpr double rounding = .02;  // of a channel to 8 bits
    for (std::size_t i = 1; i < 256; ++i) {
        const auto& table = colourTable(ColourMap::viridis);
        QVERIFY2(contrast(table[i], black) >= contrast(table[i - 1], black) - rounding,
                 qPrintable(QString::number(i)));
    }
    QCOMPARE(colourAt(ColourMap::viridis, 0), QColor(0x44, 0x01, 0x54));
    QCOMPARE(colourAt(ColourMap::viridis, 1), QColor(0xFD, 0xE7, 0x25));
}

void ColoursTest::differenceIsLightestAtZeroAndEvenToBothSides() {
    const QColor black(Qt::black);
    const auto lightness = [&](double share) {
        return contrast(colourAt(ColourMap::difference, share), black);
    };
    for (double away = .1; away < .45; away += .1) {
        QVERIFY(lightness(.5 + away) < lightness(.5 + away - .1));
        QVERIFY(lightness(.5 - away) < lightness(.5 - away + .1));
        QVERIFY(std::abs(lightness(.5 + away) - lightness(.5 - away)) < 2.5);
    }
}

void ColoursTest::everyColourOfAChipCarriesReadableText() {
    for (int i = 0; i <= 100; ++i) {
        const QColor background = colourAt(ColourMap::viridis, i / 100.0);
        QVERIFY2(contrast(background, readableOn(background)) >= 4.4, qPrintable(QString::number(i)));
    }
}

void ColoursTest::textColoursAreReadableOnLightAndOnDark() {
    for (const auto& palette : {light(), dark()}) {
        const Theme theme = themeOf(palette);
        for (const QColor& color :
             {theme.text, theme.muted, theme.accent, theme.bytes, theme.difference, theme.loop}) {
            QVERIFY2(contrast(color, theme.panel) >= 4.5, qPrintable(color.name()));
        }
        QVERIFY(contrast(theme.text, theme.tint) >= 4.5);
    }
    QVERIFY(themeOf(dark()).dark);
    QVERIFY(!themeOf(light()).dark);
}

void ColoursTest::valuesOutsideTheRangeTakeItsEnds() {
    const std::vector<float> values{-5, 5};
    const QImage image = heatmapImage(values, 2, ColourMap::viridis, {-1, 1});
    QCOMPARE(image.pixelColor(0, 0), colourAt(ColourMap::viridis, 0));
    QCOMPARE(image.pixelColor(1, 0), colourAt(ColourMap::viridis, 1));
}

void ColoursTest::notANumberIsGrey() {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<float> values{nan, 0};
    const QImage image = heatmapImage(values, 2, ColourMap::viridis, {0, 1});
    QCOMPARE(image.pixelColor(0, 0), QColor(0x80, 0x80, 0x80));
    QCOMPARE(colourAt(ColourMap::viridis, double(nan)), QColor(0x80, 0x80, 0x80));
}

void ColoursTest::rangesAreSharedSymmetricAndNeverEmpty() {
    const std::vector<float> before{-1, 2}, after{-3, 1}, constant{4, 4};
    QVERIFY(sharedRange(before, after) == ValueRange({-3, 2}));
    QVERIFY(symmetricRange(after) == ValueRange({-3, 3}));
    QVERIFY(sharedRange(constant, constant).high > sharedRange(constant, constant).low);
    QVERIFY(sharedRange({}, {}).high > sharedRange({}, {}).low);
}

void ColoursTest::eachNumberIsOnePixel() {
    const std::vector<float> values{0, .5, 1, 1, .5, 0};
    const QImage image = heatmapImage(values, 3, ColourMap::viridis, {0, 1});
    QCOMPARE(image.size(), QSize(3, 2));
    QCOMPARE(image.pixel(2, 0), image.pixel(0, 1));
    QVERIFY(image.pixel(0, 0) != image.pixel(1, 0));
    QVERIFY(heatmapImage({}, 3, ColourMap::viridis, {0, 1}).isNull());
}

QTEST_GUILESS_MAIN(ColoursTest)
#include "colours_test.moc"
