#include <QtTest>
#include <limits>

#include "text/assembled_tokenizer.h"
#include "text/sources.h"

using namespace lossylens;
using namespace lossylens::text;
using namespace lossylens::text::test;

namespace {

// The id of a byte in byteVocabulary(), and of the merge with a number.
int byteId(char byte) { return 3 + static_cast<unsigned char>(byte); }
int mergeId(int number) { return 3 + 256 + number; }

std::vector<int> idsOf(const formats::GgufVocabulary& vocabulary, const std::string& prompt) {
    return make(vocabulary).value()->encode(prompt).value();
}

formats::GgufVocabulary cutAs(const char* pre_tokenizer, const std::vector<std::string>& merges) {
    formats::GgufVocabulary vocabulary = byteVocabulary(merges);
    vocabulary.pre_tokenizer = pre_tokenizer;
    vocabulary.add_bos = false;
    return vocabulary;
}

}  // namespace

class ByteBpeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyByteOfUtf8ComesBack() {
        const auto tokenizer = make(byteVocabulary({"a b", "Ġ Ġ"})).value();
        std::string text = "ab  \t\r\n😀 日本語 é\x7f\u0085\u200b";
        text.push_back('\0');
        QCOMPARE(textOf(*tokenizer, tokenizer->encode(text).value()), text);
        QCOMPARE(tokenizer->encode("").value(), std::vector<int>());
    }

    void mergeThatWasLearntFirstComesFirst() {
        // "b c" was learnt before "a b": abc is a + bc.
        QCOMPARE(idsOf(byteVocabulary({"b c", "a b"}), "abc"), (std::vector{byteId('a'), mergeId(0)}));
        QCOMPARE(idsOf(byteVocabulary({"a b", "b c"}), "abc"), (std::vector{mergeId(0), byteId('c')}));
    }

    void leftmostOfEqualPairsMergesFirst() {
        QCOMPARE(idsOf(byteVocabulary({"a a"}), "aaa"), (std::vector{mergeId(0), byteId('a')}));
        QCOMPARE(idsOf(byteVocabulary({"a a", "aa aa"}), "aaaaaaa"),
                 (std::vector{mergeId(1), mergeId(0), byteId('a')}));
    }

    void mergesDoNotReachOverWords() {
        QCOMPARE(idsOf(byteVocabulary({"o Ġ"}), "o o"), (std::vector{byteId('o'), byteId(' '), byteId('o')}));
        QCOMPARE(idsOf(byteVocabulary({"Ġ o"}), "o o"), (std::vector{byteId('o'), mergeId(0)}));
    }

    void digitsAreCutAsThePreTokenizerSays() {
        const std::vector<std::string> merges{"1 2", "3 4", "12 34", "12 3"};
        QCOMPARE(idsOf(cutAs("gpt-2", merges), "1234"), (std::vector{mergeId(2)}));
        QCOMPARE(idsOf(cutAs("llama-bpe", merges), "1234"), (std::vector{mergeId(3), byteId('4')}));
        QCOMPARE(idsOf(cutAs("smollm", merges), "1234"),
                 (std::vector{byteId('1'), byteId('2'), byteId('3'), byteId('4')}));
    }

    void llamaBpeTakesWholeWordsAndAddsBos() {
        // No merge leads to the word, but Llama 3 looks it up first.
        formats::GgufVocabulary vocabulary = cutAs("llama-bpe", {});
        vocabulary.add_bos.reset();
        vocabulary.tokens.emplace_back("word");
        vocabulary.types.push_back(1);
        QCOMPARE(idsOf(vocabulary, "word"), (std::vector{1, mergeId(0)}));
        vocabulary.add_bos = false;
        QCOMPARE(idsOf(vocabulary, "word"), (std::vector{mergeId(0)}));
    }

    void specialTokensInThePromptAreSingleIds() {
        const auto tokenizer = make(byteVocabulary()).value();
        QCOMPARE(tokenizer->encode("<|im_start|>a<|im_end|>").value(), (std::vector{1, byteId('a'), 2}));
        QCOMPARE(tokenizer->bytesOf(2), std::string("<|im_end|>"));
        QVERIFY(tokenizer->isSpecial(2));
        QVERIFY(!tokenizer->isSpecial(byteId('a')));
    }

    void endOfTextIsWhatTheFileSaysAndWhatIsWellKnown() {
        formats::GgufVocabulary vocabulary = byteVocabulary();
        vocabulary.eos = byteId('a');
        vocabulary.end_of_turn = byteId('b');
        const auto tokenizer = make(vocabulary).value();
        for (const int id : {0, 2, byteId('a'), byteId('b')}) QVERIFY(tokenizer->endsText(id));
        for (const int id : {1, byteId('c')}) QVERIFY(!tokenizer->endsText(id));
        QCOMPARE(tokenizer->bos(), std::optional(1));
    }

    void bosComesWhereTheFileSaysSo() {
        formats::GgufVocabulary vocabulary = byteVocabulary();
        QCOMPARE(idsOf(vocabulary, "a"), (std::vector{byteId('a')}));
        vocabulary.add_bos = true;
        QCOMPARE(idsOf(vocabulary, "a"), (std::vector{1, byteId('a')}));
        vocabulary.bos.reset();
        QVERIFY(!make(vocabulary));
    }

    void piecesAreReadableWhateverTheIds() {
        const auto tokenizer = make(byteVocabulary({"Ã ©"})).value();
        const auto shown = pieces(*tokenizer, std::vector{0, byteId('\xC3'), byteId('\n'), mergeId(0)});
        QCOMPARE(shown, (std::vector<std::string>{"<|endoftext|>", "<0xC3>", "\n", "é"}));
    }

    void absentPreTokenizerMeansGpt2OnlyForGpt2() {
        formats::GgufVocabulary vocabulary = byteVocabulary();
        vocabulary.pre_tokenizer.clear();
        QVERIFY(make(vocabulary, formats::Architecture::gpt2));
        QVERIFY(!make(vocabulary, formats::Architecture::llama));
    }

    void unknownKindsAreRefusedByName() {
        formats::GgufVocabulary vocabulary = byteVocabulary();
        vocabulary.pre_tokenizer = "deepseek-llm";
        const auto cut = make(vocabulary);
        QVERIFY(!cut);
        QCOMPARE(cut.error().code, ErrorCode::unsupported);
        QVERIFY(message(cut.error()).contains(QStringLiteral("deepseek-llm")));
        vocabulary.model = "bert";
        const auto model = make(vocabulary);
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::unsupported);
        QVERIFY(message(model.error()).contains(QStringLiteral("bert")));
    }

    void hostile28VocabulariesAreRefusedByTheirPlace_data() {
        QTest::addColumn<QString>("part");
        for (const char* part : {"bos", "eos", "eot", "twice", "types", "absent left", "absent product",
                                 "no pair", "not UTF-8", "empty"}) {
            QTest::newRow(part) << QString::fromUtf8(part);
        }
    }
    void hostile28VocabulariesAreRefusedByTheirPlace() {
        QFETCH(QString, part);
        formats::GgufVocabulary vocabulary = byteVocabulary({"a b"});
        QString place = QStringLiteral("tokenizer.ggml.merges");
        if (part == QStringLiteral("bos")) {
            vocabulary.bos = -1;
            place = QStringLiteral("tokenizer.ggml.bos_token_id");
        } else if (part == QStringLiteral("eos")) {
            vocabulary.eos = static_cast<int>(vocabulary.tokens.size());
            place = QStringLiteral("tokenizer.ggml.eos_token_id");
        } else if (part == QStringLiteral("eot")) {
            vocabulary.end_of_turn = std::numeric_limits<int>::min();
            place = QStringLiteral("tokenizer.ggml.eot_token_id");
        } else if (part == QStringLiteral("twice")) {
            vocabulary.tokens[5] = vocabulary.tokens[4];
            place = QStringLiteral("tokenizer.ggml.tokens: ids 4 and 5");
        } else if (part == QStringLiteral("types")) {
            vocabulary.types.pop_back();
            place = QStringLiteral("tokenizer.ggml.token_type");
        } else if (part == QStringLiteral("absent left")) {
            vocabulary.merges.emplace_back("xyz b");
            place = QStringLiteral("tokenizer.ggml.merges: merge 1");
        } else if (part == QStringLiteral("absent product")) {
            vocabulary.merges.emplace_back("a c");
        } else if (part == QStringLiteral("no pair")) {
            vocabulary.merges.emplace_back("ab");
        } else if (part == QStringLiteral("not UTF-8")) {
            vocabulary.tokens[7] = "\xFF";
            place = QStringLiteral("tokenizer.ggml.tokens: token 7");
        } else {
            vocabulary = formats::GgufVocabulary();
            vocabulary.model = "gpt2";
            vocabulary.pre_tokenizer = "gpt-2";
            place = QStringLiteral("tokenizer.ggml.tokens");
        }
        const auto tokenizer = make(vocabulary);
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::corrupt);
        QVERIFY2(message(tokenizer.error()).startsWith(QStringLiteral("model.gguf: ") + place),
                 qPrintable(message(tokenizer.error())));
    }

    // Quadratic merging or recursive matching would not come through this within the test's time and stack.
    void hostile29HundredThousandRepeatedCharacters_data() {
        QTest::addColumn<QByteArray>("unit");
        for (const char* unit : {"a", " ", "\n", "1", "!", "é", "😀", "ab", "'s", " \n", "<|im_end|>"}) {
            QTest::newRow(QByteArray(unit).toPercentEncoding().constData()) << QByteArray(unit);
        }
    }
    void hostile29HundredThousandRepeatedCharacters() {
        QFETCH(QByteArray, unit);
        const std::string prompt = unit.repeated(100'000).toStdString();
        for (const char* pre_tokenizer : {"gpt-2", "smollm", "llama-bpe"}) {
            const auto vocabulary =
                cutAs(pre_tokenizer, {"a a", "aa aa", "Ġ Ġ", "ĠĠ ĠĠ", "a b", "ab ab", "Ċ Ċ"});
            const auto tokenizer = make(vocabulary).value();
            const auto ids = tokenizer->encode(prompt);
            QVERIFY(ids);
            QCOMPARE(textOf(*tokenizer, *ids), prompt);
        }
    }

    void hostile31PromptOfTooManyTokensIsRefusedBeforeWork() {
        const auto tokenizer = make(byteVocabulary()).value();
        const auto ids = tokenizer->encode(std::string(longest_prompt + 1, 'a'));
        QVERIFY(!ids);
        QCOMPARE(ids.error().code, ErrorCode::limit);
        QVERIFY(longest_prompt < static_cast<std::size_t>(std::numeric_limits<int>::max()) / 2);
    }

    void hostile32InvalidUtf8IsRefusedAtItsByte() {
        const auto ids = make(byteVocabulary()).value()->encode("ab\xC3(");
        QVERIFY(!ids);
        QCOMPARE(ids.error().code, ErrorCode::usage);
        QVERIFY(message(ids.error()).contains(QStringLiteral("byte 2 ")));
    }
};

QTEST_GUILESS_MAIN(ByteBpeTest)
#include "byte_bpe_test.moc"
