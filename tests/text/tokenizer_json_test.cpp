#include <QtTest>

#include "text/sources.h"

using namespace lossylens;
using namespace lossylens::text;
using namespace lossylens::text::test;
using Json = nlohmann::json;

namespace {

Made tokenizerOf(const Json& file) { return Folder().with("tokenizer.json", file).tokenizer(); }

const Json no_words = {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}};

// How a pre-tokenizer cuts a text shows where a merge of any two neighbours is not made: every pair of
// letters in use merges, so that each word of up to two letters is one token.
std::vector<std::string> wordsOf(const Json& pre_tokenizer, const std::string& text) {
    std::vector<std::string> merges;
    const std::vector<std::string> letters{"a", "b", "-", "1", "Ġ"};
    for (const auto& left : letters) {
        for (const auto& right : letters) merges.push_back(left + " " + right);
    }
    Json file = byteTokenizerJson(merges);
    file["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", {pre_tokenizer, no_words}}};
    const auto tokenizer = tokenizerOf(file).value();
    return pieces(*tokenizer, tokenizer->encode(text).value());
}

// A vocabulary as tokenizers converted from SentencePiece have it: characters, "▁", byte tokens.
Json spacedTokenizerJson() {
    Json vocab = {{"<unk>", 0}, {"<s>", 1}, {"</s>", 2}};
    const std::vector<std::string> more{"▁", "a", "b", "c", "ab", "▁a", "<0xC3>", "<0xA9>", "<0x0A>"};
    for (const auto& token : more) vocab[token] = vocab.size();
    Json added = Json::array();
    for (const char* token : {"<unk>", "<s>", "</s>"}) {
        added.push_back({{"id", vocab[token]}, {"content", token}, {"special", true}, {"normalized", false}});
    }
    return {{"added_tokens", added},
            {"normalizer",
             {{"type", "Sequence"},
              {"normalizers",
               {{{"type", "Prepend"}, {"prepend", "▁"}},
                {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "▁"}}}}}},
            {"pre_tokenizer", nullptr},
            {"post_processor",
             {{"type", "TemplateProcessing"},
              {"single", {{{"SpecialToken", {{"id", "<s>"}}}}, {{"Sequence", {{"id", "A"}}}}}},
              {"special_tokens", {{"<s>", {{"ids", {1}}}}}}}},
            {"decoder",
             {{"type", "Sequence"},
              {"decoders",
               {{{"type", "Replace"}, {"pattern", {{"String", "▁"}}}, {"content", " "}},
                {{"type", "ByteFallback"}},
                {{"type", "Fuse"}},
                {{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}}}}}},
            {"model",
             {{"type", "BPE"},
              {"unk_token", "<unk>"},
              {"fuse_unk", true},
              {"byte_fallback", true},
              {"vocab", vocab},
              {"merges", {"a b", "▁ a"}}}}};
}

std::vector<std::string> piecesOf(const Json& file, const std::string& text) {
    const auto tokenizer = tokenizerOf(file).value();
    return pieces(*tokenizer, tokenizer->encode(text).value());
}

using Words = std::vector<std::string>;

}  // namespace

class TokenizerJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The example of Hugging Face's documentation of SplitDelimiterBehavior, with shorter words.
    void splitsBehaveAsNamed_data() {
        QTest::addColumn<QString>("behavior");
        QTest::addColumn<QString>("words");
        QTest::newRow("removed") << QStringLiteral("Removed") << QStringLiteral("a|b|a");
        QTest::newRow("isolated") << QStringLiteral("Isolated") << QStringLiteral("a|-|b|-|-|a");
        QTest::newRow("previous") << QStringLiteral("MergedWithPrevious") << QStringLiteral("a-|b-|-|a");
        QTest::newRow("next") << QStringLiteral("MergedWithNext") << QStringLiteral("a|-b|-|-a");
        QTest::newRow("contiguous") << QStringLiteral("Contiguous") << QStringLiteral("a|-|b|--|a");
    }
    void splitsBehaveAsNamed() {
        QFETCH(QString, behavior);
        QFETCH(QString, words);
        for (const Json& pattern : {Json{{"String", "-"}}, Json{{"Regex", "[-]"}}}) {
            const Json step = {{"type", "Split"}, {"pattern", pattern}, {"behavior", behavior.toStdString()}};
            QStringList found;
            for (const auto& word : wordsOf(step, "a-b--a")) found << QString::fromStdString(word);
            QCOMPARE(found.join(QLatin1Char('|')), words);
        }
    }

    void invertedSplitTakesWhatIsBetweenTheMatches() {
        const Json step = {
            {"type", "Split"}, {"pattern", {{"Regex", "a+"}}}, {"behavior", "Removed"}, {"invert", true}};
        QCOMPARE(wordsOf(step, "a-b-aa-"), (Words{"a", "aa"}));
    }

    void digitsAreOneRunOrOneEach() {
        QCOMPARE(wordsOf({{"type", "Digits"}, {"individual_digits", true}}, "a11b"),
                 (Words{"a", "1", "1", "b"}));
        QCOMPARE(wordsOf({{"type", "Digits"}, {"individual_digits", false}}, "a11b"),
                 (Words{"a", "11", "b"}));
    }

    void byteLevelAddsASpaceWhereToldAndThereIsNone() {
        Json file = byteTokenizerJson();
        file["pre_tokenizer"]["add_prefix_space"] = true;
        QCOMPARE(piecesOf(file, "a"), (Words{" ", "a"}));
        QCOMPARE(piecesOf(file, " a"), (Words{" ", "a"}));
        QCOMPARE(piecesOf(file, ""), Words());
    }

    void wholeWordsSkipMergesWhereToldTo() {
        Json file = byteTokenizerJson({"a b", "ab a"});
        file["model"]["merges"] = Json::array({Json::array({"a", "b"})});
        QCOMPARE(piecesOf(file, "aba"), (Words{"ab", "a"}));
        file["model"]["ignore_merges"] = true;
        QCOMPARE(piecesOf(file, "aba"), (Words{"aba"}));
    }

    void prependedSpaceByteTokensAndBosFollowTheFile() {
        const Json file = spacedTokenizerJson();
        QCOMPARE(piecesOf(file, "ab c"), (Words{"<s>", " ", "ab", " ", "c"}));
        QCOMPARE(piecesOf(file, "ac"), (Words{"<s>", " a", "c"}));
        QCOMPARE(piecesOf(file, "é"), (Words{"<s>", " ", "<0xC3>", "<0xA9>"}));
        QCOMPARE(textOf(*tokenizerOf(file).value(), {9, 10, 11}), std::string("é\n"));
        // Each text between special tokens is prefixed, as Llama 2's tokenizer.json has it.
        QCOMPARE(piecesOf(file, "b</s>b"), (Words{"<s>", " ", "b", "</s>", " ", "b"}));
        QCOMPARE(piecesOf(file, ""), (Words{"<s>"}));
    }

    void unknownCharactersFuseWhereToldTo() {
        Json file = spacedTokenizerJson();
        QCOMPARE(piecesOf(file, "xyb"), (Words{"<s>", " ", "<unk>", "b"}));
        file["model"]["fuse_unk"] = false;
        QCOMPARE(piecesOf(file, "xyb"), (Words{"<s>", " ", "<unk>", "<unk>", "b"}));
    }

    void metaspacePrependsBySchemeAndSplits_data() {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("found");
        QTest::newRow("always") << QStringLiteral("always") << QStringLiteral("<s>| |ab| a|</s>| |b");
        QTest::newRow("first") << QStringLiteral("first") << QStringLiteral("<s>| |ab| a|</s>|b");
        QTest::newRow("never") << QStringLiteral("never") << QStringLiteral("<s>|ab| a|</s>|b");
    }
    void metaspacePrependsBySchemeAndSplits() {
        QFETCH(QString, scheme);
        QFETCH(QString, found);
        Json file = spacedTokenizerJson();
        file["normalizer"] = nullptr;
        file["pre_tokenizer"] = {
            {"type", "Metaspace"}, {"replacement", "▁"}, {"prepend_scheme", scheme.toStdString()}};
        QStringList shown;
        for (const auto& piece : piecesOf(file, "ab a</s>b")) shown << QString::fromStdString(piece);
        QCOMPARE(shown.join(QLatin1Char('|')), found);
    }

    void addedTokensKeepToTheirFlags() {
        Json file = byteTokenizerJson();
        const auto add = [&](const char* content, const char* flag) {
            const int id = 259 + static_cast<int>(file["added_tokens"].size()) - 3;
            file["added_tokens"].push_back(
                {{"id", id}, {"content", content}, {"special", true}, {flag, true}});
        };
        add("<l>", "lstrip");
        add("<r>", "rstrip");
        add("dog", "single_word");
        add("<l><r>", "special");
        const auto tokenizer = tokenizerOf(file).value();
        const auto ids = [&](const char* text) { return tokenizer->encode(text).value(); };
        QCOMPARE(ids("a \t<l>"), (std::vector{3 + 'a', 259}));
        QCOMPARE(ids("<r>\u00a0 a"), (std::vector{260, 3 + 'a'}));
        QCOMPARE(ids("-dog."), (std::vector{3 + '-', 261, 3 + '.'}));
        QCOMPARE(ids("dogé").size(), std::size_t{5});
        QCOMPARE(ids("<l><r>"), (std::vector{262}));  // the longest of those that start together
        QVERIFY(tokenizer->isSpecial(259));
    }

    void addedTokenThatIsNotSpecialIsContent() {
        Json file = byteTokenizerJson();
        file["added_tokens"].push_back({{"id", 259}, {"content", "extra"}, {"special", false}});
        const auto tokenizer = tokenizerOf(file).value();
        QCOMPARE(tokenizer->encode("extra").value(), (std::vector{259}));
        QVERIFY(!tokenizer->isSpecial(259));
        QCOMPARE(tokenizer->size(), 260);
    }

    void unknownStepsAreRefusedByName_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* place, const char* step, const char* name) {
            QTest::newRow(name) << QString::fromUtf8(place) << QByteArray(step) << QString::fromUtf8(name);
        };
        row("normalizer", R"({"type":"NFC"})", "NFC");
        row("normalizer", R"({"type":"Sequence","normalizers":[{"type":"Lowercase"}]})", "Lowercase");
        row("pre_tokenizer", R"({"type":"BertPreTokenizer"})", "BertPreTokenizer");
        row("pre_tokenizer", R"({"type":"Split","pattern":{"Regex":"a"},"behavior":"Odd"})", "Odd");
        row("pre_tokenizer", R"({"type":"Split","pattern":{"Regex":"\\w+"},"behavior":"Isolated"})", "\\w");
        row("pre_tokenizer", R"({"type":"Metaspace","prepend_scheme":"last"})", "last");
        row("post_processor", R"({"type":"RobertaProcessing"})", "RobertaProcessing");
        row("decoder", R"({"type":"WordPiece"})", "WordPiece");
        row("model", R"({"type":"Unigram","vocab":[]})", "Unigram");
    }
    void unknownStepsAreRefusedByName() {
        QFETCH(QString, place);
        QFETCH(QByteArray, step);
        QFETCH(QString, name);
        Json file = byteTokenizerJson();
        file[place.toStdString()] = Json::parse(step.toStdString());
        const auto tokenizer = tokenizerOf(file);
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::unsupported);
        QVERIFY2(message(tokenizer.error()).contains(name), qPrintable(message(tokenizer.error())));
    }

    void whatWouldChangeIdsUnseenIsRefused() {
        for (const auto& [name, value] : {std::pair{"continuing_subword_prefix", Json("##")},
                                          {"end_of_word_suffix", Json("</w>")},
                                          {"dropout", Json(0.1)}}) {
            Json file = byteTokenizerJson();
            file["model"][name] = value;
            const auto tokenizer = tokenizerOf(file);
            QVERIFY(!tokenizer);
            QCOMPARE(tokenizer.error().code, ErrorCode::unsupported);
        }
    }

    void hostile28IdsThatMakeNoVocabularyAreRefused_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("what");
        const auto row = [](const char* name, const char* pointer, const char* value, const char* what) {
            QTest::newRow(name) << QByteArray(pointer) << QByteArray(value) << QString::fromUtf8(what);
        };
        row("negative", "/model/vocab/a", "-1", "negative id -1");
        row("given twice", "/model/vocab/b", "100", "the same id 100");
        row("missing", "/model/vocab/a", "4711", "no token has the id 100");
        row("fraction", "/model/vocab/a", "\"x\"", "wrong kind");
        row("added elsewhere", "/added_tokens/1/id", "7", "has the id 7");
        row("added far away", "/added_tokens/1", R"({"id":99999,"content":"<new>"})", "no token has the id");
        row("merge of absent tokens", "/model/merges/0", "\"a zz\"", "no token of the vocabulary");
        row("merge of one token", "/model/merges/0", "\"ab\"", "not two tokens");
        row("merge of numbers", "/model/merges/0", "[1,2]", "wrong kind");
        row("unknown token", "/model/unk_token", "\"<nope>\"", "no token");
        row("template", "/post_processor",
            R"({"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"x"}},{"Sequence":{"id":"A"}}],)"
            R"("special_tokens":{"x":{"ids":[-5]}}})",
            "no token");
        row("vocab", "/model/vocab", "[]", "empty");
        row("model", "/model", "7", "wrong kind");
    }
    void hostile28IdsThatMakeNoVocabularyAreRefused() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QString, what);
        Json file = byteTokenizerJson({"a b"});
        file[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        if (pointer == "/model/vocab") file["added_tokens"] = Json::array();
        const auto tokenizer = tokenizerOf(file);
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::corrupt);
        QVERIFY(message(tokenizer.error()).contains(QStringLiteral("tokenizer.json")));
        QVERIFY2(message(tokenizer.error()).contains(what), qPrintable(message(tokenizer.error())));
    }

    void hostile29PatternThatExplodesGivesUp() {
        Json file = byteTokenizerJson();
        file["pre_tokenizer"] = {{"type", "Split"},
                                 {"pattern", {{"Regex", "(?:a|aa|aaa)+(?:a|aa)+[bc]"}}},
                                 {"behavior", "Isolated"}};
        const auto ids = tokenizerOf(file).value()->encode(std::string(5000, 'a'));
        QVERIFY(!ids);
        QCOMPARE(ids.error().code, ErrorCode::limit);
    }

    void damagedFilesAreRefusedByName() {
        for (const char* content : {"", "{", "[]", "{\"model\":null}", "\xFF\xFE"}) {
            const auto tokenizer = Folder().with("tokenizer.json", std::string(content)).tokenizer();
            QVERIFY(!tokenizer);
            QCOMPARE(tokenizer.error().code, ErrorCode::corrupt);
            QVERIFY(message(tokenizer.error()).contains(QStringLiteral("tokenizer.json")));
        }
    }
};

QTEST_GUILESS_MAIN(TokenizerJsonTest)
#include "tokenizer_json_test.moc"
