#include "text/utf8.h"

#include <QtTest>

using namespace lossylens::text;

namespace {

const std::string mark = "\xEF\xBF\xBD";

std::string throughStream(const std::string& bytes, std::size_t step) {
    Utf8Stream stream;
    std::string characters;
    for (std::size_t at = 0; at < bytes.size(); at += step) characters += stream.push(bytes.substr(at, step));
    return characters + stream.finish();
}

}  // namespace

class Utf8Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodePointIsWrittenAndReadBack() {
        for (char32_t point = 0; point <= 0x10FFFF; ++point) {
            if (point >= 0xD800 && point <= 0xDFFF) continue;
            const std::string bytes = utf8Of(point);
            if (firstInvalidByte(bytes) || codePointOf(bytes) != point) QCOMPARE(codePointOf(bytes), point);
        }
        QCOMPARE(utf8Of(0x20AC), std::string("€"));
        QCOMPARE(utf8Of(0x1F600), std::string("😀"));
    }

    void surrogatesAndCodePointsPastTheLastAreInvalid() {
        for (char32_t point = 0xD800; point <= 0xDFFF; ++point) QVERIFY(firstInvalidByte(utf8Of(point)));
        QVERIFY(firstInvalidByte("\xF4\x90\x80\x80"));
    }

    void firstInvalidByteIsFound_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("offset");
        QTest::newRow("lone continuation") << QByteArray("ab\x80") << 2;
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF") << 0;
        QTest::newRow("overlong of three") << QByteArray("é\xE0\x80\x80") << 2;
        QTest::newRow("overlong of four") << QByteArray("\xF0\x8F\xBF\xBF") << 0;
        QTest::newRow("cut off at the end") << QByteArray("a\xE2\x82") << 1;
        QTest::newRow("cut off before a letter") << QByteArray("a\xE2\x82z") << 1;
        QTest::newRow("lead past F4") << QByteArray("\xF5\x80\x80\x80") << 0;
        QTest::newRow("FF") << QByteArray("ok \xFF") << 3;
    }
    void firstInvalidByteIsFound() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, offset);
        const auto found = firstInvalidByte(bytes.toStdString());
        QVERIFY(found);
        QCOMPARE(static_cast<int>(*found), offset);
    }

    void hostile33CharacterSplitOverTokensIsHeldBackAndNeverDropped() {
        const std::string text = "aé€😀日本\n";
        for (std::size_t step = 1; step <= 4; ++step) QCOMPARE(throughStream(text, step), text);
        Utf8Stream stream;
        QCOMPARE(stream.push("\xF0\x9F\x98"), std::string());
        QCOMPARE(stream.push("\x80!"), std::string("😀!"));
        QCOMPARE(stream.finish(), std::string());
    }

    // The table of the Unicode Standard, section 3.9 ("U+FFFD substitution of maximal subparts").
    void illFormedPartsBecomeOneMarkEach_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("expected");
        const auto marks = [](int count) { return QByteArray::fromStdString(mark).repeated(count); };
        QTest::newRow("overlong") << QByteArray("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") << marks(8) + "A";
        QTest::newRow("surrogates") << QByteArray("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") << marks(8) + "A";
        QTest::newRow("past the last")
            << QByteArray("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") << marks(5) + "A" + marks(2) + "B";
        QTest::newRow("truncated") << QByteArray("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") << marks(4) + "A";
        QTest::newRow("cut off at the end") << QByteArray("x\xF0\x9F\x98") << "x" + marks(1);
    }
    void illFormedPartsBecomeOneMarkEach() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, expected);
        for (std::size_t step = 1; step <= 9; ++step) {
            QCOMPARE(throughStream(bytes.toStdString(), step), expected.toStdString());
        }
    }
};

QTEST_GUILESS_MAIN(Utf8Test)
#include "utf8_test.moc"
