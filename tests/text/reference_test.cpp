// Ids of the fixture tokenizers against those of tokenizers and sentencepiece (tests/fixtures/references.py).
#include <QtTest>

#include "text/sources.h"

using namespace lossylens;
using namespace lossylens::text;
using namespace lossylens::text::test;

class ReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsOfFixturesEqualTheReference_data() {
        QTest::addColumn<QString>("model");
        for (const auto& entry : std::filesystem::directory_iterator(fixtures() / "models")) {
            const std::string model = entry.path().filename().string();
            QTest::newRow(model.c_str()) << QString::fromStdString(model);
        }
    }
    void idsOfFixturesEqualTheReference() {
        QFETCH(QString, model);
        const auto checkpoint = formats::openCheckpoint(fixtures() / "models" / model.toStdString());
        QVERIFY2(checkpoint, checkpoint ? "" : qPrintable(message(checkpoint.error())));
        const auto tokenizer = makeTokenizer(**checkpoint);
        QVERIFY2(tokenizer, tokenizer ? "" : qPrintable(message(tokenizer.error())));
        const auto stem = model.endsWith(QStringLiteral(".gguf")) ? model.chopped(5) : model;
        const auto reference = json(fixtures() / "reference" / (stem.toStdString() + ".json"));
        QCOMPARE((*tokenizer)->size(), reference.at("vocabulary").get<int>());
        QVERIFY(!reference.at("prompts").empty());
        for (const auto& prompt : reference.at("prompts")) {
            const auto ids = (*tokenizer)->encode(prompt.at("prompt").get<std::string>());
            QVERIFY(ids);
            QCOMPARE(*ids, prompt.at("ids").get<std::vector<int>>());
        }
    }

    // The corpus has code, emoji, accents, CJK and runs of spaces. Byte-level vocabularies lose nothing.
    void corpusComesBackFromItsIds() {
        QFile file(QString::fromStdString((fixtures() / "text" / "corpus.txt").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string corpus = file.readAll().toStdString();
        for (const char* model : {"gpt2-tiny", "gpt2-noprefix", "llama-tiny"}) {
            const auto tokenizer = ofFolder(fixtures() / "models" / model).value();
            QCOMPARE(textOf(*tokenizer, tokenizer->encode(corpus).value()), corpus);
        }
        // SentencePiece adds a space before the text, which a whole text is read without.
        const auto spaced = ofFolder(fixtures() / "models" / "llama-spm-tiny").value();
        std::vector<int> ids = spaced->encode(corpus).value();
        QCOMPARE(ids.front(), spaced->bos().value());
        ids.erase(ids.begin());
        QCOMPARE(textOf(*spaced, ids), " " + corpus);
    }
};

QTEST_GUILESS_MAIN(ReferenceTest)
#include "reference_test.moc"
