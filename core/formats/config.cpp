#include "formats/config.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>

#include "formats/hyperparameters.h"
#include "formats/json.h"
#include "formats/quote.h"

namespace lossylens::formats {
namespace {

using nlohmann::json;

// Reads settings of one object. The first one that is wrong is kept, and what is read after it means nothing:
// who reads asks for error() once, at the end.
class Settings {
public:
    explicit Settings(const json& object, std::string prefix = {})
        : object_(object), prefix_(std::move(prefix)) {}

    // A whole number from 1 to `most`. Without a fallback it must be there; null counts as not there.
    int whole(const std::string& name, int most, std::optional<int> fallback = std::nullopt) {
        const json* value = find(name);
        if (value == nullptr) {
            if (!fallback) refuse(name, "is missing");
            return fallback.value_or(1);
        }
        if (!value->is_number_integer()) return refuse(name, "is not a whole number"), 1;
        const auto number = value->is_number_unsigned() && value->get<std::uint64_t>() > kHuge
                                ? static_cast<std::int64_t>(kHuge)
                                : value->get<std::int64_t>();
        if (number >= 1 && number <= most) return static_cast<int>(number);
        refuse(name, "is " + value->dump() + "; it must lie between 1 and " + std::to_string(most),
               number < 1 ? ErrorCode::corrupt : ErrorCode::limit);
        return 1;
    }

    double positive(const std::string& name, std::optional<double> fallback = std::nullopt) {
        const json* value = find(name);
        if (value == nullptr) {
            if (!fallback) refuse(name, "is missing");
            return fallback.value_or(1);
        }
        if (!value->is_number()) return refuse(name, "is not a number"), 1;
        const double number = value->get<double>();
        if (std::isfinite(number) && number > 0) return number;
        return refuse(name, "is " + value->dump() + "; it must be more than 0"), 1;
    }

    bool flag(const std::string& name, bool fallback) {
        const json* value = find(name);
        if (value == nullptr) return fallback;
        if (!value->is_boolean()) return refuse(name, "is neither true nor false"), fallback;
        return value->get<bool>();
    }

    std::string text(const std::string& name, std::string fallback) {
        const json* value = find(name);
        if (value == nullptr) return fallback;
        if (!value->is_string()) return refuse(name, "is not a text"), fallback;
        return value->get<std::string>();
    }

    // One id or a list of them. Negative ones stand for "none" in the wild.
    std::vector<int> ids(const std::string& name) {
        const json* value = find(name);
        std::vector<int> ids;
        if (value == nullptr) return ids;
        const json list = value->is_array() ? *value : json::array({*value});
        for (const json& id : list) {
            if (!id.is_number_integer() || id.get<std::int64_t>() > Bounds::vocabulary) {
                refuse(name, "is not the id of a token");
            } else if (id.get<std::int64_t>() >= 0) {
                ids.push_back(id.get<int>());
            }
        }
        return ids;
    }

    [[nodiscard]] const json* find(const std::string& name) const {
        const auto found = object_.find(name);
        return found == object_.end() || found->is_null() ? nullptr : &*found;
    }

    void refuse(const std::string& name, std::string what, ErrorCode code = ErrorCode::corrupt) {
        if (!error_) error_ = Error{code, prefix_ + name, std::move(what), ""};
    }

    // Refuses a setting that asks for arithmetic that this program does not do.
    void unknown(const std::string& name, const std::string& value) {
        refuse(name, "is " + value + ", which LossyLens does not do", ErrorCode::unsupported);
    }

    void mustBe(const std::string& name, bool expected) {
        if (flag(name, expected) != expected) unknown(name, expected ? "false" : "true");
    }

    void mustBeOneOf(const std::string& name, const std::string& fallback,
                     std::initializer_list<std::string_view> known) {
        const std::string value = text(name, fallback);
        if (std::ranges::find(known, value) == known.end()) unknown(name, inQuotes(value));
    }

    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

private:
    static constexpr std::uint64_t kHuge = std::uint64_t{1} << 62;

    const json& object_;
    std::string prefix_;
    std::optional<Error> error_;
};

void readGpt2(Settings& settings, Hyperparameters& shape) {
    shape.layers = settings.whole("n_layer", Bounds::layers);
    shape.dimensions = settings.whole("n_embd", Bounds::dimensions);
    shape.heads = settings.whole("n_head", Bounds::heads);
    shape.feed_forward = settings.whole("n_inner", Bounds::feed_forward, 4 * shape.dimensions);
    shape.context = settings.whole("n_positions", Bounds::context);
    shape.norm_epsilon = static_cast<float>(settings.positive("layer_norm_epsilon", 1e-5));
    shape.kv_heads = shape.heads;
    shape.head_dimensions = shape.dimensions / shape.heads;
    // Two names of one function: GELU by its tanh approximation.
    settings.mustBeOneOf("activation_function", "gelu_new", {"gelu_new", "gelu_pytorch_tanh"});
    settings.mustBe("scale_attn_weights", true);
    settings.mustBe("scale_attn_by_inverse_layer_idx", false);
    settings.mustBe("add_cross_attention", false);
}

// `object` is rope_scaling, or rope_parameters of newer files, which holds the base too.
void readRope(Settings& settings, const std::string& name, const json& object, Hyperparameters& shape) {
    if (!object.is_object()) return settings.refuse(name, "is not an object");
    Settings rope(object, name + '.');
    RopeScaling& scaling = shape.rope_scaling;
    const std::string kind = rope.text("rope_type", rope.text("type", "default"));
    shape.rope_base = rope.positive("rope_theta", shape.rope_base);
    if (kind == "linear") {
        scaling.kind = RopeScaling::Kind::linear;
        scaling.factor = rope.positive("factor");
    } else if (kind == "llama3") {
        scaling.kind = RopeScaling::Kind::llama3;
        scaling.factor = rope.positive("factor");
        scaling.low_frequency_factor = rope.positive("low_freq_factor");
        scaling.high_frequency_factor = rope.positive("high_freq_factor");
        scaling.original_context = rope.whole("original_max_position_embeddings", Bounds::context);
        if (scaling.high_frequency_factor <= scaling.low_frequency_factor) {
            rope.refuse("high_freq_factor", "must be more than low_freq_factor");
        }
    } else if (kind != "default") {
        rope.unknown(rope.find("rope_type") != nullptr ? "rope_type" : "type", inQuotes(kind));
    }
    if (std::isgreater(std::abs(rope.positive("partial_rotary_factor", 1) - 1), 0)) {
        rope.unknown("partial_rotary_factor", "not 1");
    }
    if (rope.error()) settings.refuse(rope.error()->where, rope.error()->what, rope.error()->code);
}

void readLlama(Settings& settings, const std::string& model_type, Hyperparameters& shape) {
    shape.layers = settings.whole("num_hidden_layers", Bounds::layers);
    shape.dimensions = settings.whole("hidden_size", Bounds::dimensions);
    shape.heads = settings.whole("num_attention_heads", Bounds::heads);
    shape.kv_heads =
        settings.whole("num_key_value_heads", Bounds::heads, model_type == "mistral" ? 8 : shape.heads);
    shape.feed_forward = settings.whole("intermediate_size", Bounds::feed_forward);
    shape.context = settings.whole("max_position_embeddings", Bounds::context, 2048);
    shape.norm_epsilon = static_cast<float>(settings.positive("rms_norm_eps", 1e-6));
    shape.rope_base = settings.positive("rope_theta", 10000);
    shape.rope_layout = RopeLayout::halves;
    if (settings.find("head_dim") == nullptr && shape.dimensions % shape.heads != 0) {
        settings.refuse("hidden_size", "is " + std::to_string(shape.dimensions) + ", which " +
                                           std::to_string(shape.heads) + " heads cannot share evenly");
    }
    shape.head_dimensions =
        settings.whole("head_dim", Bounds::dimensions, std::max(1, shape.dimensions / shape.heads));
    for (const std::string name : {"rope_scaling", "rope_parameters"}) {
        if (const json* object = settings.find(name)) readRope(settings, name, *object, shape);
    }
    // Within the window every position sees all before it, as without one: what is offered ends there.
    shape.context =
        std::min(shape.context, settings.whole("sliding_window", Bounds::context, Bounds::context));
    settings.mustBeOneOf("hidden_act", "silu", {"silu", "swish"});
}

}  // namespace

Result<ModelConfig> parseConfig(std::span<const std::byte> bytes) {
    const auto object = parseJsonObject(bytes);
    if (!object) return tl::unexpected(object.error());
    Settings settings(*object);
    const std::string model_type = settings.text("model_type", "");
    if (settings.error()) return tl::unexpected(*settings.error());
    if (model_type.empty()) return fail(ErrorCode::corrupt, "model_type", "is missing");
    const auto architecture = architectureNamed(model_type);
    if (!architecture) return tl::unexpected(architecture.error());

    ModelConfig config;
    config.hyperparameters.architecture = *architecture;
    const bool gpt2 = *architecture == Architecture::gpt2;
    gpt2 ? readGpt2(settings, config.hyperparameters)
         : readLlama(settings, model_type, config.hyperparameters);
    settings.whole("vocab_size", Bounds::vocabulary, 1);
    config.tied_output = settings.flag("tie_word_embeddings", gpt2);
    if (settings.find("quantization_config") != nullptr) {
        settings.refuse("quantization_config",
                        "asks for quantised weights, which are read from GGUF files only",
                        ErrorCode::unsupported);
    }
    const std::vector<int> bos = settings.ids("bos_token_id");
    if (!bos.empty()) config.bos = bos.front();
    config.end_tokens = settings.ids("eos_token_id");
    if (settings.error()) return tl::unexpected(*settings.error());
    if (auto error = inconsistent(config.hyperparameters)) return tl::unexpected(std::move(*error));
    return config;
}

Result<std::vector<int>> parseGenerationConfig(std::span<const std::byte> bytes) {
    const auto object = parseJsonObject(bytes);
    if (!object) return tl::unexpected(object.error());
    Settings settings(*object);
    std::vector<int> ids = settings.ids("eos_token_id");
    if (settings.error()) return tl::unexpected(*settings.error());
    return ids;
}

}  // namespace lossylens::formats
