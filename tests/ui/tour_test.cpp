// The tour without a window: what completes a step, what does not, and what the next start finds.
#include "ui/tour.h"

#include <QRegularExpression>
#include <QTest>

using namespace lossylens::ui;

class TourTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        tour_ = Tour(tourSteps());
        now_ = {.prompt = QStringLiteral("Once"), .quality = 25, .distortion = QStringLiteral("jpeg")};
        tour_.look(now_);
    }

    void sevenStepsOfTwoSentencesEach() {
        QCOMPARE(tour_.count(), 7);
        static const QRegularExpression end(QStringLiteral("[.?!](\\s|$)"));
        for (const TourStep& step : tourSteps()) {
            QCOMPARE(step.text.count(end), 2);
            QVERIFY(!step.title.isEmpty() && !step.id.isEmpty());
        }
    }

    void everyStepIsDoneByDoing() {
        now_.prompt = QStringLiteral("Twice");
        doneBy(QStringLiteral("prompt"));
        now_.quality = 95;
        QVERIFY(!tour_.look(now_));
        now_.quality = 25;
        doneBy(QStringLiteral("quality"));
        now_.looks_into_loop = true;
        doneBy(QStringLiteral("loop"));
        now_.distortion = QStringLiteral("rotation");
        doneBy(QStringLiteral("rotation"));
        now_.model_open = now_.xray_open = true;
        doneBy(QStringLiteral("xray"));
        now_.restored = true;
        doneBy(QStringLiteral("nearest"));
        for (now_.seeds = 1; now_.seeds < 10; ++now_.seeds) QVERIFY(!tour_.look(now_));
        doneBy(QStringLiteral("seeds"));
        QVERIFY(tour_.atEnd());
        QCOMPARE(tour_.count(Tour::Mark::done), 7);
    }

    void whatWasSoBeforeDoesNotCount() {
        tour_.next();  // at 25 already
        QVERIFY(tour_.reachedBefore());
        QVERIFY(!tour_.look(now_));
        QCOMPARE(tour_.mark(1), Tour::Mark::open);
        now_.quality = 26;
        QVERIFY(!tour_.look(now_));
        QVERIFY(!tour_.reachedBefore());
        now_.quality = 25;
        QVERIFY(tour_.look(now_));
    }

    void anEmptyPromptIsNoOtherPrompt() {
        now_.prompt = QStringLiteral("  ");
        QVERIFY(!tour_.look(now_));
        now_.prompt = QStringLiteral("Once");
        QVERIFY(!tour_.look(now_));
        now_.prompt = QStringLiteral("Once upon");
        QVERIFY(tour_.look(now_));
    }

    void skippedIsNotDone() {
        tour_.next();
        QCOMPARE(tour_.mark(0), Tour::Mark::skipped);
        QCOMPARE(tour_.current(), 1);
        tour_.back();
        QCOMPARE(tour_.current(), 0);
        now_.prompt = QStringLiteral("Twice");
        QVERIFY(tour_.look(now_));
        QCOMPARE(tour_.mark(0), Tour::Mark::done);
    }

    void whatIsDoneStaysDone() {
        now_.prompt = QStringLiteral("Twice");
        QVERIFY(tour_.look(now_));
        now_.prompt = QStringLiteral("Once");
        QVERIFY(!tour_.look(now_));
        QCOMPARE(tour_.mark(0), Tour::Mark::done);
        tour_.next();
        tour_.back();
        QCOMPARE(tour_.mark(0), Tour::Mark::done);
    }

    void bothEndsHold() {
        tour_.back();
        QCOMPARE(tour_.current(), 0);
        for (int i = 0; i < 9; ++i) tour_.next();
        QVERIFY(tour_.atEnd());
        QCOMPARE(tour_.count(Tour::Mark::skipped), 7);
        QVERIFY(!tour_.look(now_));
        tour_.restart();
        QCOMPARE(tour_.current(), 0);
        QCOMPARE(tour_.count(Tour::Mark::open), 7);
    }

    void theNextStartFindsIt_data() {
        QTest::addColumn<int>("steps");
        for (const int steps : {0, 1, 4, 7}) QTest::addRow("%d", steps) << steps;
    }
    void theNextStartFindsIt() {
        QFETCH(int, steps);
        now_.prompt = QStringLiteral("Twice");
        tour_.look(now_);
        for (int i = 0; i < steps; ++i) tour_.next();
        Tour next(tourSteps());
        next.restore(tour_.state());
        QCOMPARE(next.current(), tour_.current());
        for (int i = 0; i < tour_.count(); ++i) QCOMPARE(next.mark(i), tour_.mark(i));
    }

    void strangeStatesAreAFreshTour_data() {
        QTest::addColumn<QStringList>("state");
        QTest::newRow("empty") << QStringList();
        QTest::newRow("empty string") << QStringList{QString()};
        QTest::newRow("another program's")
            << QStringList{QStringLiteral("seven"), QStringLiteral("prompt=won")};
    }
    void strangeStatesAreAFreshTour() {
        QFETCH(QStringList, state);
        tour_.next();
        tour_.restore(state);
        QCOMPARE(tour_.current(), 0);
        QCOMPARE(tour_.count(Tour::Mark::open), 7);
    }

private:
    void doneBy(const QString& id) {
        QCOMPARE(tour_.step(tour_.current()).id, id);
        QVERIFY(tour_.look(now_));
        QVERIFY(!tour_.look(now_));
        tour_.next();
    }

    Tour tour_{tourSteps()};
    TourView now_;
};

QTEST_MAIN(TourTest)
#include "tour_test.moc"
