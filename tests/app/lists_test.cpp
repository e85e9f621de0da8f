#include "app/cli/lists.h"

#include <QTest>

using namespace lossylens;

class ListsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsAndRangesAreReadInOrder() {
        const auto list = app::parseList("--quality", {"95,75", "3-1", "75"}, 1, 100);
        QVERIFY(list);
        QCOMPARE(*list, (std::vector{95, 75, 3, 2, 1}));
    }

    void whatIsNoListIsNamed_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("word") << QStringLiteral("25,high") << QStringLiteral("\"high\"");
        QTest::newRow("too small") << QStringLiteral("0") << QStringLiteral("\"0\"");
        QTest::newRow("too large") << QStringLiteral("50,101") << QStringLiteral("\"101\"");
        QTest::newRow("range out of range")
            << QStringLiteral("1-1000000000") << QStringLiteral("\"1-1000000000\"");
        QTest::newRow("past an int") << QStringLiteral("99999999999") << QStringLiteral("\"99999999999\"");
        QTest::newRow("negative") << QStringLiteral("-5") << QStringLiteral("\"-5\"");
        QTest::newRow("fraction") << QStringLiteral("2.5") << QStringLiteral("\"2.5\"");
        QTest::newRow("space") << QStringLiteral("25, 50") << QStringLiteral("\" 50\"");
        QTest::newRow("empty") << QStringLiteral("") << QStringLiteral("\"\"");
        QTest::newRow("comma at the end") << QStringLiteral("25,") << QStringLiteral("\"\"");
        QTest::newRow("half a range") << QStringLiteral("1-") << QStringLiteral("\"1-\"");
    }
    void whatIsNoListIsNamed() {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const auto list = app::parseList("--quality", {text.toStdString()}, 1, 100);
        QVERIFY(!list);
        QCOMPARE(list.error().code, ErrorCode::usage);
        const QString message = QString::fromStdString(list.error().text());
        QVERIFY2(message.startsWith(QLatin1String("--quality: ") + part), qPrintable(message));
        QVERIFY2(message.contains(QLatin1String("from 1 to 100")), qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(ListsTest)
#include "lists_test.moc"
