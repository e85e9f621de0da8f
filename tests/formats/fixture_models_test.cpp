// Every tiny model of tests/fixtures/models, opened; and the default model where this machine has it.
#include <QtTest>
#include <cmath>
#include <vector>

#include "formats/checkpoint.h"

using namespace lossylens;
using namespace lossylens::formats;

namespace {

struct Expected {
    const char* model;
    Architecture architecture;
    int dimensions, heads, kv_heads, feed_forward, context, vocabulary;
    const char* precision;
    bool tied;
};

// As tests/fixtures/README.md and the models' own configurations have them.
const std::vector<Expected> kModels = {
    {"gpt2-tiny", Architecture::gpt2, 48, 3, 3, 192, 128, 512, "F32", true},
    {"gpt2-noprefix", Architecture::gpt2, 16, 2, 2, 64, 128, 512, "F32", true},
    {"llama-tiny", Architecture::llama, 64, 4, 2, 96, 128, 384, "BF16", true},
    {"llama-sharded", Architecture::llama, 32, 2, 1, 64, 128, 384, "BF16", true},
    {"mistral-tiny", Architecture::llama, 32, 2, 1, 64, 128, 384, "BF16", true},
    {"llama-untied", Architecture::llama, 66, 3, 1, 80, 256, 416, "F16", false},
    {"llama-spm-tiny", Architecture::llama, 32, 2, 1, 64, 128, 512, "F32", true},
    {"llama-f32.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "F32", true},
    {"llama-f16.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "F16", true},
    {"llama-bf16.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "BF16", true},
    {"llama-q8_0.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "Q8_0", true},
    {"llama-q4_0.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "Q4_0", true},
    {"llama-q4_1.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "Q4_1", true},
    {"llama-q5_0.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "Q5_0", true},
    {"llama-q5_1.gguf", Architecture::llama, 64, 4, 2, 96, 128, 384, "Q5_1", true},
    {"gpt2-f32.gguf", Architecture::gpt2, 32, 2, 2, 128, 128, 512, "F32", true},
    {"gpt2-q8_0.gguf", Architecture::gpt2, 32, 2, 2, 128, 128, 512, "Q8_0", false},
    {"llama-v2.gguf", Architecture::llama, 32, 2, 1, 64, 128, 384, "Q8_0", true},
    {"llama-bpe-q8_0.gguf", Architecture::llama, 32, 2, 1, 64, 128, 400, "Q8_0", false},
    {"llama-spm-q8_0.gguf", Architecture::llama, 32, 2, 1, 64, 128, 512, "Q8_0", true},
};

std::filesystem::path pathOf(const std::string& model) {
    return std::filesystem::path(LOSSYLENS_FIXTURES) / "models" / model;
}

std::shared_ptr<const Checkpoint> opened(const std::string& model) {
    const auto checkpoint = openCheckpoint(pathOf(model));
    if (!checkpoint) qFatal("%s", checkpoint.error().text().c_str());
    return *checkpoint;
}

// √(Σ(a − b)² / Σb²) over a whole tensor.
double relativeError(const Checkpoint& a, const Checkpoint& b, const std::string& name) {
    const Tensor& first = a.tensors.at(name);
    const Tensor& second = b.tensors.at(name);
    std::vector<float> row(static_cast<std::size_t>(first.columns()));
    std::vector<float> other(row.size());
    double difference = 0;
    double power = 0;
    for (std::int64_t i = 0; i < first.rows(); ++i) {
        dequantizeRow(first, i, row);
        dequantizeRow(second, i, other);
        for (std::size_t j = 0; j < row.size(); ++j) {
            difference += std::pow(static_cast<double>(row[j]) - static_cast<double>(other[j]), 2);
            power += std::pow(static_cast<double>(other[j]), 2);
        }
    }
    return std::sqrt(difference / power);
}

}  // namespace

class FixtureModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyModelIsWhatItsConfigurationSays_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < kModels.size(); ++i)
            QTest::newRow(kModels[i].model) << static_cast<int>(i);
    }

    void everyModelIsWhatItsConfigurationSays() {
        QFETCH(int, index);
        const Expected& expected = kModels[static_cast<std::size_t>(index)];
        const auto checkpoint = opened(expected.model);
        const Hyperparameters& shape = checkpoint->hyperparameters;
        QCOMPARE(shape.architecture, expected.architecture);
        QCOMPARE(shape.layers, 2);
        QCOMPARE(shape.dimensions, expected.dimensions);
        QCOMPARE(shape.heads, expected.heads);
        QCOMPARE(shape.kv_heads, expected.kv_heads);
        QCOMPARE(shape.head_dimensions, expected.dimensions / expected.heads);
        QCOMPARE(shape.feed_forward, expected.feed_forward);
        QCOMPARE(shape.context, expected.context);
        QCOMPARE(shape.vocabulary, expected.vocabulary);
        QCOMPARE(shape.norm_epsilon, 1e-5F);
        QCOMPARE(checkpoint->precision, std::string(expected.precision));
        QCOMPARE(checkpoint->find("output.weight") == nullptr, expected.tied);
        QCOMPARE(checkpoint->name, std::filesystem::path(expected.model).stem().string());
        QVERIFY(checkpoint->intact());
    }

    void everyNumberOfEveryModelCanBeRead_data() { everyModelIsWhatItsConfigurationSays_data(); }

    void everyNumberOfEveryModelCanBeRead() {
        QFETCH(int, index);
        const auto checkpoint = opened(kModels[static_cast<std::size_t>(index)].model);
        for (const auto& [name, tensor] : checkpoint->tensors) {
            QCOMPARE(tensor.bytes.size(),
                     static_cast<std::size_t>(bytesOf(tensor.type, tensor.rows() * tensor.columns())));
            std::vector<float> row(static_cast<std::size_t>(tensor.columns()));
            for (std::int64_t i = 0; i < tensor.rows(); ++i) {
                dequantizeRow(tensor, i, row);
                for (const float number : row) QVERIFY2(std::isfinite(number), name.c_str());
            }
        }
    }

    void quantisedWeightsAreThePlainOnesRounded_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("most");
        // The error of a step that is 1/2^bits of the range of 32 Gaussian numbers, and a margin.
        QTest::newRow("F16") << QStringLiteral("llama-f16.gguf") << 3e-4;
        QTest::newRow("BF16") << QStringLiteral("llama-bf16.gguf") << 2.5e-3;
        QTest::newRow("Q8_0") << QStringLiteral("llama-q8_0.gguf") << 8e-3;
        QTest::newRow("Q5_1") << QStringLiteral("llama-q5_1.gguf") << 0.05;
        QTest::newRow("Q5_0") << QStringLiteral("llama-q5_0.gguf") << 0.06;
        QTest::newRow("Q4_1") << QStringLiteral("llama-q4_1.gguf") << 0.10;
        QTest::newRow("Q4_0") << QStringLiteral("llama-q4_0.gguf") << 0.12;
    }

    void quantisedWeightsAreThePlainOnesRounded() {
        QFETCH(QString, model);
        QFETCH(double, most);
        const auto plain = opened("llama-f32.gguf");
        const auto quantised = opened(model.toStdString());
        for (const char* name : {"token_embd.weight", "blk.0.attn_q.weight", "blk.1.ffn_down.weight"}) {
            const double error = relativeError(*quantised, *plain, name);
            QVERIFY2(error > 0 && error < most, qPrintable(QString::number(error)));
        }
    }

    void convolutionsOfGpt2AreMarkedTransposed() {
        const auto checkpoint = opened("gpt2-tiny");
        const Tensor& qkv = checkpoint->tensors.at("blk.0.attn_qkv.weight");
        QVERIFY(qkv.transposed);
        QCOMPARE(qkv.shape, (std::vector<std::int64_t>{144, 48}));
        QVERIFY(!checkpoint->tensors.at("token_embd.weight").transposed);
        QVERIFY(!opened("gpt2-f32.gguf")->tensors.at("blk.0.attn_qkv.weight").transposed);
    }

    void rotationIsLaidOutAsTheFormatHasIt() {
        QCOMPARE(opened("llama-tiny")->hyperparameters.rope_layout, RopeLayout::halves);
        QCOMPARE(opened("llama-f32.gguf")->hyperparameters.rope_layout, RopeLayout::interleaved);
        QCOMPARE(opened("mistral-tiny")->hyperparameters.rope_base, 1e6);
    }

    void ropeScalingOfLlama3IsRead() {
        const auto checkpoint = opened("llama-untied");
        const RopeScaling& scaling = checkpoint->hyperparameters.rope_scaling;
        QCOMPARE(scaling.kind, RopeScaling::Kind::llama3);
        QCOMPARE(scaling.factor, 8.0);
        QCOMPARE(scaling.low_frequency_factor, 1.0);
        QCOMPARE(scaling.high_frequency_factor, 4.0);
        QCOMPARE(scaling.original_context, 32);
        QCOMPARE(checkpoint->hyperparameters.rope_base, 5e5);
    }

    void shardsAreOneModel() {
        const auto checkpoint = opened("llama-sharded");
        QCOMPARE(checkpoint->files.size(), std::size_t{2});
        QCOMPARE(checkpoint->bytes,
                 checkpoint->files[0]->bytes().size() + checkpoint->files[1]->bytes().size());
    }

    void oneWeightFileIsOpenedWithItsFolder() {
        const auto checkpoint = openCheckpoint(pathOf("llama-tiny") / "model.safetensors");
        QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().text().c_str());
        QCOMPARE((*checkpoint)->hyperparameters.dimensions, 64);
        QCOMPARE((*checkpoint)->name, std::string("llama-tiny"));
    }

    void vocabularyOfAGgufFileIsRead() {
        const auto checkpoint = opened("llama-spm-q8_0.gguf");
        const auto& vocabulary = std::get<GgufVocabulary>(checkpoint->tokenizer);
        QCOMPARE(vocabulary.model, std::string("llama"));
        QCOMPARE(vocabulary.tokens.size(), std::size_t{512});
        QCOMPARE(vocabulary.scores.size(), std::size_t{512});
        QCOMPARE(vocabulary.types.size(), std::size_t{512});
        QCOMPARE(vocabulary.tokens[0], std::string("<unk>"));
        QCOMPARE(vocabulary.types[0], 2);
        QCOMPARE(vocabulary.bos, std::optional(1));
        QCOMPARE(vocabulary.eos, std::optional(2));
        QCOMPARE(vocabulary.add_bos, std::optional(true));
    }

    void mergesOfAGgufFileAreRead() {
        const auto checkpoint = opened("llama-q8_0.gguf");
        const auto& vocabulary = std::get<GgufVocabulary>(checkpoint->tokenizer);
        QCOMPARE(vocabulary.model, std::string("gpt2"));
        QCOMPARE(vocabulary.pre_tokenizer, std::string("smollm"));
        QVERIFY(!vocabulary.merges.empty());
        QVERIFY(vocabulary.merges[0].find(' ') != std::string::npos);
    }

    void tokenizerOfAFolderIsPointedAt() {
        const auto checkpoint = opened("llama-tiny");
        const auto& folder = std::get<TokenizerFolder>(checkpoint->tokenizer);
        QCOMPARE(folder.folder, pathOf("llama-tiny"));
        QCOMPARE(folder.bos, std::optional(1));
        QCOMPARE(folder.eos, std::optional(2));
        QCOMPARE(folder.end_tokens, std::vector<int>{2});
    }

    void defaultModelOpensWhereItIsInstalled() {
        const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
        const QString path = data % QStringLiteral("/lossylens/models/SmolLM2-135M-Instruct.Q4_1.gguf");
        if (!QFile::exists(path)) QSKIP("the default model is not in this user's data folder");
        const auto checkpoint = openCheckpoint(path.toStdString());
        QVERIFY2(checkpoint, checkpoint ? "" : checkpoint.error().text().c_str());
        QCOMPARE((*checkpoint)->name, std::string("SmolLM2-135M-Instruct"));
        QCOMPARE((*checkpoint)->precision, std::string("Q4_1"));
        QCOMPARE((*checkpoint)->bytes, std::uint64_t{98362432});
        const Hyperparameters& shape = (*checkpoint)->hyperparameters;
        QCOMPARE(shape.layers, 30);
        QCOMPARE(shape.dimensions, 576);
        QCOMPARE(shape.kv_heads, 3);
        QCOMPARE(shape.vocabulary, 49152);
        QCOMPARE(shape.rope_base, 1e5);
        QCOMPARE((*checkpoint)->tensors.at("token_embd.weight").type, DataType::q8_0);
        QVERIFY((*checkpoint)->find("output.weight") == nullptr);
    }
};

QTEST_GUILESS_MAIN(FixtureModelsTest)
#include "fixture_models_test.moc"
