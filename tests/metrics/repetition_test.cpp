#include "metrics/repetition.h"

#include <QtTest>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/random.h"

using namespace lossylens;
using namespace lossylens::metrics;

namespace {

// One id a letter.
std::vector<int> ids(std::string_view letters) { return {letters.begin(), letters.end()}; }

std::vector<int> counting(int from, int count) {
    std::vector<int> all;
    for (int i = 0; i < count; ++i) all.push_back(from + i);
    return all;
}

}  // namespace

class RepetitionTest : public QObject {
    Q_OBJECT

    static void compare(std::optional<double> value, double expected, double tolerance = 1e-12) {
        QVERIFY(value);
        QVERIFY2(std::abs(*value - expected) <= tolerance, qPrintable(QString::number(*value, 'g', 17)));
    }

private Q_SLOTS:
    void seqRepOfTheKnownText() {
        const auto text = ids("abababab");
        compare(seqRep(text, 1), .75);
        compare(seqRep(text, 2), .7143, 5e-5);
        compare(seqRep(text, 3), .6667, 5e-5);
        compare(seqRep(text, 4), .6);
        compare(seqRep(ids("abcd"), 1), 0.0);
        compare(seqRep(ids("abcd"), 4), 0.0);
    }

    void distinctNIsTheRest() {
        compare(distinctN(ids("abababab"), 4), .4);
        compare(distinctN(ids("aaaa"), 1), .25);
    }

    void shortTextsHaveNoSeqRep() {
        QVERIFY(!seqRep(ids("abc"), 4));
        QVERIFY(!seqRep(ids(""), 1));
        QVERIFY(!seqRep(ids("abc"), 0));
        QVERIFY(!seqRep(ids("abc"), -1));
        QVERIFY(!distinctN(ids("abc"), 4));
        QVERIFY(!diversity(ids("abc")));
    }

    void diversityIsTheProduct() {
        compare(diversity(ids("abababab")), 2.0 / 7 * (2.0 / 6) * (2.0 / 5));
        compare(diversity(ids("abcdefgh")), 1.0);
    }

    void terminalLoopsOfKnownTexts_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("period");
        QTest::addColumn<int>("coverage");
        QTest::addColumn<int>("copies");
        const auto row = [](const char* text, int period, int coverage, int copies) {
            QTest::newRow(text) << QByteArray(text) << period << coverage << copies;
        };
        row("xyabcabcabc", 3, 9, 3);
        row("aaaa", 1, 4, 4);
        row("qababababa", 2, 9, 4);
        row("abcabc", 3, 6, 2);
        row("abcabcab", 3, 8, 2);
        row("abababab", 2, 8, 4);
        row("aaaaaaaa", 1, 8, 8);  // also period 2 and 4: the shortest
        row("abcabcxyzxyzxyz", 3, 9, 3);
        row("xabcbbbabcbbb", 6, 12, 2);  // three b are no loop of their own
        row("qababa", 0, 0, 0);
        row("abc!!", 0, 0, 0);
        row("aaa", 0, 0, 0);
        row("abcabcx", 0, 0, 0);
        row("a", 0, 0, 0);
        row("", 0, 0, 0);
    }
    void terminalLoopsOfKnownTexts() {
        QFETCH(QByteArray, text);
        QFETCH(int, period);
        QFETCH(int, coverage);
        QFETCH(int, copies);
        const auto loop = terminalLoop(ids(text.toStdString()));
        if (period == 0) {
            QVERIFY(!loop);
        } else {
            QCOMPARE(loop, std::optional(Loop{period, coverage, copies}));
        }
    }

    void terminalLoopsReachPeriod90() {
        for (const int period : {89, 90, 91}) {
            auto text = counting(0, period);
            const auto again = text;
            text.insert(text.end(), again.begin(), again.end());
            const auto loop = terminalLoop(text);
            if (period <= 90) {
                QCOMPARE(loop, std::optional(Loop{period, 2 * period, 2}));
            } else {
                QVERIFY(!loop);
            }
        }
    }

    void loopCoverOfKnownTexts() {
        compare(loopCover(ids("abcabcde")), .75);
        compare(loopCover(ids("xabcabcx")), .75);
        compare(loopCover(ids("xxabcabcxx")), .6);
        compare(loopCover(ids("aaaabbbb")), 1.0);
        compare(loopCover(ids("aaabbb")), 0.0);
        compare(loopCover(ids("ababab")), 0.0);
        compare(loopCover(ids("abababab")), 1.0);
        compare(loopCover(ids("abcdefgh")), 0.0);
        compare(loopCover(ids("abcabcxdefgdefg")), 14.0 / 15);
        QVERIFY(!loopCover(ids("")));
    }

    void loopCoverEqualsTheDefinitionOnRandomTexts() {
        for (std::uint64_t trial = 0; trial < 300; ++trial) {
            std::vector<int> text;
            const int length = 1 + static_cast<int>(randomBits({trial}) % 24);
            for (int i = 0; i < length; ++i)
                text.push_back(static_cast<int>(randomBits({trial, std::uint64_t(i)}) % 3));
            // Every piece of the text, held against every period: covered if it repeats often enough.
            std::vector<bool> covered(text.size(), false);
            for (int from = 0; from < length; ++from) {
                for (int to = from + 1; to <= length; ++to) {
                    for (int period = 1; period < to - from; ++period) {
                        if ((to - from) / period < (period < 3 ? 4 : 2)) continue;
                        bool repeats = true;
                        for (int t = from + period; t < to; ++t)
                            repeats = repeats && text[t] == text[t - period];
                        if (repeats) std::fill(covered.begin() + from, covered.begin() + to, true);
                    }
                }
            }
            compare(loopCover(text),
                    static_cast<double>(std::count(covered.begin(), covered.end(), true)) / length);
        }
    }

    void onsetIsTheFirstRepetitiveWindow() {
        auto text = counting(0, 200);
        QVERIFY(!repetitionOnset(text));
        for (int i = 0; i < 100; ++i) text.push_back(1000);
        const auto onset = repetitionOnset(text);
        QVERIFY(onset);
        // The window from w has 61 4-grams, of which the distinct ones are 200 - w and that of the repeated
        // id.
        QCOMPARE(*onset, 171);
        QVERIFY(*seqRep(std::span(text).subspan(171, 64), 4) > .5);
        QVERIFY(*seqRep(std::span(text).subspan(170, 64), 4) <= .5);
    }

    void onsetNeedsAWholeWindow() {
        QVERIFY(!repetitionOnset(std::vector<int>(63, 1)));
        QCOMPARE(repetitionOnset(std::vector<int>(64, 1)), std::optional(0));
    }
};

QTEST_GUILESS_MAIN(RepetitionTest)
#include "repetition_test.moc"
