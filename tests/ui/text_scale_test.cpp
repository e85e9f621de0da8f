#include "ui/text_scale.h"

#include <QTest>
#include <cmath>

using namespace lossylens;
using namespace lossylens::ui;

namespace {

lens::MeasuredToken token(double surprisal, int rank, double kl) {
    lens::MeasuredToken measured;
    measured.base.surprisal = surprisal;
    measured.base.rank = rank;
    measured.kl = kl;
    return measured;
}

QPalette palette(bool dark) {
    QPalette palette;
    palette.setColor(QPalette::Base, dark ? QColor(0x1e, 0x1e, 0x1e) : QColor(Qt::white));
    palette.setColor(QPalette::Text, dark ? QColor(0xec, 0xec, 0xec) : QColor(0x1a, 0x1a, 0x1a));
    return palette;
}

QColor over(const QColor& panel, const QColor& tint) {
    const auto channel = [&](int below, int above) {
        return int(std::lround(below + (above - below) * double(tint.alphaF())));
    };
    return QColor(channel(panel.red(), tint.red()), channel(panel.green(), tint.green()),
                  channel(panel.blue(), tint.blue()));
}

}  // namespace

class TextScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void levelsBeginWhereTheLegendSays();
    void labelsCarryTheNumbers();
    void aTextOnEveryLevelIsReadableInLightAndDark();
    void everyLevelHasAThickerLine();
};

void TextScaleTest::levelsBeginWhereTheLegendSays() {
    for (const auto& [bits, level] : {std::pair(.99, 0), {1., 1}, {2.9, 1}, {3., 2}, {9.9, 3}, {10., 4}})
        QCOMPARE(levelOf(TextView::surprisal, token(bits, 1, 0)), level);
    for (const auto& [rank, level] : {std::pair(1, 0), {2, 1}, {5, 1}, {6, 2}, {50, 2}, {51, 3}, {1001, 4}})
        QCOMPARE(levelOf(TextView::rank, token(0, rank, 0)), level);
    for (const auto& [kl, level] : {std::pair(0., 0), {.1, 1}, {.5, 2}, {2., 3}, {5., 4}, {HUGE_VAL, 4}})
        QCOMPARE(levelOf(TextView::kl, token(0, 1, kl)), level);
    const lens::TextMeasures measures{{token(0, 1, 0), token(4, 7, 9)}};
    QVERIFY((levelsOf(TextView::surprisal, measures) == std::vector<int>{0, 2}));
}

void TextScaleTest::labelsCarryTheNumbers() {
    QCOMPARE(levelLabel(TextView::surprisal, 0), QStringLiteral("< 1"));
    QCOMPARE(levelLabel(TextView::surprisal, 1), QStringLiteral("1 – 3"));
    QCOMPARE(levelLabel(TextView::surprisal, 4), QStringLiteral("≥ 10"));
    QCOMPARE(levelLabel(TextView::rank, 0), QStringLiteral("1"));
    QCOMPARE(levelLabel(TextView::rank, 1), QStringLiteral("2 – 5"));
    QVERIFY(scaleTitle(TextView::surprisal).contains(QStringLiteral("bits")));
    QVERIFY(scaleTitle(TextView::kl).contains(QStringLiteral("nats")));
}

void TextScaleTest::aTextOnEveryLevelIsReadableInLightAndDark() {
    for (const bool dark : {false, true}) {
        const Theme theme = themeOf(palette(dark));
        QCOMPARE(theme.dark, dark);
        for (int level = 0; level < text_levels; ++level)
            QVERIFY(contrast(theme.text, over(theme.panel, levelColour(theme, level))) >= 4.5);
    }
}

void TextScaleTest::everyLevelHasAThickerLine() {
    QCOMPARE(levelThickness(QFont(), 0), 0.0);
    for (int level = 1; level < text_levels; ++level)
        QVERIFY(levelThickness(QFont(), level) > levelThickness(QFont(), level - 1));
}

QTEST_MAIN(TextScaleTest)
#include "text_scale_test.moc"
