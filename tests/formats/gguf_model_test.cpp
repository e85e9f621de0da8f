#include "formats/gguf_model.h"

#include <QtTest>
#include <limits>

#include "formats/gguf_bytes.h"
#include "formats/refusal.h"

using namespace lossylens;
using namespace lossylens::formats;

namespace {

Result<Hyperparameters> shapeOf(const GgufBytes& bytes) {
    const std::string content = bytes.file();
    const auto file = parseGguf(std::as_bytes(std::span(content)));
    if (!file) return tl::unexpected(file.error());
    return ggufHyperparameters(*file);
}

}  // namespace

class GgufModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsLeftOutHasItsDefault() {
        const auto shape = shapeOf(GgufLlama("llama.attention.head_count_kv"));
        verifyAccepted(shape);
        QCOMPARE(shape->kv_heads, 2);
        QCOMPARE(shape->head_dimensions, 4);
        QCOMPARE(shape->rope_base, 10000.0);
        QCOMPARE(shape->rope_layout, RopeLayout::interleaved);
        QCOMPARE(shape->rope_scaling.kind, RopeScaling::Kind::none);
    }

    void numbersMayHaveAnyWidth() {
        GgufLlama bytes("llama.block_count");
        bytes.begin("llama.block_count", GgufBytes::kU64).add(std::uint64_t{7});
        QCOMPARE(shapeOf(bytes)->layers, 7);
    }

    void linearScalingIsReadInBothForms() {
        GgufLlama bytes;
        bytes.text("llama.rope.scaling.type", "linear").f32("llama.rope.scaling.factor", 2.5F);
        QCOMPARE(shapeOf(bytes)->rope_scaling.kind, RopeScaling::Kind::linear);
        QCOMPARE(shapeOf(bytes)->rope_scaling.factor, 2.5);
        const auto older = shapeOf(GgufLlama().f32("llama.rope.scale_linear", 4));
        QCOMPARE(older->rope_scaling.kind, RopeScaling::Kind::linear);
        QCOMPARE(older->rope_scaling.factor, 4.0);
        const auto none = shapeOf(GgufLlama().text("llama.rope.scaling.type", "none"));
        QCOMPARE(none->rope_scaling.kind, RopeScaling::Kind::none);
    }

    void arithmeticThatIsNotOursIsRefusedByName() {
        verifyRefused(shapeOf(GgufLlama().text("llama.rope.scaling.type", "yarn")), ErrorCode::unsupported,
                      {"llama.rope.scaling.type", "'yarn'"});
        verifyRefused(shapeOf(GgufLlama().u32("llama.rope.dimension_count", 2)), ErrorCode::unsupported,
                      {"llama.rope.dimension_count"});
        verifyRefused(shapeOf(GgufLlama().u32("llama.attention.value_length", 8)), ErrorCode::unsupported,
                      {"llama.attention.value_length"});
        verifyRefused(shapeOf(GgufLlama().u32("llama.expert_count", 8)), ErrorCode::unsupported,
                      {"llama.expert_count", "mixture of experts"});
        verifyRefused(shapeOf(GgufLlama().u32("split.count", 3)), ErrorCode::unsupported, {"split.count"});
        verifyRefused(shapeOf(GgufLlama("general.architecture").text("general.architecture", "qwen2")),
                      ErrorCode::unsupported,
                      {"architecture 'qwen2' is not one that LossyLens reads yet; it reads gpt2 and llama"});
    }

    void case26_zeroAndAbsurdSizes() {
        for (const char* key :
             {"llama.block_count", "llama.embedding_length", "llama.feed_forward_length",
              "llama.attention.head_count", "llama.attention.head_count_kv", "llama.context_length"}) {
            verifyRefused(shapeOf(GgufLlama(key).u32(key, 0)), ErrorCode::corrupt, {key, "is 0"});
            verifyRefused(shapeOf(GgufLlama(key).u32(key, 1U << 31)), ErrorCode::limit, {key, "2147483648"});
            verifyRefused(shapeOf(GgufLlama(key).text(key, "8")), ErrorCode::corrupt, {key, "whole number"});
        }
        for (const char* key : {"llama.block_count", "llama.embedding_length", "llama.context_length"}) {
            verifyRefused(shapeOf(GgufLlama(key)), ErrorCode::corrupt, {key, "missing"});
        }
    }

    void case26_sizeThatHeadsCannotShare() {
        verifyRefused(shapeOf(GgufLlama("llama.attention.head_count").u32("llama.attention.head_count", 3)),
                      ErrorCode::corrupt, {"llama.embedding_length", "3 heads"});
        verifyRefused(
            shapeOf(GgufLlama("llama.attention.head_count_kv").u32("llama.attention.head_count_kv", 3)),
            ErrorCode::corrupt, {"2 heads", "3 key/value heads"});
    }

    void case26_nanInRope() {
        for (const float number :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            verifyRefused(shapeOf(GgufLlama().f32("llama.rope.freq_base", number)), ErrorCode::not_finite,
                          {"llama.rope.freq_base"});
        }
        verifyRefused(shapeOf(GgufLlama().f32("llama.rope.freq_base", 0)), ErrorCode::corrupt,
                      {"llama.rope.freq_base"});
    }
};

QTEST_GUILESS_MAIN(GgufModelTest)
#include "gguf_model_test.moc"
