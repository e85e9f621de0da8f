#include "metrics/tone.h"

#include <QtTest>
#include <string>

#include "base/random.h"

using namespace lossylens;
using namespace lossylens::metrics;

using Texts = std::vector<std::string>;

class ToneTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreRunsOfLettersAndApostrophes() {
        QCOMPARE(wordsOf("Don't stop: it's 9-to-5, café!"), (Texts{"don't", "stop", "it's", "to", "caf"}));
        QVERIFY(wordsOf("1234 – !").empty());
    }

    void sentencesEndAtMarksBeforeWhiteSpace() {
        QCOMPARE(sentencesOf("One. Two?! Three.\nFour... 3.5 five"),
                 (Texts{"One.", "Two?!", "Three.", "Four...", "3.5 five"}));
        QCOMPARE(sentencesOf("A title\nand \"so on.\" She left."),
                 (Texts{"A title\nand \"so on.\" She left."}));
        QCOMPARE(sentencesOf("e.g. this"), (Texts{"e.g.", "this"}));
        QCOMPARE(sentencesOf("1. 2. ... a"), (Texts{"a"}));  // what has no word is no sentence
        QVERIFY(sentencesOf("").empty());
    }

    void toneIsTheShareOfNegativeSentences() {
        const Tone tone = toneOf("The soup was good. The bread was terrible! A table. It is not good");
        QCOMPARE(tone.sentences, 4);
        QCOMPARE(tone.negative, 2);
        QCOMPARE(tone.share(), std::optional(.5));
        QVERIFY(!toneOf("1 + 1 = 2").share());
    }

    void aTextInPiecesHasTheSameTone() {
        const std::string text =
            "I hate it. \"Do you?\" she asked, sad. Good!\nNo end in sight... but (so what?) it ends. ";
        std::string long_text;
        for (int i = 0; i < 20; ++i) long_text += text;
        for (std::uint64_t trial = 0; trial < 100; ++trial) {
            ToneCounter counter;
            std::size_t start = 0;
            for (std::uint64_t step = 0; start < long_text.size(); ++step) {
                const std::size_t count = randomBits({trial, step}) % 12;
                counter.add(std::string_view(long_text).substr(start, count));
                start += count;
            }
            counter.finish();
            QCOMPARE(counter.tone().sentences, toneOf(long_text).sentences);
            QCOMPARE(counter.tone().negative, toneOf(long_text).negative);
        }
    }

    void anOpenSentenceCountsWhenItEnds() {
        ToneCounter counter;
        counter.add("This is terrible");
        QCOMPARE(counter.tone().sentences, 0);
        counter.add(". ");
        QCOMPARE(counter.tone(), (Tone{.sentences = 1, .negative = 1}));
        counter.add("And this");
        counter.finish();
        QCOMPARE(counter.tone(), (Tone{.sentences = 2, .negative = 1}));
    }
};

QTEST_GUILESS_MAIN(ToneTest)
#include "tone_test.moc"
