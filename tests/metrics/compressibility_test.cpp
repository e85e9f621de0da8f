#include "metrics/compressibility.h"

#include <QtTest>
#include <string>

#include "base/random.h"

using namespace lossylens;
using namespace lossylens::metrics;

class CompressibilityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // One block with the fixed code: 3 bits of header, 8 a literal, 7 the end. Ten a are two literals and a
    // match of length 8 (7 bits) at distance 1 (5 bits): 38 bits, 5 bytes.
    void bytesAreCountedByHand() {
        QCOMPARE(gzipRatio("aaaaaaaaaa"), std::optional(10.0 / 5));
        QCOMPARE(gzipRatio("abcd"), std::optional(4.0 / 6));  // 3 + 4 × 8 + 7 = 42 bits
        QVERIFY(!gzipRatio(""));
    }

    void whatRepeatsItselfHasAHigherRatio() {
        std::string noise, loop;
        for (std::uint64_t i = 0; i < 20'000; ++i) {
            noise += static_cast<char>('a' + randomBits({i}) % 26);
            loop += static_cast<char>('a' + i % 26);
        }
        QVERIFY(*gzipRatio(noise) < 2);
        QVERIFY(*gzipRatio(loop) > 50);  // more than one buffer of output, and less
    }
};

QTEST_GUILESS_MAIN(CompressibilityTest)
#include "compressibility_test.moc"
