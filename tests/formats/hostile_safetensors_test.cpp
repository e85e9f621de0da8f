// Safetensors files made to do harm, or merely broken: each gets one error with its place.
#include <QtTest>
#include <algorithm>
#include <limits>

#include "formats/checkpoint.h"
#include "formats/model_folder.h"
#include "formats/refusal.h"
#include "formats/safetensors.h"

using namespace lossylens;
using namespace lossylens::formats;

namespace {

std::span<const std::byte> asBytes(const std::string& content) { return std::as_bytes(std::span(content)); }

Result<std::vector<StoredTensor>> parse(const std::string& file) { return parseSafetensors(asBytes(file)); }

// JSON written with ' for ", which reads better here.
Result<std::vector<StoredTensor>> parseHeader(std::string header, std::size_t data_bytes = 0) {
    std::ranges::replace(header, '\'', '"');
    return parse(safetensorsFile(header, data_bytes));
}

// A header of one tensor, a.
std::string tensorA(const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return "{'a':{'dtype':'" + dtype + "','shape':" + shape + ",'data_offsets':" + offsets + "}}";
}

std::string withLength(std::uint64_t length, const std::string& rest) {
    return Bytes().add(length).text(rest).content();
}

}  // namespace

class HostileSafetensorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void case01_fileOfFewBytes() {
        for (std::size_t size = 0; size < 8; ++size) {
            verifyRefused(parse(std::string(size, 'x')), ErrorCode::corrupt,
                          {"header", std::to_string(size) + " bytes"});
        }
    }

    void case02_headerLongerThanTheFile() {
        verifyRefused(parse(withLength(3, "{}")), ErrorCode::corrupt, {"header", "claims 3 bytes"});
        verifyRefused(parse(withLength(std::numeric_limits<std::uint64_t>::max(), "{}")), ErrorCode::corrupt,
                      {"header", "18446744073709551615"});
    }

    void case03_headerOver100Megabytes() {
        const std::string file = withLength(100'000'001, std::string(100'000'001, ' '));
        verifyRefused(parse(file), ErrorCode::limit, {"header", "100 MB"});
    }

    void case04_hundredThousandEntriesLoad() {
        std::string header = "{";
        for (int i = 0; i < 100'000; ++i) {
            header += (i > 0 ? ",'t" : "'t") + std::to_string(i) +
                      "':{'dtype':'U8','shape':[1],'data_offsets':[" + std::to_string(i) + ',' +
                      std::to_string(i + 1) + "]}";
        }
        const auto tensors = parseHeader(header + '}', 100'000);
        verifyAccepted(tensors);
        QCOMPARE(tensors->size(), std::size_t{100'000});
        QCOMPARE(tensors->back().name, std::string("t99999"));
    }

    void case04_moreEntriesThanAnyModelHas() {
        std::string header = "{";
        for (int i = 0; i < 140'000; ++i) {
            header += (i > 0 ? ",'t" : "'t") + std::to_string(i) +
                      "':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}";
        }
        verifyRefused(parseHeader(header + '}'), ErrorCode::limit, {"131072 tensors"});
    }

    void case05_headerIsNotUtf8() {
        verifyRefused(parseHeader("{'\xff\xfe':{}}"), ErrorCode::corrupt, {"header", "not valid JSON"});
    }

    void case05_headerIsNotAnObject() {
        for (const char* header : {"[]", "1", "null", "'x'", ""}) {
            verifyRefused(parseHeader(header), ErrorCode::corrupt, {"header", "not a JSON object"});
        }
        for (const char* header : {"{}x", "{", "{'a'", "{'a':}"}) {
            verifyRefused(parseHeader(header), ErrorCode::corrupt, {"not valid JSON"});
        }
    }

    void case05_duplicateNames() {
        const std::string entry = "'a':{'dtype':'U8','shape':[0],'data_offsets':[0,0]}";
        verifyRefused(parseHeader('{' + entry + ',' + entry + '}'), ErrorCode::corrupt,
                      {"tensor 'a'", "twice"});
        verifyRefused(parseHeader("{'a':{'dtype':'U8','dtype':'F32','shape':[0],'data_offsets':[0,0]}}"),
                      ErrorCode::corrupt, {"tensor 'a'", "'dtype' twice"});
        verifyRefused(parseHeader("{'__metadata__':{'x':'1','x':'2'}}"), ErrorCode::corrupt, {"'x' twice"});
    }

    void case06_nestedVeryDeep() {
        verifyRefused(parseHeader("{'a':" + std::string(100'000, '[')), ErrorCode::limit, {"header", "deep"});
        std::string objects = "{";
        for (int i = 0; i < 100'000; ++i) objects += "'a':{";
        verifyRefused(parseHeader(objects), ErrorCode::limit, {"header", "deep"});
    }

    void case07_productOfTheShapeWraps() {
        verifyRefused(parseHeader(tensorA("F32", "[4294967296,4294967296]", "[0,0]")), ErrorCode::corrupt,
                      {"tensor 'a'", "too large"});
        verifyRefused(parseHeader(tensorA("F32", "[4611686018427387904]", "[0,0]")), ErrorCode::corrupt,
                      {"tensor 'a'", "too large"});
        verifyRefused(parseHeader(tensorA("F32", "[18446744073709551615]", "[0,4]"), 4), ErrorCode::corrupt,
                      {"tensor 'a'", "18446744073709551615"});
        verifyRefused(parseHeader(tensorA("F32", "[9223372036854775807,9223372036854775807,0]", "[0,0]")),
                      ErrorCode::corrupt, {"tensor 'a'", "too large"});
    }

    void case08_shapeDoesNotFillTheOffsets() {
        verifyRefused(parseHeader(tensorA("F32", "[2]", "[0,4]"), 4), ErrorCode::corrupt,
                      {"tensor 'a'", "needs 8 bytes", "has 4"});
        verifyRefused(parseHeader(tensorA("F32", "[1]", "[0,8]"), 8), ErrorCode::corrupt,
                      {"tensor 'a'", "needs 4 bytes", "has 8"});
    }

    void case09_offsetsPastTheEnd() {
        verifyRefused(parseHeader(tensorA("F32", "[2]", "[0,8]"), 4), ErrorCode::corrupt,
                      {"tensor 'a'", "byte 8 of 4"});
        verifyRefused(parseHeader(tensorA("F32", "[2]", "[18446744073709551608,18446744073709551615]"), 4),
                      ErrorCode::corrupt, {"tensor 'a'"});
    }

    void case10_overlapHoleAndReversal() {
        const auto two = [](const std::string& first, const std::string& second) {
            return "{'a':{'dtype':'U8','shape':[4],'data_offsets':" + first +
                   "},'b':{'dtype':'U8','shape':[4],'data_offsets':" + second + "}}";
        };
        verifyAccepted(parseHeader(two("[0,4]", "[4,8]"), 8));
        verifyAccepted(parseHeader(two("[4,8]", "[0,4]"), 8));
        verifyRefused(parseHeader(two("[0,4]", "[2,6]"), 6), ErrorCode::corrupt, {"tensor 'b'", "overlaps"});
        verifyRefused(parseHeader(two("[0,4]", "[5,9]"), 9), ErrorCode::corrupt, {"tensor 'b'", "gap"});
        verifyRefused(parseHeader(two("[0,4]", "[8,4]"), 8), ErrorCode::corrupt,
                      {"tensor 'b'", "ends before it begins"});
        verifyRefused(parseHeader(two("[0,4]", "[4,8]"), 11), ErrorCode::corrupt,
                      {"3 bytes belong to no tensor"});
        verifyRefused(parseHeader(two("[1,5]", "[5,9]"), 9), ErrorCode::corrupt, {"tensor 'a'", "gap"});
    }

    void case11_unknownDtype() {
        verifyRefused(parseHeader(tensorA("F31", "[1]", "[0,4]"), 4), ErrorCode::unsupported,
                      {"tensor 'a'", "dtype 'F31'"});
    }

    void case12_emptyAndScalarTensorsAreAccepted() {
        const auto tensors = parseHeader(
            "{'a':{'dtype':'F32','shape':[0,7],'data_offsets':[0,0]},"
            "'b':{'dtype':'F32','shape':[],'data_offsets':[0,4]},"
            "'c':{'dtype':'F32','shape':[0],'data_offsets':[4,4]}}",
            4);
        verifyAccepted(tensors);
        QCOMPARE(tensors->size(), std::size_t{3});
        QCOMPARE((*tensors)[0].bytes.size(), std::size_t{0});
        QCOMPARE((*tensors)[1].shape.size(), std::size_t{0});
        QCOMPARE((*tensors)[1].bytes.size(), std::size_t{4});

        ModelFolder folder;
        folder.add("empty", {0});
        folder.add("scalar", {});
        verifyAccepted(openCheckpoint(folder.written()));
    }

    void case13_fileTruncatedWhileOpen() {
        const ModelFolder folder;
        const auto checkpoint = openCheckpoint(folder.written());
        verifyAccepted(checkpoint);
        QVERIFY((*checkpoint)->intact());
        std::filesystem::resize_file(folder.path() / "model.safetensors", 10);
        std::vector<float> row(8);
        dequantizeRow((*checkpoint)->tensors.at("blk.0.attn_q.weight"), 7, row);  // no death by a signal
        QVERIFY(!(*checkpoint)->intact());
    }

    void entryWithoutAllItsMembers() {
        for (const char* entry :
             {"{'shape':[0],'data_offsets':[0,0]}", "{'dtype':'U8','data_offsets':[0,0]}",
              "{'dtype':'U8','shape':[0]}", "{'dtype':'U8','shape':[0],'data_offsets':[0]}"}) {
            verifyRefused(parseHeader("{'a':" + std::string(entry) + '}'), ErrorCode::corrupt,
                          {"tensor 'a'"});
        }
    }

    void memberOfTheWrongKind() {
        for (const char* entry :
             {"5", "null", "true", "'F32'", "[1]", "1.5", "{'dtype':5}", "{'dtype':['F32']}", "{'shape':'1'}",
              "{'shape':[-1]}", "{'shape':[1.5]}", "{'shape':[[1]]}", "{'shape':[{}]}",
              "{'data_offsets':[0,1,2]}", "{'data_offsets':{'begin':0}}", "{'shape':[null]}"}) {
            const std::string header = "{'a':" + std::string(entry) + '}';
            const auto result = parseHeader(header);
            QVERIFY2(!result, entry);
            QVERIFY2(result.error().code == ErrorCode::corrupt, entry);
            QVERIFY2(result.error().where == "tensor 'a'", result.error().text().c_str());
        }
    }

    void metadataMayHoldTexts() {
        verifyAccepted(parseHeader("{'__metadata__':{'format':'pt','x':'y'}}   "));
    }

    void nameFullOfRubbishIsShownSafely() {
        const auto result = parseHeader("{'" + std::string(900, 'n') + "\\u202e\\n':{}}");
        verifyRefused(result, ErrorCode::corrupt, {"nnn", "…"});
    }

    void errorNamesTheFile() {
        const ModelFolder folder;
        const auto path = folder.written();
        folder.write("model.safetensors", "abc");
        verifyRefused(openCheckpoint(path), ErrorCode::corrupt,
                      {(path / "model.safetensors").string(), "header"});
    }
};

QTEST_GUILESS_MAIN(HostileSafetensorsTest)
#include "hostile_safetensors_test.moc"
