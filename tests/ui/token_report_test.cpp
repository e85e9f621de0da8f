#include "ui/token_report.h"

#include <QPalette>
#include <QTest>

using namespace lossylens::ui;

class TokenReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPieceThatLooksLikeAPlaceholderIsShownAsItIs();
};

void TokenReportTest::aPieceThatLooksLikeAPlaceholderIsShownAsItIs() {
    TokenFacts facts;
    facts.stream = QStringLiteral("JPEG %3");
    facts.id = 77;
    facts.piece = QStringLiteral("%4");
    const QString report = tokenReport(facts, themeOf(QPalette()));
    QVERIFY2(report.startsWith(QStringLiteral("Token 1 of JPEG %3: <b>%4</b>, id 77")), qPrintable(report));
}

QTEST_MAIN(TokenReportTest)
#include "token_report_test.moc"
