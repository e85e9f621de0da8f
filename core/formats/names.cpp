#include "formats/names.h"

#include <algorithm>
#include <array>
#include <span>

namespace lossylens::formats {
namespace {

struct Pair {
    std::string_view theirs;
    std::string_view ours;
    bool transposed = false;
};

// A row without an end stands for both .weight and .bias.
struct Family {
    std::string_view prefix;        // may be missing in a file
    std::string_view layers;        // "h.": "h.3.ln_1.weight"
    std::span<const Pair> top;      // outside the layers
    std::span<const Pair> a_layer;  // behind the layer's number
};

constexpr std::array kGpt2Top = {
    Pair{"wte", "token_embd"},
    Pair{"wpe", "position_embd"},
    Pair{"ln_f", "output_norm"},
    Pair{"lm_head", "output"},
};
constexpr std::array kGpt2Layer = {
    Pair{"ln_1", "attn_norm"},
    Pair{"attn.c_attn", "attn_qkv", true},
    Pair{"attn.c_proj", "attn_output", true},
    Pair{"ln_2", "ffn_norm"},
    Pair{"mlp.c_fc", "ffn_up", true},
    Pair{"mlp.c_proj", "ffn_down", true},
};
constexpr std::array kLlamaTop = {
    Pair{"embed_tokens", "token_embd"},
    Pair{"norm", "output_norm"},
    Pair{"lm_head", "output"},
};
constexpr std::array kLlamaLayer = {
    Pair{"input_layernorm", "attn_norm"},    Pair{"self_attn.q_proj", "attn_q"},
    Pair{"self_attn.k_proj", "attn_k"},      Pair{"self_attn.v_proj", "attn_v"},
    Pair{"self_attn.o_proj", "attn_output"}, Pair{"post_attention_layernorm", "ffn_norm"},
    Pair{"mlp.gate_proj", "ffn_gate"},       Pair{"mlp.up_proj", "ffn_up"},
    Pair{"mlp.down_proj", "ffn_down"},
};

// Buffers that older files carry: the causal mask and the rotary frequencies, both computed anew.
constexpr std::array<std::string_view, 3> kBuffers = {"attn.bias", "attn.masked_bias",
                                                      "self_attn.rotary_emb.inv_freq"};

const Family& familyOf(Architecture architecture) {
    static constexpr Family kGpt2 = {"transformer.", "h.", kGpt2Top, kGpt2Layer};
    static constexpr Family kLlama = {"model.", "layers.", kLlamaTop, kLlamaLayer};
    return architecture == Architecture::gpt2 ? kGpt2 : kLlama;
}

struct Ended {
    std::string_view stem;
    std::string_view end;  // ".weight" or ".bias"
};

std::optional<Ended> splitEnd(std::string_view name) {
    for (const std::string_view end : {std::string_view(".weight"), std::string_view(".bias")}) {
        if (name.ends_with(end)) return Ended{name.substr(0, name.size() - end.size()), end};
    }
    return std::nullopt;
}

std::optional<CanonicalName> translate(std::span<const Pair> table, std::string_view name) {
    const auto ended = splitEnd(name);
    if (!ended) return std::nullopt;
    const auto pair = std::ranges::find(table, ended->stem, &Pair::theirs);
    if (pair == table.end()) return std::nullopt;
    return CanonicalName{std::string(pair->ours) + std::string(ended->end),
                         pair->transposed && ended->end == ".weight"};
}

struct Numbered {
    std::string_view layer;  // its digits
    std::string_view rest;
};

// "12.ln_1.weight"
std::optional<Numbered> splitLayer(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == 0 || dot == std::string_view::npos) return std::nullopt;
    const std::string_view digits = name.substr(0, dot);
    if (!std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return Numbered{digits, name.substr(dot + 1)};
}

std::string theirName(std::span<const Pair> table, std::string_view ours) {
    const auto ended = splitEnd(ours);
    const auto pair = ended ? std::ranges::find(table, ended->stem, &Pair::ours) : table.end();
    return pair == table.end() ? std::string(ours) : std::string(pair->theirs) + std::string(ended->end);
}

}  // namespace

std::optional<CanonicalName> canonicalName(Architecture architecture, std::string_view theirs) {
    const Family& family = familyOf(architecture);
    if (theirs.starts_with(family.prefix)) theirs.remove_prefix(family.prefix.size());
    if (!theirs.starts_with(family.layers)) return translate(family.top, theirs);
    const auto numbered = splitLayer(theirs.substr(family.layers.size()));
    if (!numbered || std::ranges::find(kBuffers, numbered->rest) != kBuffers.end()) return std::nullopt;
    const std::string block = "blk." + std::string(numbered->layer) + '.';
    auto name = translate(family.a_layer, numbered->rest);
    if (!name) return CanonicalName{block + std::string(numbered->rest)};
    name->name = block + name->name;
    return name;
}

std::string huggingFaceName(Architecture architecture, std::string_view ours) {
    const Family& family = familyOf(architecture);
    if (ours == "output.weight") return "lm_head.weight";  // stands beside the model, without its prefix
    const std::string prefix(family.prefix);
    if (!ours.starts_with("blk.")) return prefix + theirName(family.top, ours);
    const auto numbered = splitLayer(ours.substr(4));
    if (!numbered) return std::string(ours);
    return prefix + std::string(family.layers) + std::string(numbered->layer) + '.' +
           theirName(family.a_layer, numbered->rest);
}

}  // namespace lossylens::formats
