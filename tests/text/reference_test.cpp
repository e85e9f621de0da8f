// Ids of the fixture tokenizers against those of tokenizers and sentencepiece (tests/fixtures/references.py).
#include <QtTest>

#include "text/sources.h"

using namespace lossylens::text;
using namespace lossylens::text::test;

class ReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsOfFoldersEqualTheReference_data() {
        QTest::addColumn<QString>("model");
        for (const char* model : {"gpt2-tiny", "gpt2-noprefix", "llama-tiny", "llama-sharded", "mistral-tiny",
                                  "llama-untied", "llama-spm-tiny"}) {
            QTest::newRow(model) << QString::fromUtf8(model);
        }
    }
    void idsOfFoldersEqualTheReference() {
        QFETCH(QString, model);
        const auto tokenizer = ofFolder(fixtures() / "models" / model.toStdString());
        QVERIFY2(tokenizer, tokenizer ? "" : qPrintable(message(tokenizer.error())));
        const auto reference = json(fixtures() / "reference" / (model.toStdString() + ".json"));
        QCOMPARE((*tokenizer)->size(), reference.at("vocabulary").get<int>());
        QVERIFY(!reference.at("prompts").empty());
        for (const auto& prompt : reference.at("prompts")) {
            const auto ids = (*tokenizer)->encode(prompt.at("prompt").get<std::string>());
            QVERIFY(ids);
            QCOMPARE(*ids, prompt.at("ids").get<std::vector<int>>());
        }
    }
};

QTEST_GUILESS_MAIN(ReferenceTest)
#include "reference_test.moc"
