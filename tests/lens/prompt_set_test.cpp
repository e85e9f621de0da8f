#include "lens/prompt_set.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "metrics/answers.h"

using namespace lossylens;

class PromptSetTest : public QObject {
    Q_OBJECT

    static lens::PromptSet parsed(std::string_view text) {
        const auto set = lens::parsePromptSet(text, "set");
        if (!set) qFatal("%s", set.error().text().c_str());
        return *set;
    }

private Q_SLOTS:
    void objectsListsAndLinesAreRead() {
        const auto object = parsed(R"({"name": "sums", "about": "Two", "prompts":
            [{"id": "a", "text": "1 + 1 =", "answers": ["2"]}, "so", {"text": "on"}]})");
        QCOMPARE(object.name, std::string("sums"));
        QCOMPARE(object.about, std::string("Two"));
        QCOMPARE(object.prompts.size(), std::size_t{3});
        QCOMPARE(object.prompts[0].answers, std::vector<std::string>{"2"});
        QCOMPARE(object.prompts[1].id, std::string("2"));
        QCOMPARE(object.prompts[2].text, std::string("on"));
        QCOMPARE(parsed(R"(["x"])").name, std::string("set"));
        const auto lines = parsed("one\r\n\n  \n two \n");
        QCOMPARE(lines.prompts.size(), std::size_t{2});
        QCOMPARE(lines.prompts[0].text, std::string("one"));
        QCOMPARE(lines.prompts[1].text, std::string(" two "));
    }

    void whatIsWrongIsNamed_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("no prompt");
        QTest::newRow("no prompts") << QByteArray(R"({"prompts": []})") << QStringLiteral("no prompt");
        QTest::newRow("no list") << QByteArray(R"({"prompts": 3})") << QStringLiteral("is no prompt");
        QTest::newRow("other object") << QByteArray(R"({"a": 3})") << QStringLiteral("is no prompt");
        QTest::newRow("number") << QByteArray("[3]") << QStringLiteral("set, prompt 1: is no prompt");
        QTest::newRow("answer") << QByteArray(R"([{"text": "a", "answers": [2]}])")
                                << QStringLiteral("is no prompt");
        QTest::newRow("empty") << QByteArray(R"([{"text": ""}])") << QStringLiteral("is empty");
        QTest::newRow("same id") << QByteArray(R"([{"id": "x", "text": "a"}, {"id": "x", "text": "b"}])")
                                 << QStringLiteral("set, prompt 2: has the id");
        QTest::newRow("syntax") << QByteArray("[\"a\"") << QStringLiteral("set");
        QTest::newRow("bytes") << QByteArray("a\xff") << QStringLiteral("UTF-8 at byte 1");
        QTest::newRow("deep") << QByteArray(10'000, '[') << QStringLiteral("deep");
    }
    void whatIsWrongIsNamed() {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const auto set = lens::parsePromptSet(text.toStdString(), "set");
        QVERIFY(!set);
        const QString message = QString::fromStdString(set.error().text());
        QVERIFY2(message.contains(said), qPrintable(message));
    }

    void filesAreRead() {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("p.txt")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one\ntwo\n") == 8);
        file.close();
        QCOMPARE(lens::readPromptSet(file.fileName().toStdString())->prompts.size(), std::size_t{2});
        const auto missing = lens::readPromptSet(folder.filePath(QStringLiteral("none")).toStdString());
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::not_found);
        QVERIFY(!lens::readPromptSet(folder.path().toStdString()));
    }
};

QTEST_GUILESS_MAIN(PromptSetTest)
#include "prompt_set_test.moc"
