#include <QtTest>
#include <atomic>
#include <stdexcept>

#include "nn/thread_pool.h"

using lossylens::nn::ThreadPool;

class ThreadPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTaskRunsOnce_data() {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3, 8}) QTest::addRow("%d threads", threads) << threads;
    }

    void everyTaskRunsOnce() {
        QFETCH(const int, threads);
        ThreadPool pool(threads);
        QCOMPARE(pool.threads(), threads);
        for (int round = 0; round < 2000; ++round) {
            const int count = round % 23;
            std::vector<std::atomic<int>> runs(static_cast<std::size_t>(count));
            pool.run(count, [&](int i) { ++runs[static_cast<std::size_t>(i)]; });
            for (const auto& times : runs) QCOMPARE(times.load(), 1);
        }
    }

    void sleepingWorkersAreWoken() {
        ThreadPool pool(3);
        for (int round = 0; round < 20; ++round) {
            QTest::qSleep(2);  // longer than they spin
            std::atomic<int> sum = 0;
            pool.run(100, [&](int i) { sum += i; });
            QCOMPARE(sum.load(), 4950);
        }
    }

    void anExceptionReachesTheCallerAndThePoolGoesOn() {
        for (const int threads : {1, 2}) {
            ThreadPool pool(threads);
            std::atomic<int> others = 0;
            const auto failing = [&](int i) {
                if (i == 5) throw std::runtime_error("five");
                ++others;
            };
            QVERIFY_EXCEPTION_THROWN(pool.run(10, failing), std::runtime_error);
            QCOMPARE(others.load(), 9);
            std::atomic<int> after = 0;
            pool.run(10, [&](int) { ++after; });
            QCOMPARE(after.load(), 10);
        }
    }
};

QTEST_GUILESS_MAIN(ThreadPoolTest)
#include "thread_pool_test.moc"
