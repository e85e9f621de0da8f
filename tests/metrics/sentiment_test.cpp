#include "metrics/sentiment.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <cmath>

#include "metrics/lexicon.h"

using namespace lossylens::metrics;

class SentimentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void compoundIsTheSumOverItsRoot() {
        QCOMPARE(valenceOf("good"), std::optional(1.9));
        QCOMPARE(compound("The soup was good."), 1.9 / std::sqrt(1.9 * 1.9 + 15));
        QCOMPARE(compound("The soup was not good."), 1.9 * -.74 / std::sqrt(std::pow(1.9 * .74, 2) + 15));
        QCOMPARE(compound("A table stands in the room."), 0.0);
        QCOMPARE(compound(""), 0.0);
    }

    void everySentenceScoresAsInTheReference() {
        QFile file(QStringLiteral(LOSSYLENS_FIXTURES "/metrics/sentiment.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
        QVERIFY(cases.size() > 400);
        for (const QJsonValue one : cases) {
            const QString text = one[QLatin1String("text")].toString();
            const double mine = compound(text.toStdString());
            const double expected = one[QLatin1String("compound")].toDouble();
            QVERIFY2(std::abs(mine - expected) <= .5e-4 + 1e-9,
                     qPrintable(QStringLiteral("%1: %2, not %3").arg(text).arg(mine).arg(expected)));
        }
    }

    void theWholeLexiconIsThere() {
        QVERIFY(std::ranges::count(lexiconText(), '\t') > 7500);
        QVERIFY(!valenceOf("soup"));
        QCOMPARE(valenceOf(":("), std::optional(-1.9));
        QCOMPARE(valenceOf("fed up"), std::optional(-1.8));
    }
};

QTEST_GUILESS_MAIN(SentimentTest)
#include "sentiment_test.moc"
