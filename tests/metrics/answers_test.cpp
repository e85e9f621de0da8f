#include "metrics/answers.h"

#include <QtTest>
#include <vector>

using namespace lossylens::metrics;

class AnswersTest : public QObject {
    Q_OBJECT

    static bool right(const char* text, std::vector<std::string> accepted) {
        return answersCorrectly(text, accepted);
    }

private Q_SLOTS:
    void theFirstNumberCounts() {
        QVERIFY(right(" 19. And 20", {"19"}));
        QVERIFY(right("The sum is 19", {"19"}));
        QVERIFY(right("19.0", {"19"}));
        QVERIFY(right("= -4", {"-4"}));
        QVERIFY(right("1,024 bytes", {"1024"}));
        QVERIFY(right("It is 3.5.", {"3.5"}));
        QVERIFY(!right("20, not 19", {"19"}));
        QVERIFY(!right("190", {"19"}));
        QVERIFY(!right("-19", {"19"}));
        QVERIFY(!right("5,6", {"56"}));
        QVERIFY(right("7-5", {"7"}));
        QVERIFY(!right("nineteen", {"19"}));
        QVERIFY(!right("", {"19"}));
    }

    void theWordsOfTheFirstSentenceCount() {
        QVERIFY(right(" Paris. It is on the Seine.", {"Paris"}));
        QVERIFY(right("It's PARIS, of course", {"Paris"}));
        QVERIFY(right("the Pacific Ocean\nand", {"Atlantic", "Pacific Ocean"}));
        QVERIFY(right("\n Paris\nThe capital of Spain is Madrid", {"Paris"}));
        QVERIFY(!right("Paris\nThe capital of Spain is Madrid", {"Madrid"}));
        QVERIFY(!right("Lyon. Or Paris.", {"Paris"}));
        QVERIFY(!right("Parisians", {"Paris"}));
        QVERIFY(!right("Ocean Pacific", {"Pacific Ocean"}));
        QVERIFY(!right("", {"Paris"}));
        QVERIFY(right("eight", {"8", "eight"}) && right("8", {"8", "eight"}));
    }
};

QTEST_GUILESS_MAIN(AnswersTest)
#include "answers_test.moc"
