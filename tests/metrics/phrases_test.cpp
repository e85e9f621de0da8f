#include "metrics/phrases.h"

#include <QtTest>
#include <cmath>

using namespace lossylens::metrics;

using Texts = std::vector<std::string>;

class PhrasesTest : public QObject {
    Q_OBJECT

    static const Phrase& find(const std::vector<Phrase>& phrases, const std::string& words) {
        return *std::ranges::find(phrases, words, &Phrase::words);
    }

private Q_SLOTS:
    // Words alone, prior 4. Both groups have a, one has b, the other c: 2 phrases each, 4 together, so that
    // the prior of a is 2, of b and c 1.
    void theHandWorkedExample() {
        const auto phrases = comparePhrases(Texts{"a c"}, Texts{"a b"}, {.longest = 1, .prior = 4});
        QCOMPARE(phrases.size(), std::size_t{3});
        const Phrase& c = phrases.front();
        QCOMPARE(c.words, std::string("c"));
        QCOMPARE(c.log_odds, std::log(2.0 / 4) - std::log(1.0 / 5));  // .9163
        QCOMPARE(c.z, std::log(2.5) / std::sqrt(1 / 2.0 + 1 / 1.0));  // .7482
        QCOMPARE(find(phrases, "a").log_odds, 0.0);
        QCOMPARE(phrases.back().words, std::string("b"));
        QCOMPARE(phrases.back().z, -c.z);
    }

    void aPhraseCountsOnceAText() {
        const auto phrases = comparePhrases(Texts{"no no no no", "no way"}, Texts{"yes"}, {});
        QCOMPARE(find(phrases, "no").texts, 2);
        QCOMPARE(find(phrases, "no no").texts, 1);
        QCOMPARE(find(phrases, "no no no").texts, 1);
        QCOMPARE(find(phrases, "no way").texts, 1);
        QCOMPARE(std::ranges::count(phrases, "no no no no", &Phrase::words), 0);
        QCOMPARE(find(phrases, "yes").baseline_texts, 1);
    }

    void moreTextsMakeItSurer() {
        Texts few(2, "dark night"), many(20, "dark night");
        const Texts light(20, "bright day");
        QVERIFY(find(comparePhrases(many, light), "dark").z > find(comparePhrases(few, light), "dark").z);
    }

    void nothingIsSaidOfNothing() {
        QVERIFY(comparePhrases({}, {}).empty());
        const auto one = comparePhrases(Texts{"a"}, Texts{"a"}, {});
        QCOMPARE(one.size(), std::size_t{1});
        QCOMPARE(one.front().z, 0.0);
    }
};

QTEST_GUILESS_MAIN(PhrasesTest)
#include "phrases_test.moc"
