#include <QtTest>

#include "text/sources.h"

using namespace lossylens;
using namespace lossylens::text;
using namespace lossylens::text::test;
using Json = nlohmann::json;

namespace {

constexpr const char* config_name = "tokenizer_config.json";

Json vocabJson(const std::vector<std::string>& merges) {
    return byteTokenizerJson(merges).at("model").at("vocab");
}

}  // namespace

class TokenizerFolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void folderWithoutTokenizerSaysWhatItMisses() {
        const auto tokenizer = Folder().tokenizer();
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::not_found);
        QVERIFY(message(tokenizer.error()).contains(QStringLiteral("tokenizer.json")));
    }

    void vocabularyAndMergesMakeTheSameTokenizerAsTheJson() {
        const std::vector<std::string> merges{"a b", "Ġ ab", "# #"};
        const auto pair = Folder()
                              .with("vocab.json", vocabJson(merges))
                              .with("merges.txt", std::string("#version: 0.2\na b\r\nĠ ab\n# #\n"))
                              .tokenizer()
                              .value();
        const auto file = Folder().with("tokenizer.json", byteTokenizerJson(merges)).tokenizer().value();
        const std::string text = "ab ab  ##<|endoftext|>é";
        QCOMPARE(pair->encode(text).value(), file->encode(text).value());
        // GPT-2's own files say nothing of special tokens, yet its one is known.
        QVERIFY(pair->isSpecial(0) && pair->endsText(0));
        QCOMPARE(pair->bos(), std::optional(0));
    }

    void hostile28MergesAreRefusedByTheirLine() {
        const auto with = [](const std::string& merges) {
            return Folder().with("vocab.json", vocabJson({"a b"})).with("merges.txt", merges).tokenizer();
        };
        QVERIFY(with("#version: 0.2\na b\n"));
        const auto absent = with("a b\na zz\n");
        QVERIFY(!absent);
        QVERIFY(message(absent.error()).contains(QStringLiteral("merge 1")));
        const auto single = with("#version: 0.2\na b\nab\n");
        QVERIFY(!single);
        QVERIFY(message(single.error()).contains(QStringLiteral("merges.txt: line 3")));
    }

    void configurationNamesBosAndEosAsStringsOrObjects() {
        const auto with = [](const Json& config) {
            return Folder()
                .with("tokenizer.json", byteTokenizerJson())
                .with(config_name, config)
                .tokenizer()
                .value();
        };
        const auto strings =
            with({{"bos_token", "<|im_start|>"}, {"eos_token", "a"}, {"add_bos_token", true}});
        QCOMPARE(strings->bos(), std::optional(1));
        QCOMPARE(strings->encode("b").value(), (std::vector{1, 3 + 'b'}));
        QVERIFY(strings->endsText(3 + 'a') && strings->isSpecial(3 + 'a'));
        const auto objects = with(
            {{"bos_token", {{"content", "<|im_start|>"}}}, {"eos_token", nullptr}, {"add_bos_token", false}});
        QCOMPARE(objects->bos(), std::optional(1));
        QCOMPARE(objects->encode("b").value(), (std::vector{3 + 'b'}));
    }

    void configurationOverrulesTheTemplateOnlyWhereItSpeaksOfBos() {
        Json file = byteTokenizerJson();
        file["post_processor"] = {
            {"type", "TemplateProcessing"},
            {"single", {{{"SpecialToken", {{"id", "x"}}}}, {{"Sequence", {{"id", "A"}}}}}},
            {"special_tokens", {{"x", {{"ids", {1}}}}}}};
        const auto with = [&](const Json& config) {
            return Folder().with("tokenizer.json", file).with(config_name, config).tokenizer().value();
        };
        QCOMPARE(with(Json::object())->encode("").value(), (std::vector{1}));
        QCOMPARE(with({{"bos_token", "<|im_start|>"}, {"add_bos_token", false}})->encode("").value(),
                 std::vector<int>());
        QCOMPARE(with({{"eos_token", "<|im_end|>"}, {"add_eos_token", true}})->encode("").value(),
                 (std::vector{2}));
    }

    void bosThatNobodyNamesCannotBeAdded() {
        const auto tokenizer = Folder()
                                   .with("tokenizer.json", byteTokenizerJson())
                                   .with(config_name, Json{{"add_bos_token", true}})
                                   .tokenizer();
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::corrupt);
        QVERIFY(message(tokenizer.error()).contains(QString::fromUtf8(config_name)));
    }

    void idsOfTheModelsConfigurationEndTextsToo() {
        Folder folder;
        folder.with("tokenizer.json", byteTokenizerJson());
        const auto tokenizer =
            make(formats::TokenizerFolder{
                     .folder = folder.path(), .bos = 1, .eos = 50256, .end_tokens = {70, 71, 99999}})
                .value();
        QCOMPARE(tokenizer->bos(), std::optional(1));
        QVERIFY(tokenizer->endsText(70) && tokenizer->endsText(71));
        QVERIFY(!tokenizer->endsText(50256));  // of a larger vocabulary: no such token here
    }

    void templateInAFileOfItsOwnIsTheNewerOne() {
        Folder folder;
        folder.with("tokenizer.json", byteTokenizerJson());
        folder.with(config_name, Json{{"chat_template",
                                       {{{"name", "tool_use"}, {"template", "?"}},
                                        {{"name", "default"}, {"template", "[INST]<<SYS>>"}}}}});
        QCOMPARE(folder.tokenizer().value()->chat("Hi").value(), std::string("[INST] Hi [/INST]"));
        folder.with("chat_template.jinja",
                    std::string("{{'<|im_start|>' + '<|im_end|>'}}{{ '<|im_start|>assistant\n' }}"));
        QCOMPARE(folder.tokenizer().value()->chat("Hi").value(),
                 std::string("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n"));
    }

    void damagedConfigurationIsRefusedByName() {
        for (const char* content :
             {"{", "[]x", R"({"add_bos_token":"yes"})", R"({"bos_token":7})",
              R"({"added_tokens_decoder":{"x":{"content":"a"}}})", R"({"added_tokens_decoder":{"1":{}}})"}) {
            const auto tokenizer = Folder()
                                       .with("tokenizer.json", byteTokenizerJson())
                                       .with(config_name, std::string(content))
                                       .tokenizer();
            QVERIFY2(!tokenizer, content);
            QCOMPARE(tokenizer.error().code, ErrorCode::corrupt);
            QVERIFY(message(tokenizer.error()).contains(QString::fromUtf8(config_name)));
        }
    }
};

QTEST_GUILESS_MAIN(TokenizerFolderTest)
#include "tokenizer_folder_test.moc"
