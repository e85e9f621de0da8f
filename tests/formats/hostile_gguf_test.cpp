// GGUF files made to do harm, or merely broken: each gets one error with its place.
#include <QtTest>
#include <fstream>
#include <limits>

#include "formats/checkpoint.h"
#include "formats/gguf.h"
#include "formats/gguf_bytes.h"
#include "formats/gguf_model.h"
#include "formats/refusal.h"

using namespace lossylens;
using namespace lossylens::formats;

namespace {

constexpr std::uint64_t kMinusOne = std::numeric_limits<std::uint64_t>::max();

// Through the parser, the hyperparameters and the vocabulary, as opening a file goes.
Result<void> read(const std::string& content) {
    const auto file = parseGguf(std::as_bytes(std::span(content)));
    if (!file) return tl::unexpected(file.error());
    const auto shape = ggufHyperparameters(*file);
    if (!shape) return tl::unexpected(shape.error());
    const auto vocabulary = ggufVocabulary(*file);
    if (!vocabulary) return tl::unexpected(vocabulary.error());
    return {};
}

Result<void> read(const GgufBytes& bytes) { return read(bytes.file()); }

}  // namespace

class HostileGgufTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theModelThatIsSpoiledBelowIsRight() { verifyAccepted(read(GgufLlama())); }

    void case14_badMagic() {
        verifyRefused(read(std::string()), ErrorCode::corrupt, {"header", "GGUF"});
        verifyRefused(read(std::string("GGU")), ErrorCode::corrupt, {"header", "GGUF"});
        verifyRefused(read(std::string("GGML0000000000000000")), ErrorCode::corrupt, {"header", "GGUF"});
        verifyRefused(read("<!DOCTYPE html>" + std::string(100, ' ')), ErrorCode::corrupt,
                      {"header", "GGUF"});
    }

    void case14_badVersion() {
        GgufLlama bytes;
        for (const std::uint32_t version : {0U, 1U, 4U, 1000U}) {
            bytes.version = version;
            verifyRefused(read(bytes), ErrorCode::unsupported,
                          {"header", "version " + std::to_string(version)});
        }
        for (const std::uint32_t version : {0x02000000U, 0x03000000U}) {
            bytes.version = version;
            verifyRefused(read(bytes), ErrorCode::unsupported, {"header", "big-endian"});
        }
        bytes.version = 2;
        verifyAccepted(read(bytes));
    }

    void case15_countsOfMinusOne() {
        GgufLlama tensors;
        tensors.tensor_count = kMinusOne;
        verifyRefused(read(tensors), ErrorCode::corrupt, {"header", "18446744073709551615 tensors"});
        GgufLlama keys;
        keys.key_count = kMinusOne;
        verifyRefused(read(keys), ErrorCode::corrupt, {"header", "18446744073709551615 keys"});
    }

    void case15_countsThatTheFileDoesNotKeep() {
        GgufLlama tensors;
        tensors.tensor_count = 30;
        QVERIFY(!read(tensors));
        GgufLlama keys;
        keys.key_count = 40;
        QVERIFY(!read(keys));
    }

    void case16_tooManyDimensions() {
        verifyRefused(read(GgufLlama().tensorAt(0, "x", {1, 1, 1, 1, 1})), ErrorCode::corrupt,
                      {"tensor 'x'", "5 dimensions"});
    }

    void case16_productOfTheDimensionsWraps() {
        for (const auto& sizes : std::vector<std::vector<std::uint64_t>>{
                 {1ULL << 32, 1ULL << 32}, {1ULL << 62}, {(1ULL << 63) - 1, (1ULL << 63) - 1, 0}}) {
            verifyRefused(read(GgufLlama().tensorAt(0, "x", sizes)), ErrorCode::corrupt,
                          {"tensor 'x'", "too large"});
        }
        verifyRefused(read(GgufLlama().tensorAt(0, "x", {kMinusOne})), ErrorCode::corrupt,
                      {"tensor 'x'", "18446744073709551615"});
    }

    void case17_sizesWhoseSumWraps() {
        GgufLlama bytes;
        for (const char* name : {"x", "y", "z"}) bytes.tensorAt(0, name, {1ULL << 60});
        verifyRefused(read(bytes), ErrorCode::corrupt, {"tensor 'x'", "past the end"});
    }

    void case18_paddingThatWraps() {
        verifyRefused(read(GgufLlama().tensorAt(kMinusOne - 31, "x", {64})), ErrorCode::corrupt,
                      {"tensor 'x'", "past the end"});
        verifyRefused(read(GgufLlama().tensorAt(kMinusOne, "x", {1})), ErrorCode::corrupt,
                      {"tensor 'x'", "alignment"});
    }

    void case19_badAlignment() {
        for (const std::uint32_t alignment : {0U, 13U, 1U << 31, 4U, 48U}) {
            verifyRefused(read(GgufLlama().u32("general.alignment", alignment)), ErrorCode::corrupt,
                          {"general.alignment", std::to_string(alignment)});
        }
        verifyRefused(read(GgufLlama().text("general.alignment", "32")), ErrorCode::corrupt,
                      {"general.alignment", "text"});
        GgufLlama wide;
        wide.begin("general.alignment", GgufBytes::kU64).add(std::uint64_t{32});
        verifyRefused(read(wide), ErrorCode::corrupt, {"general.alignment", "64-bit"});
    }

    void alignmentOf64IsKept() {
        GgufBytes bytes;
        bytes.alignment = 64;
        bytes.u32("general.alignment", 64).tensor("a", {1}).tensor("b", {1});
        const std::string content = bytes.file();
        const auto file = parseGguf(std::as_bytes(std::span(content)));
        verifyAccepted(file);
        QCOMPARE(file->tensors[1].bytes.data() - file->tensors[0].bytes.data(), 64);
        const auto* begin = reinterpret_cast<const std::byte*>(content.data());
        QCOMPARE((file->tensors[0].bytes.data() - begin) % 64, 0);
    }

    void case20_tokenListsOfTheWrongType() {
        const std::vector<std::uint32_t> numbers = {1, 2, 3, 4, 5};
        verifyRefused(
            read(GgufLlama("tokenizer.ggml.tokens").list("tokenizer.ggml.tokens", GgufBytes::kU32, numbers)),
            ErrorCode::corrupt, {"tokenizer.ggml.tokens", "list of texts"});
        verifyRefused(read(GgufLlama().texts("tokenizer.ggml.scores", {"1", "2", "3", "4", "5"})),
                      ErrorCode::corrupt, {"tokenizer.ggml.scores", "list of floats"});
        verifyRefused(read(GgufLlama().list("tokenizer.ggml.token_type", GgufBytes::kF32,
                                            std::vector<float>{1, 1, 1, 1, 1})),
                      ErrorCode::corrupt, {"tokenizer.ggml.token_type", "32-bit"});
        verifyRefused(read(GgufLlama().list("tokenizer.ggml.merges", GgufBytes::kU32, numbers)),
                      ErrorCode::corrupt, {"tokenizer.ggml.merges", "list of texts"});
        verifyRefused(read(GgufLlama("tokenizer.ggml.tokens").text("tokenizer.ggml.tokens", "abc")),
                      ErrorCode::corrupt, {"tokenizer.ggml.tokens", "list of texts"});
    }

    void listsThatDoNotGoWithTheTokens() {
        verifyRefused(
            read(GgufLlama().list("tokenizer.ggml.scores", GgufBytes::kF32, std::vector<float>{1, 2})),
            ErrorCode::corrupt, {"tokenizer.ggml.scores", "2 elements for 5 tokens"});
        verifyRefused(read(GgufLlama().u32("tokenizer.ggml.eos_token_id", 5)), ErrorCode::corrupt,
                      {"tokenizer.ggml.eos_token_id", "5 tokens"});
        verifyAccepted(read(GgufLlama().u32("tokenizer.ggml.padding_token_id", 0xffffffff)));
    }

    void case21_stringLongerThanTheFile() {
        GgufLlama bytes;
        bytes.begin("long", GgufBytes::kString).add(std::uint64_t{1} << 40);
        verifyRefused(read(bytes), ErrorCode::corrupt, {"key 'long'", "past the end"});
        GgufLlama endless;
        endless.begin("endless", GgufBytes::kString).add(kMinusOne);
        verifyRefused(read(endless), ErrorCode::corrupt, {"key 'endless'", "past the end"});
    }

    void case21_arrayLongerThanTheFile() {
        for (const std::uint32_t type : {GgufBytes::kU32, GgufBytes::kString, GgufBytes::kU64}) {
            for (const std::uint64_t count : {std::uint64_t{1} << 30, std::uint64_t{1} << 61, kMinusOne}) {
                GgufLlama bytes;
                bytes.begin("list", GgufBytes::kArray).add(type).add(count);
                verifyRefused(read(bytes), ErrorCode::corrupt, {"key 'list'", std::to_string(count)});
            }
        }
        GgufLlama strings;  // the count is possible, the strings are not
        strings.begin("list", GgufBytes::kArray).add(GgufBytes::kString).add(std::uint64_t{2});
        strings.text("next", "");
        QVERIFY(!read(strings));
    }

    void arraysWithinArraysAreRefused() {
        GgufLlama bytes;
        bytes.begin("nested", GgufBytes::kArray).add(GgufBytes::kArray).add(std::uint64_t{1});
        verifyRefused(read(bytes), ErrorCode::unsupported, {"key 'nested'", "list of lists"});
    }

    void unknownTypesAreRefused() {
        GgufLlama value;
        value.begin("odd", 13);
        verifyRefused(read(value), ErrorCode::corrupt, {"key 'odd'", "type 13"});
        GgufLlama list;
        list.begin("odd", GgufBytes::kArray).add(std::uint32_t{99}).add(std::uint64_t{0});
        verifyRefused(read(list), ErrorCode::corrupt, {"key 'odd'", "type 99"});
        verifyRefused(read(GgufLlama().tensorAt(0, "x", {32}, 77)), ErrorCode::unsupported,
                      {"tensor 'x'", "type 77"});
    }

    void case22_tensorPastTheEnd() {
        verifyRefused(read(GgufLlama().tensorAt(1 << 20, "x", {8})), ErrorCode::corrupt,
                      {"tensor 'x'", "past the end"});
        std::string content = GgufLlama().file();
        content.resize(content.size() - 64);
        verifyRefused(read(content), ErrorCode::corrupt, {"tensor 'blk.0.ffn_down.weight'", "past the end"});
    }

    void case23_truncatedAnywhere() {
        const std::string content = GgufLlama().file();
        for (std::size_t size = 0; size < content.size() - 32; ++size) {
            const auto result = read(content.substr(0, size));
            QVERIFY2(!result, qPrintable(QString::number(size)));
            QVERIFY(!result.error().where.empty());
        }
    }

    void case23_truncatedAfterMapping() {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("model.gguf")).toStdString();
        std::ofstream(path, std::ios::binary) << GgufLlama().file();
        const auto checkpoint = openCheckpoint(path);
        verifyAccepted(checkpoint);
        std::filesystem::resize_file(path, 0);
        std::vector<float> row(8);
        dequantizeRow((*checkpoint)->tensors.at("token_embd.weight"), 4, row);  // no death by a signal
        QCOMPARE(row, std::vector<float>(8, 0.0F));
        QVERIFY(!(*checkpoint)->intact());
    }

    void case24_duplicateNames() {
        verifyRefused(read(GgufLlama().tensor("output_norm.weight", {8})), ErrorCode::corrupt,
                      {"tensor 'output_norm.weight'", "twice"});
        verifyRefused(read(GgufLlama().u32("llama.block_count", 1)), ErrorCode::corrupt,
                      {"key 'llama.block_count'", "twice"});
    }

    void tensorsThatOverlapAreRefused() {
        GgufBytes bytes;
        bytes.tensor("a", {16}).tensorAt(32, "b", {8});
        verifyRefused(read(bytes), ErrorCode::corrupt, {"tensor 'b'", "overlaps"});
    }

    void rowsOfPartialBlocksAreRefused() {
        verifyRefused(read(GgufLlama().tensorAt(0, "x", {33, 2}, 8)), ErrorCode::corrupt,
                      {"tensor 'x'", "33 numbers", "Q8_0"});
    }

    void veryLongNamesAreRefused() {
        verifyRefused(read(GgufLlama().u32(std::string(5000, 'k'), 1)), ErrorCode::limit, {"256"});
        verifyRefused(read(GgufLlama().tensorAt(0, std::string(5000, 't'), {1})), ErrorCode::limit, {"256"});
    }
};

QTEST_GUILESS_MAIN(HostileGgufTest)
#include "hostile_gguf_test.moc"
