// The ten seeds as they are shown: what is counted, and out of how many.
#include "ui/seed_wall.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "sample_values.h"

using namespace lossylens;
using namespace lossylens::ui;

class SeedWallTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultHasBothStreams() {
        RunAnswer run;
        run.request.generation.sampling.seed = 7;
        run.snapshot = test::generation(false);
        const SeedResult result = seedResultOf(run);
        QCOMPARE(result.seed, 7U);
        QCOMPARE(result.loop->period, 6);
        QVERIFY(!result.baseline_loop);
        QCOMPARE(*result.seq_rep_4, .91);
        QVERIFY(result.beginning.startsWith(QStringLiteral("had made the man,")));
    }

    void tableIsASoundModel() {
        SeedTable table;
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setResults(results(3, 1));
        QCOMPARE(table.rowCount(), 3);
        const auto cell = [&](int row, int column) { return table.index(row, column).data().toString(); };
        QCOMPARE(cell(0, SeedTable::seed), QStringLiteral("1"));
        QCOMPARE(cell(0, SeedTable::loop), QStringLiteral("loop: 6 tokens × 9"));
        QCOMPARE(cell(1, SeedTable::loop), QStringLiteral("none"));
        QCOMPARE(cell(1, SeedTable::seq_rep_4), QStringLiteral("n/a"));  // never 0
        table.setResults({});
        QCOMPARE(table.rowCount(), 0);
    }

    void countsSayOutOfHowMany() {
        SeedWall wall;
        wall.setState({.about = QStringLiteral("(JPEG 25)"), .results = results(4, 3), .running = true});
        QVERIFY(wall.summary().contains(QStringLiteral("3 of 4")));
        QVERIFY(wall.summary().contains(QStringLiteral("0 of 4")));
        wall.setState({.about = QStringLiteral("(JPEG 25)"), .results = results(10, 3), .stale = true});
        QVERIFY(wall.summary().contains(QStringLiteral("3 of 10")));
        QVERIFY(wall.summary().contains(QStringLiteral("changed")));
    }

    void buttonRunsAndStops() {
        SeedWall wall;
        QSignalSpy run(&wall, &SeedWall::runAsked), stop(&wall, &SeedWall::stopAsked);
        QVERIFY(!wall.button()->isEnabled());  // no model
        wall.setState({.possible = true});
        wall.button()->click();
        QCOMPARE(run.count(), 1);
        wall.setState({.running = true});
        wall.button()->click();
        QCOMPARE(stop.count(), 1);
    }

    void aRowAsksForItsSeed() {
        SeedWall wall;
        wall.setState({.results = results(10, 3)});
        wall.show();
        QVERIFY(QTest::qWaitForWindowExposed(&wall));
        QSignalSpy asked(&wall, &SeedWall::seedAsked);
        wall.view()->setFocus();
        wall.view()->setCurrentIndex(wall.table()->index(4, 0));
        QTest::keyClick(wall.view(), Qt::Key_Return);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.front().front().toULongLong(), 5ULL);
    }

private:
    // `loops` of them loop, the first ones.
    static std::vector<SeedResult> results(int count, int loops) {
        std::vector<SeedResult> all;
        for (int i = 0; i < count; ++i) {
            SeedResult result{.seed = std::uint64_t(i + 1), .beginning = QStringLiteral("a text")};
            if (i < loops) {
                result.loop = metrics::Loop{6, 54, 9};
                result.seq_rep_4 = .9;
            }
            all.push_back(result);
        }
        return all;
    }
};

QTEST_MAIN(SeedWallTest)
#include "seed_wall_test.moc"
