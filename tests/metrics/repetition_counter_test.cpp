#include "metrics/repetition_counter.h"

#include <QtTest>
#include <vector>

#include "base/random.h"
#include "metrics/collapse.h"

using namespace lossylens;
using namespace lossylens::metrics;

class RepetitionCounterTest : public QObject {
    Q_OBJECT

    // After every id, what the functions on the whole text say.
    static void compareAll(const std::vector<int>& text) {
        RepetitionCounter counter;
        for (std::size_t count = 0; count <= text.size(); ++count) {
            const auto ids = std::span(text).first(count);
            QCOMPARE(counter.length(), int(count));
            for (const int n : {0, 1, 2, 3, 4}) {
                QCOMPARE(counter.distinctN(n), distinctN(ids, n));
                QCOMPARE(counter.seqRep(n), seqRep(ids, n));
            }
            QCOMPARE(counter.diversity(), diversity(ids));
            QCOMPARE(counter.terminalLoop(), terminalLoop(ids));
            if (count < text.size()) counter.push(text[count]);
        }
    }

private Q_SLOTS:
    void everyMeasureEqualsTheFunctionsOnRandomTexts() {
        for (std::uint64_t trial = 0; trial < 60; ++trial) {
            const std::uint64_t different = 1 + trial % 5;  // few ids: loops of every kind
            std::vector<int> text;
            for (std::uint64_t i = 0; i < 60; ++i)
                text.push_back(static_cast<int>(randomBits({trial, i}) % different) - 1);
            compareAll(text);
        }
    }

    void everyMeasureEqualsTheFunctionsOnLoops() {
        for (const int period : {1, 2, 3, 7, 89, 90, 91}) {
            std::vector<int> text{-5, 100'000};
            for (int i = 0; i < 2 * period + 9; ++i) text.push_back(i % period);
            compareAll(text);
        }
    }

    void collapseIsALongLoopOrMuchRepetition() {
        QVERIFY(hasCollapsed(Loop{.period = 4, .coverage = 32, .copies = 8}, .2));
        QVERIFY(!hasCollapsed(Loop{.period = 4, .coverage = 31, .copies = 7}, .5));
        QVERIFY(hasCollapsed(std::nullopt, .51));
        QVERIFY(!hasCollapsed(std::nullopt, std::nullopt));
    }
};

QTEST_GUILESS_MAIN(RepetitionCounterTest)
#include "repetition_counter_test.moc"
