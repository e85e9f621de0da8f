#include "formats/config.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include "formats/refusal.h"

using namespace lossylens;
using namespace lossylens::formats;
using nlohmann::json;

namespace {

Result<ModelConfig> parse(const std::string& text) { return parseConfig(std::as_bytes(std::span(text))); }
Result<ModelConfig> parse(const json& config) { return parse(config.dump()); }

json llama(const json& changes = json::object()) {
    json config = {{"model_type", "llama"},    {"hidden_size", 64},
                   {"num_hidden_layers", 2},   {"num_attention_heads", 4},
                   {"num_key_value_heads", 2}, {"intermediate_size", 96},
                   {"vocab_size", 384},        {"max_position_embeddings", 128},
                   {"rms_norm_eps", 1e-5}};
    config.update(changes);
    return config;
}

json gpt2(const json& changes = json::object()) {
    json config = {{"model_type", "gpt2"}, {"n_embd", 48},      {"n_layer", 2},
                   {"n_head", 3},          {"vocab_size", 512}, {"n_positions", 128}};
    config.update(changes);
    return config;
}

Hyperparameters shapeOf(const json& config) {
    const auto parsed = parse(config);
    if (!parsed) qFatal("%s", parsed.error().text().c_str());
    return parsed->hyperparameters;
}

}  // namespace

class ConfigTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsLeftOutHasTransformersDefaults() {
        const Hyperparameters first = shapeOf(gpt2());
        QCOMPARE(first.feed_forward, 192);
        QCOMPARE(first.norm_epsilon, 1e-5F);
        json config = llama();
        config.erase("rms_norm_eps");
        config.erase("num_key_value_heads");
        const Hyperparameters second = shapeOf(config);
        QCOMPARE(second.norm_epsilon, 1e-6F);
        QCOMPARE(second.kv_heads, 4);
        QCOMPARE(second.rope_base, 10000.0);
        QCOMPARE(second.head_dimensions, 16);
        QCOMPARE(second.rope_scaling.kind, RopeScaling::Kind::none);
    }

    void outputIsTiedAsTheFamilyHasIt() {
        QVERIFY(parse(gpt2())->tied_output);
        QVERIFY(!parse(llama())->tied_output);
        QVERIFY(parse(llama({{"tie_word_embeddings", true}}))->tied_output);
    }

    void nullMeansNotSaid() {
        QCOMPARE(shapeOf(gpt2({{"n_inner", nullptr}})).feed_forward, 192);
        QCOMPARE(shapeOf(gpt2({{"n_inner", 100}})).feed_forward, 100);
        QCOMPARE(shapeOf(llama({{"head_dim", nullptr}, {"rope_scaling", nullptr}})).head_dimensions, 16);
    }

    void headsMayHaveASizeOfTheirOwn() {
        QCOMPARE(shapeOf(llama({{"head_dim", 32}})).head_dimensions, 32);
        QCOMPARE(shapeOf(llama({{"head_dim", 32}, {"hidden_size", 66}})).head_dimensions, 32);
    }

    void mistralIsALlama() {
        QCOMPARE(shapeOf(llama({{"model_type", "mistral"}})).architecture, Architecture::llama);
    }

    void slidingWindowEndsTheContext() {
        QCOMPARE(shapeOf(llama({{"model_type", "mistral"}, {"sliding_window", 100}})).context, 100);
        QCOMPARE(shapeOf(llama({{"model_type", "mistral"}, {"sliding_window", 4096}})).context, 128);
        QCOMPARE(shapeOf(llama({{"model_type", "mistral"}, {"sliding_window", nullptr}})).context, 128);
    }

    void ropeScalingIsReadInBothForms() {
        const json settings = {{"factor", 8.0},
                               {"low_freq_factor", 1.0},
                               {"high_freq_factor", 4.0},
                               {"original_max_position_embeddings", 32}};
        json older = settings;
        older["rope_type"] = "llama3";
        json newer = older;
        newer["rope_theta"] = 5e5;
        for (const json& changes :
             {json{{"rope_scaling", older}, {"rope_theta", 5e5}}, json{{"rope_parameters", newer}}}) {
            const Hyperparameters shape = shapeOf(llama(changes));
            QCOMPARE(shape.rope_base, 5e5);
            QCOMPARE(shape.rope_scaling.kind, RopeScaling::Kind::llama3);
            QCOMPARE(shape.rope_scaling.factor, 8.0);
            QCOMPARE(shape.rope_scaling.original_context, 32);
        }
    }

    void linearScalingIsReadUnderItsOldName() {
        const RopeScaling scaling =
            shapeOf(llama({{"rope_scaling", {{"type", "linear"}, {"factor", 2.5}}}})).rope_scaling;
        QCOMPARE(scaling.kind, RopeScaling::Kind::linear);
        QCOMPARE(scaling.factor, 2.5);
    }

    void endTokensAreOneOrSeveral() {
        QCOMPARE(parse(llama({{"eos_token_id", 2}}))->end_tokens, std::vector<int>{2});
        QCOMPARE(parse(llama({{"eos_token_id", {2, 7}}}))->end_tokens, (std::vector<int>{2, 7}));
        QVERIFY(parse(llama({{"eos_token_id", nullptr}}))->end_tokens.empty());
        QVERIFY(!parse(llama({{"bos_token_id", -1}}))->bos);
        QCOMPARE(parse(llama({{"bos_token_id", 1}}))->bos, std::optional(1));
        verifyRefused(parse(llama({{"eos_token_id", "</s>"}})), ErrorCode::corrupt, {"eos_token_id"});
    }

    void arithmeticThatIsNotOursIsRefusedByName_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* setting, const json& config) {
            QTest::newRow(setting) << QString::fromStdString(config.dump()) << QString::fromLatin1(setting);
        };
        row("activation_function", gpt2({{"activation_function", "relu"}}));
        row("scale_attn_weights", gpt2({{"scale_attn_weights", false}}));
        row("scale_attn_by_inverse_layer_idx", gpt2({{"scale_attn_by_inverse_layer_idx", true}}));
        row("hidden_act", llama({{"hidden_act", "gelu"}}));
        row("rope_scaling.rope_type", llama({{"rope_scaling", {{"rope_type", "yarn"}, {"factor", 2}}}}));
        row("rope_scaling.type", llama({{"rope_scaling", {{"type", "dynamic"}, {"factor", 2}}}}));
        row("rope_parameters.partial_rotary_factor",
            llama({{"rope_parameters", {{"partial_rotary_factor", 0.5}}}}));
        row("quantization_config", llama({{"quantization_config", {{"quant_method", "gptq"}}}}));
        row("architecture 'qwen2'", llama({{"model_type", "qwen2"}}));
    }

    void arithmeticThatIsNotOursIsRefusedByName() {
        QFETCH(QString, config);
        QFETCH(QString, named);
        verifyRefused(parse(config.toStdString()), ErrorCode::unsupported, {named.toStdString()});
    }

    void unknownArchitectureSaysWhatIsRead() {
        verifyRefused(parse(llama({{"model_type", "qwen2"}})), ErrorCode::unsupported,
                      {"architecture 'qwen2' is not one that LossyLens reads yet; it reads gpt2 and llama"});
    }

    void case26_zeroHeads() {
        verifyRefused(parse(llama({{"num_attention_heads", 0}})), ErrorCode::corrupt,
                      {"num_attention_heads", "is 0"});
        verifyRefused(parse(llama({{"num_key_value_heads", 0}})), ErrorCode::corrupt,
                      {"num_key_value_heads"});
        verifyRefused(parse(gpt2({{"n_head", 0}})), ErrorCode::corrupt, {"n_head"});
        verifyRefused(parse(gpt2({{"n_layer", -1}})), ErrorCode::corrupt, {"n_layer", "is -1"});
    }

    void case26_sizeThatHeadsCannotShare() {
        verifyRefused(parse(llama({{"hidden_size", 66}})), ErrorCode::corrupt, {"66", "4 heads"});
        verifyRefused(parse(gpt2({{"n_embd", 50}})), ErrorCode::corrupt, {"50", "3 heads"});
        verifyRefused(parse(llama({{"num_key_value_heads", 3}})), ErrorCode::corrupt,
                      {"4 heads", "3 key/value heads"});
        verifyRefused(parse(llama({{"head_dim", 15}})), ErrorCode::corrupt, {"15"});
    }

    void case26_absurdSizes() {
        const std::uint64_t huge = std::uint64_t{1} << 31;
        for (const char* name : {"vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads",
                                 "intermediate_size", "max_position_embeddings", "head_dim"}) {
            verifyRefused(parse(llama({{name, huge}})), ErrorCode::limit, {name, "2147483648"});
            verifyRefused(parse(llama({{name, std::numeric_limits<std::uint64_t>::max()}})), ErrorCode::limit,
                          {name});
            verifyRefused(parse(llama({{name, 1.5}})), ErrorCode::corrupt, {name, "whole number"});
            verifyRefused(parse(llama({{name, "64"}})), ErrorCode::corrupt, {name, "whole number"});
        }
    }

    void case26_nanAndInfinityInRope() {
        for (const std::string number : {"NaN", "Infinity", "1e999"}) {
            std::string text = llama({{"rope_theta", "HERE"}}).dump();
            text.replace(text.find("\"HERE\""), 6, number);
            verifyRefused(parse(text), ErrorCode::corrupt, {});
        }
        verifyRefused(parse(llama({{"rope_theta", 0}})), ErrorCode::corrupt, {"rope_theta"});
        verifyRefused(parse(llama({{"rope_theta", -1e4}})), ErrorCode::corrupt, {"rope_theta"});
        verifyRefused(parse(llama({{"rope_scaling", {{"type", "linear"}, {"factor", 0}}}})),
                      ErrorCode::corrupt, {"rope_scaling.factor"});
    }

    void settingThatIsMissingIsNamed() {
        for (const char* name :
             {"hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size"}) {
            json config = llama();
            config.erase(name);
            verifyRefused(parse(config), ErrorCode::corrupt, {name, "missing"});
        }
        json config = llama();
        config.erase("model_type");
        verifyRefused(parse(config), ErrorCode::corrupt, {"model_type", "missing"});
    }

    void whatIsNoConfigurationIsRefused() {
        verifyRefused(parse(std::string("[]")), ErrorCode::corrupt, {"not a JSON object"});
        verifyRefused(parse(std::string()), ErrorCode::corrupt, {"not valid JSON"});
        verifyRefused(parse(std::string("{\n\"a\": 1,\n\"b\" 2}")), ErrorCode::corrupt,
                      {"line 3", "not valid JSON"});
        verifyRefused(parse(std::string(100'000, '[')), ErrorCode::limit, {"deep"});
        verifyRefused(parse(std::string(2 << 20, ' ')), ErrorCode::limit, {"larger"});
        verifyRefused(parse(std::string("{\"a\":1,\"a\":2}")), ErrorCode::corrupt, {"'a' twice"});
        verifyRefused(parse(std::string("{\"a\":\"\xff\"}")), ErrorCode::corrupt, {"not valid JSON"});
    }
};

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
