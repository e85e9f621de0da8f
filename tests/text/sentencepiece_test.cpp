#include "text/sentencepiece.h"

#include <unistd.h>

#include <QTemporaryFile>
#include <QtTest>
#include <limits>
#include <thread>

#include "base/random.h"
#include "text/sources.h"

using namespace lossylens;
using namespace lossylens::text;
using namespace lossylens::text::test;

namespace {

std::string modelFile() {
    QFile file(
        QString::fromStdString((fixtures() / "models" / "llama-spm-tiny" / "tokenizer.model").string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

// The fixture's vocabulary as a GGUF file has it.
formats::GgufVocabulary asGguf() {
    const auto model = readSentencePiece(modelFile(), "tokenizer.model").value();
    formats::GgufVocabulary vocabulary;
    vocabulary.model = "llama";
    for (const auto& piece : model.pieces) {
        vocabulary.tokens.push_back(piece.text);
        vocabulary.scores.push_back(piece.score);
        vocabulary.types.push_back(static_cast<int>(piece.type));
    }
    vocabulary.bos = 1;
    vocabulary.eos = 2;
    return vocabulary;
}

Made fromFile(const nlohmann::json& config) {
    return Folder().with("tokenizer.model", modelFile()).with("tokenizer_config.json", config).tokenizer();
}

// What is written to stderr while `work` runs, by whichever copy of the C library.
template <class Work>
QByteArray stderrOf(Work work) {
    QTemporaryFile file;
    if (!file.open()) return "no temporary file";
    std::fflush(stderr);
    const int kept = dup(STDERR_FILENO);
    dup2(file.handle(), STDERR_FILENO);
    work();
    std::fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    file.seek(0);
    return file.readAll();
}

}  // namespace

class SentencePieceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelThatIsWrittenReadsBack() {
        SentencePieceModel model;
        model.kind = SentencePieceModel::Kind::bpe;
        model.byte_fallback = true;
        model.adds_dummy_prefix = false;
        model.pieces = {{.text = "<unk>", .score = 0, .type = SentencePieceModel::Type::unknown},
                        {.text = "▁a", .score = -1.5F}};
        const auto read = readSentencePiece(writeSentencePiece(model), "test");
        QVERIFY(read);
        QCOMPARE(read->kind, model.kind);
        QVERIFY(read->byte_fallback && !read->adds_dummy_prefix);
        QCOMPARE(read->pieces.size(), std::size_t{2});
        QCOMPARE(read->pieces[1].text, std::string("▁a"));
        QCOMPARE(read->pieces[1].score, -1.5F);
        QCOMPARE(read->pieces[0].type, SentencePieceModel::Type::unknown);
    }

    void ggufVocabularyGivesTheIdsOfItsModelFile() {
        const auto file = fromFile({{"add_bos_token", true}}).value();
        const auto gguf = make(asGguf()).value();
        QCOMPARE(gguf->size(), file->size());
        for (const char* text : {"", " ", "a", "  two  spaces ", "def f(x):\n\treturn x+1\n",
                                 "naïve café 日本語 😀", "<s>a</s> b<unk>", "▁"}) {
            QCOMPARE(gguf->encode(text).value(), file->encode(text).value());
        }
        for (int id = 0; id < gguf->size(); ++id) QCOMPARE(gguf->bytesOf(id), file->bytesOf(id));
    }

    void specialTokensAreSingleIdsAndBosIsAddedUnlessToldOtherwise() {
        const auto tokenizer = fromFile(nlohmann::json::object()).value();
        QCOMPARE(tokenizer->encode("</s><s>").value(), (std::vector{1, 2, 1}));
        QVERIFY(tokenizer->isSpecial(0) && tokenizer->isSpecial(1) && tokenizer->isSpecial(2));
        QVERIFY(!tokenizer->isSpecial(3));
        QVERIFY(tokenizer->endsText(2) && !tokenizer->endsText(1));
        const auto bare = fromFile({{"add_bos_token", false}}).value();
        QCOMPARE(bare->encode("</s>").value(), (std::vector{2}));
        formats::GgufVocabulary vocabulary = asGguf();
        vocabulary.add_bos = false;
        QCOMPARE(make(vocabulary).value()->encode("</s>").value(), (std::vector{2}));
    }

    void spaceIsPutBeforeEachTextOrOnlyTheFirst() {
        const auto each = fromFile({{"legacy", true}}).value();
        const auto first = fromFile({{"legacy", false}}).value();
        QCOMPARE(textOf(*each, each->encode("a</s>a").value()), std::string("<s> a</s> a"));
        QCOMPARE(textOf(*first, first->encode("a</s>a").value()), std::string("<s> a</s>a"));
        formats::GgufVocabulary vocabulary = asGguf();
        QCOMPARE(textOf(*each, make(vocabulary).value()->encode("a</s>a").value()),
                 std::string("<s> a</s> a"));
        vocabulary.add_space_prefix = false;
        QCOMPARE(textOf(*each, make(vocabulary).value()->encode("a</s>a").value()), std::string("<s>a</s>a"));
    }

    void bytePiecesAreTheirBytes() {
        const auto tokenizer = make(asGguf()).value();
        const auto ids = tokenizer->encode("𓂀").value();
        QCOMPARE(textOf(*tokenizer, ids), std::string("<s> 𓂀"));
        QCOMPARE(ids.size(), std::size_t{2 + 4});
        QCOMPARE(pieces(*tokenizer, std::span(ids).last(1)).front(), std::string("<0x80>"));
    }

    void tokensOfTheConfigurationFollowTheModels() {
        const int next = fromFile(nlohmann::json::object()).value()->size();
        const auto with = [&](int id) {
            return fromFile({{"added_tokens_decoder",
                              {{std::to_string(id), {{"content", "<pad>"}, {"special", true}}}}}});
        };
        const auto tokenizer = with(next).value();
        QCOMPARE(tokenizer->size(), next + 1);
        QCOMPARE(tokenizer->encode("<pad>").value(), (std::vector{1, next}));
        QVERIFY(tokenizer->isSpecial(next));
        for (const int id : {next + 1, 3, -1}) {
            const auto refused = with(id);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::corrupt);
        }
    }

    void hostile30TruncatedModelsAreRefusedOrWhole() {
        const std::string whole = modelFile();
        QVERIFY(whole.size() > 1000);
        int refused = 0;
        for (std::size_t size = 0; size < whole.size(); size += 7) {
            const auto model = readSentencePiece(whole.substr(0, size), "tokenizer.model");
            if (model && makeSentencePieceEncoder(*model, PrefixSpace::start_only, "tokenizer.model"))
                continue;
            ++refused;
        }
        // Cut before the trainer's settings are over, every prefix lacks what a model needs; the settings
        // themselves come last and may end early between two fields.
        QVERIFY(refused > static_cast<int>(whole.size() / 7 * 9 / 10));
        const auto empty = Folder().with("tokenizer.model", std::string()).tokenizer();
        QVERIFY(!empty);
        QCOMPARE(empty.error().code, ErrorCode::corrupt);
        QVERIFY(message(empty.error()).contains(QStringLiteral("tokenizer.model")));
    }

    void hostile30DamagedModelsNeverCrash() {
        const std::string whole = modelFile();
        const auto seed = static_cast<std::uint64_t>(whole.size());
        for (std::uint64_t round = 0; round < 300; ++round) {
            std::string damaged = whole;
            for (std::uint64_t i = 0; i < 5; ++i) {
                const std::uint64_t bits = randomBits({seed, round, i});
                damaged[bits % damaged.size()] = static_cast<char>(bits >> 56U);
            }
            const auto model = readSentencePiece(damaged, "tokenizer.model");
            if (!model) {
                QVERIFY(!model.error().what.empty());
                continue;
            }
            const auto encoder = makeSentencePieceEncoder(*model, PrefixSpace::start_only, "tokenizer.model");
            if (encoder) (void)(*encoder)->encode({.text = "a 😀 b", .id = {}, .starts_prompt = true});
        }
    }

    void hostile30MapThatPointsOutsideIsRefused() {
        const auto with = [](const std::string& map) {
            // NormalizerSpec.precompiled_charsmap, appended to a sound model.
            const auto length = [](std::size_t size) {
                std::string varint;
                for (; size >= 0x80; size >>= 7U) varint += static_cast<char>((size & 0x7FU) | 0x80U);
                return varint + static_cast<char>(size);
            };
            const std::string field = "\x12" + length(map.size()) + map;
            return readSentencePiece(modelFile() + "\x1A" + length(field.size()) + field, "tokenizer.model");
        };
        const std::string size("\x00\x04\x00\x00", 4);  // 256 units
        std::string sound = size + std::string(1024, '\0') + std::string("x\0", 2);
        QVERIFY(with(sound));
        std::string far = sound;
        far[7] = '\x7F';  // the root's children
        std::string leaf = sound;
        leaf[8] = '\x02';
        leaf[11] = '\x80';  // a leaf whose text begins after the last one
        for (const std::string& map : {std::string("abc"), size, size + std::string(1024, '\0'), far, leaf,
                                       size + std::string(1024, '\0') + "x"}) {
            const auto model = with(map);
            QVERIFY(!model);
            QCOMPARE(model.error().code, ErrorCode::corrupt);
        }
    }

    void hostile28PiecesThatMakeNoModelAreRefused_data() {
        QTest::addColumn<QString>("part");
        for (const char* part : {"twice", "empty", "not a number", "type", "byte", "no unknown",
                                 "two unknown", "scores", "few bytes"}) {
            QTest::newRow(part) << QString::fromUtf8(part);
        }
    }
    void hostile28PiecesThatMakeNoModelAreRefused() {
        QFETCH(QString, part);
        formats::GgufVocabulary vocabulary = asGguf();
        if (part == QStringLiteral("twice")) vocabulary.tokens[400] = vocabulary.tokens[401];
        if (part == QStringLiteral("empty")) vocabulary.tokens[400].clear();
        if (part == QStringLiteral("not a number")) {
            vocabulary.scores[400] = std::numeric_limits<float>::quiet_NaN();
        }
        if (part == QStringLiteral("type")) vocabulary.types[400] = 9;
        if (part == QStringLiteral("byte")) vocabulary.types[400] = 6;
        if (part == QStringLiteral("no unknown")) vocabulary.types[0] = 3;
        if (part == QStringLiteral("two unknown")) vocabulary.types[3] = 2;
        if (part == QStringLiteral("scores")) vocabulary.scores.pop_back();
        if (part == QStringLiteral("few bytes")) vocabulary.types[3] = 1;
        const auto tokenizer = make(vocabulary);
        QVERIFY(!tokenizer);
        QCOMPARE(tokenizer.error().code, ErrorCode::corrupt);
        QVERIFY(message(tokenizer.error()).startsWith(QStringLiteral("model.gguf: tokenizer.ggml")));
    }

    void hostile29HundredThousandRepeatedCharacters() {
        const auto tokenizer = make(asGguf()).value();
        for (const char* unit : {"a", " ", "e", "1", "😀", "th", "\n", "▁"}) {
            const std::string prompt = QByteArray(unit).repeated(100'000).toStdString();
            const auto ids = tokenizer->encode(prompt);
            QVERIFY(ids);
            QVERIFY(ids->size() > 1000);
        }
    }

    void libraryIsSilent() {
        const QByteArray written = stderrOf([] {
            SentencePieceModel model;
            model.pieces = {{.text = "a"}};
            (void)makeSentencePieceEncoder(model, PrefixSpace::start_only, "test");
            formats::GgufVocabulary vocabulary = asGguf();
            vocabulary.types[3] = 1;  // byte fallback without all bytes: refused by the library itself
            (void)make(vocabulary);
            (void)make(asGguf()).value()->encode("a \xE2\x96\x81 b");
        });
        QCOMPARE(written, QByteArray());
    }

    void manyThreadsMayEncodeAtOnce() {
        const auto tokenizer = make(asGguf()).value();
        const auto expected = tokenizer->encode("the meaning of life 😀").value();
        std::vector<int> wrong(4, 0);
        std::vector<std::thread> threads;
        for (int& count : wrong) {
            threads.emplace_back([&] {
                for (int i = 0; i < 200; ++i) {
                    const auto ids = tokenizer->encode("the meaning of life 😀");
                    if (!ids || *ids != expected) ++count;
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(wrong, std::vector<int>(4, 0));
    }
};

QTEST_GUILESS_MAIN(SentencePieceTest)
#include "sentencepiece_test.moc"
