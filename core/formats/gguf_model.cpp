#include "formats/gguf_model.h"

#include <algorithm>

#include "formats/gguf_settings.h"
#include "formats/hyperparameters.h"
#include "formats/quote.h"

namespace lossylens::formats {
namespace {

void readRopeScaling(GgufSettings& settings, const std::string& prefix, Hyperparameters& shape) {
    const std::string type_key = prefix + "rope.scaling.type";
    const std::string factor_key = prefix + "rope.scaling.factor";
    const std::string older_key = prefix + "rope.scale_linear";  // before scaling had types
    const std::string type = settings.text(type_key, settings.has(older_key) ? "linear" : "none");
    if (type == "none") return;  // Llama 3's scaling is the tensor rope_freqs.weight
    if (type != "linear") {
        return settings.refuse(type_key, "is " + inQuotes(type) + ", which LossyLens does not do",
                               ErrorCode::unsupported);
    }
    shape.rope_scaling.kind = RopeScaling::Kind::linear;
    shape.rope_scaling.factor = settings.positive(settings.has(older_key) ? older_key : factor_key);
}

void readLlama(GgufSettings& settings, const std::string& prefix, Hyperparameters& shape) {
    shape.kv_heads = settings.whole(prefix + "attention.head_count_kv", Bounds::heads, shape.heads);
    shape.norm_epsilon = static_cast<float>(settings.positive(prefix + "attention.layer_norm_rms_epsilon"));
    shape.rope_base = settings.positive(prefix + "rope.freq_base", 10000);
    shape.rope_layout = RopeLayout::interleaved;
    readRopeScaling(settings, prefix, shape);

    const std::string key_length = prefix + "attention.key_length";
    const std::string rotated = prefix + "rope.dimension_count";
    if (!settings.has(key_length) && shape.dimensions % shape.heads != 0) {
        settings.refuse(prefix + "embedding_length", "is " + std::to_string(shape.dimensions) + ", which " +
                                                         std::to_string(shape.heads) +
                                                         " heads cannot share evenly");
    }
    const int share = std::max(1, shape.dimensions / shape.heads);
    shape.head_dimensions = settings.whole(key_length, Bounds::dimensions, share);
    const auto mustBeTheHead = [&](const std::string& key) {
        const int value = settings.whole(key, Bounds::dimensions, shape.head_dimensions);
        if (value == shape.head_dimensions) return;
        settings.refuse(key,
                        "is " + std::to_string(value) + " where a head has " +
                            std::to_string(shape.head_dimensions) + ", which LossyLens does not do",
                        ErrorCode::unsupported);
    };
    mustBeTheHead(rotated);
    mustBeTheHead(prefix + "attention.value_length");
    // Within the window every position sees all before it, as without one: what is offered ends there.
    shape.context = std::min(
        shape.context, settings.whole(prefix + "attention.sliding_window", Bounds::context, Bounds::context));
    if (settings.has(prefix + "expert_count") && settings.whole(prefix + "expert_count", Bounds::heads) > 1) {
        settings.refuse(prefix + "expert_count", "asks for a mixture of experts, which LossyLens does not do",
                        ErrorCode::unsupported);
    }
}

}  // namespace

Result<Hyperparameters> ggufHyperparameters(const GgufFile& file) {
    GgufSettings settings(file);
    const std::string name = settings.text("general.architecture", "");
    if (name.empty()) settings.refuse("general.architecture", "is missing");
    if (settings.has("split.count") && settings.whole("split.count", Bounds::layers) > 1) {
        settings.refuse("split.count", "says that this is one part of a split model", ErrorCode::unsupported);
    }
    if (settings.error()) return tl::unexpected(*settings.error());
    const auto architecture = architectureNamed(name);
    if (!architecture) return tl::unexpected(architecture.error());

    const std::string prefix = name + '.';
    Hyperparameters shape;
    shape.architecture = *architecture;
    shape.layers = settings.whole(prefix + "block_count", Bounds::layers);
    shape.dimensions = settings.whole(prefix + "embedding_length", Bounds::dimensions);
    shape.feed_forward = settings.whole(prefix + "feed_forward_length", Bounds::feed_forward);
    shape.heads = settings.whole(prefix + "attention.head_count", Bounds::heads);
    shape.context = settings.whole(prefix + "context_length", Bounds::context);
    if (shape.architecture == Architecture::llama) {
        readLlama(settings, prefix, shape);
    } else {
        shape.kv_heads = shape.heads;
        shape.head_dimensions = shape.dimensions / shape.heads;
        shape.norm_epsilon = static_cast<float>(settings.positive(prefix + "attention.layer_norm_epsilon"));
    }
    if (settings.error()) return tl::unexpected(*settings.error());
    if (auto error = inconsistent(shape)) return tl::unexpected(std::move(*error));
    return shape;
}

Result<GgufVocabulary> ggufVocabulary(const GgufFile& file) {
    const std::string prefix = "tokenizer.ggml.";
    GgufSettings settings(file);
    GgufVocabulary vocabulary;
    vocabulary.model = settings.text(prefix + "model", "");
    vocabulary.pre_tokenizer = settings.text(prefix + "pre", "");
    vocabulary.tokens = settings.texts(prefix + "tokens");
    vocabulary.scores = settings.floats(prefix + "scores");
    vocabulary.types = settings.wholes(prefix + "token_type");
    vocabulary.merges = settings.texts(prefix + "merges");
    vocabulary.chat_template = settings.text("tokenizer.chat_template", "");

    const std::size_t count = vocabulary.tokens.size();
    const auto mustGoWithTokens = [&](const std::string& key, std::size_t length) {
        if (length == 0 || length == count) return;
        settings.refuse(
            key, "has " + std::to_string(length) + " elements for " + std::to_string(count) + " tokens");
    };
    mustGoWithTokens(prefix + "scores", vocabulary.scores.size());
    mustGoWithTokens(prefix + "token_type", vocabulary.types.size());

    vocabulary.bos = settings.id(prefix + "bos_token_id", count);
    vocabulary.eos = settings.id(prefix + "eos_token_id", count);
    vocabulary.unknown = settings.id(prefix + "unknown_token_id", count);
    vocabulary.padding = settings.id(prefix + "padding_token_id", count);
    vocabulary.end_of_turn = settings.id(prefix + "eot_token_id", count);
    vocabulary.add_bos = settings.flag(prefix + "add_bos_token");
    vocabulary.add_space_prefix = settings.flag(prefix + "add_space_prefix");
    if (settings.error()) return tl::unexpected(*settings.error());
    return vocabulary;
}

}  // namespace lossylens::formats
