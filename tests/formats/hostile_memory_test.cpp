// However a file lies, reading it takes at most 64 MiB beyond the file itself.
#include <malloc.h>

#include <QtTest>
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

#include "formats/config.h"
#include "formats/folder.h"
#include "formats/gguf.h"
#include "formats/gguf_bytes.h"
#include "formats/gguf_model.h"
#include "formats/model_folder.h"
#include "formats/safetensors.h"

namespace {

std::atomic<std::size_t> in_use = 0;
std::atomic<std::size_t> most_in_use = 0;

}  // namespace

// Every allocation of this program is counted.
void* operator new(std::size_t size) {
    void* const memory = std::malloc(size);
    if (memory == nullptr) throw std::bad_alloc();
    const std::size_t now = in_use += malloc_usable_size(memory);
    if (now > most_in_use) most_in_use = now;
    return memory;
}
void operator delete(void* memory) noexcept {
    if (memory != nullptr) in_use -= malloc_usable_size(memory);
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

using namespace lossylens;
using namespace lossylens::formats;

namespace {

constexpr std::size_t kMebibyte = 1 << 20;

std::span<const std::byte> asBytes(const std::string& content) { return std::as_bytes(std::span(content)); }

// Reads, and gives the bytes that were in use at most meanwhile, those before excepted.
template <class Read>
std::size_t memoryOf(Read read) {
    const std::size_t before = in_use;
    most_in_use = before;
    read();
    return most_in_use - before;
}

// The parts one behind the other (g++ 12 warns of a plain sum of texts this long).
std::string joined(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const std::string_view part : parts) all += part;
    return all;
}

std::string repeated(const std::string& text, std::size_t bytes) {
    std::string all;
    all.reserve(bytes + text.size());
    while (all.size() < bytes) all += text;
    return all;
}

}  // namespace

class HostileMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMeterCounts() {
        const std::size_t used = memoryOf([] { std::vector<char>(kMebibyte).swap(scratch()); });
        QVERIFY(used >= kMebibyte);
        scratch() = {};
    }

    void safetensorsHeaders_data() {
        QTest::addColumn<QByteArray>("header");
        const auto row = [](const char* name, const std::string& header) {
            QTest::newRow(name) << QByteArray(header.data(), static_cast<qsizetype>(header.size()));
        };
        const std::size_t size = 90 * kMebibyte;
        row("one long name", joined({"{\"", std::string(size, 'a'), "\":{}}"}));
        row("one long number", joined({"{\"a\":{\"shape\":[", std::string(size, '1'), "]}}"}));
        row("one long shape", joined({"{\"a\":{\"shape\":[", repeated("1,", size), "1]}}"}));
        row("blanks", joined({"{", std::string(size, ' '), "}"}));
        row("metadata", joined({"{\"__metadata__\":{", numbered("\":\"\"", 3'000'000), "}}"}));
        row("members", joined({"{\"a\":{", numbered("\":0", 3'000'000), "}}"}));
        row("more tensors than are read",
            joined({"{", numbered("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}", 1'500'000),
                    "}"}));
    }

    void safetensorsHeaders() {
        QFETCH(QByteArray, header);
        const std::string file = safetensorsFile(header.toStdString(), 0);
        bool accepted = true;
        const std::size_t used = memoryOf([&] { accepted = parseSafetensors(asBytes(file)).has_value(); });
        QVERIFY(!accepted);
        QVERIFY2(used < 64 * kMebibyte, qPrintable(QString::number(used)));
    }

    void safetensorsOf100000Tensors() {
        std::string entries;
        for (int i = 0; i < 100'000; ++i) {
            entries += joined({i > 0 ? ",\"" : "\"", std::to_string(i),
                               "\":{\"dtype\":\"U8\",\"shape\":[1,1],\"data_offsets\":[", std::to_string(i),
                               ",", std::to_string(i + 1), "]}"});
        }
        const std::string file = safetensorsFile(joined({"{", entries, "}"}), 100'000);
        bool accepted = false;
        const std::size_t used = memoryOf([&] { accepted = parseSafetensors(asBytes(file)).has_value(); });
        QVERIFY(accepted);
        QVERIFY2(used < 64 * kMebibyte, qPrintable(QString::number(used)));
    }

    void ggufListOfEmptyTokens() {
        GgufLlama bytes("tokenizer.ggml.tokens");
        constexpr std::uint64_t kCount = 524'288;
        for (const char* key : {"tokenizer.ggml.tokens", "tokenizer.ggml.merges"}) {
            bytes.begin(key, GgufBytes::kArray).add(GgufBytes::kString).add(kCount).fill(8 * kCount);
        }
        const std::size_t used = readGguf(bytes.file(), true);
        QVERIFY2(used < 64 * kMebibyte, qPrintable(QString::number(used)));
    }

    void ggufListLongerThanAnyVocabulary() {
        GgufLlama bytes("tokenizer.ggml.tokens");
        constexpr std::uint64_t kCount = 8'000'000;
        bytes.begin("tokenizer.ggml.tokens", GgufBytes::kArray)
            .add(GgufBytes::kString)
            .add(kCount)
            .fill(8 * kCount);
        const std::size_t used = readGguf(bytes.file(), false);
        QVERIFY2(used < kMebibyte, qPrintable(QString::number(used)));
    }

    void ggufOfAsManyKeysAndTensorsAsMayBe() {
        GgufLlama bytes;
        for (int i = 0; i < 65'000; ++i) bytes.u32(std::to_string(i), 0);
        for (int i = 0; i < 65'000; ++i)
            bytes.tensor(joined({"a tensor whose name is long ", std::to_string(i)}), {0, 1, 1, 1});
        const std::size_t used = readGguf(bytes.file(), true);
        QVERIFY2(used < 64 * kMebibyte, qPrintable(QString::number(used)));
    }

    void configurationOfManyValues() {
        const std::string config = joined({"{\"a\":[", repeated("0,", kMebibyte - 100), "0]}"});
        bool accepted = true;
        const std::size_t used = memoryOf([&] { accepted = parseConfig(asBytes(config)).has_value(); });
        QVERIFY(!accepted);
        QVERIFY2(used < 8 * kMebibyte, qPrintable(QString::number(used)));
    }

    void indexOfManyTensors() {
        const std::string index =
            joined({"{\"weight_map\":{", numbered("\":\"a.safetensors\"", 130'000), "}}"});
        bool accepted = false;
        const std::size_t used = memoryOf([&] { accepted = parseShardIndex(asBytes(index)).has_value(); });
        QVERIFY(accepted);
        QVERIFY2(used < 64 * kMebibyte, qPrintable(QString::number(used)));
    }

private:
    static std::vector<char>& scratch() {
        static std::vector<char> scratch;
        return scratch;
    }

    // "0<rest>,"1<rest>, … each name once.
    static std::string numbered(const std::string& rest, int count) {
        std::string all;
        for (int i = 0; i < count; ++i) {
            all += i > 0 ? ",\"" : "\"";
            all += std::to_string(i);
            all += rest;
        }
        return all;
    }

    static std::size_t readGguf(const std::string& content, bool accepted) {
        bool read = !accepted;
        const std::size_t used = memoryOf([&] {
            const auto file = parseGguf(asBytes(content));
            read = file && ggufHyperparameters(*file) && ggufVocabulary(*file);
        });
        if (read != accepted) qFatal("the file should %shave been read", accepted ? "" : "not ");
        return used;
    }
};

QTEST_GUILESS_MAIN(HostileMemoryTest)
#include "hostile_memory_test.moc"
