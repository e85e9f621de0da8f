#include "formats/assemble.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/hyperparameters.h"
#include "formats/names.h"
#include "formats/quote.h"

namespace lossylens::formats {
namespace {

using Shape = std::vector<std::int64_t>;

struct Requirement {
    std::string name;
    Shape shape;
    bool optional = false;
};

void needLlamaLayer(std::vector<Requirement>& all, const std::string& block, const Hyperparameters& shape) {
    const std::int64_t d = shape.dimensions;
    const std::int64_t q = static_cast<std::int64_t>(shape.heads) * shape.head_dimensions;
    const std::int64_t kv = static_cast<std::int64_t>(shape.kv_heads) * shape.head_dimensions;
    const auto linear = [&](const std::string& name, std::int64_t outputs, std::int64_t inputs) {
        all.push_back({block + name + ".weight", {outputs, inputs}});
        all.push_back({block + name + ".bias", {outputs}, true});  // attention_bias, mlp_bias
    };
    all.push_back({block + "attn_norm.weight", {d}});
    all.push_back({block + "ffn_norm.weight", {d}});
    linear("attn_q", q, d);
    linear("attn_k", kv, d);
    linear("attn_v", kv, d);
    linear("attn_output", d, q);
    linear("ffn_gate", shape.feed_forward, d);
    linear("ffn_up", shape.feed_forward, d);
    linear("ffn_down", d, shape.feed_forward);
}

void needGpt2Layer(std::vector<Requirement>& all, const std::string& block, const Hyperparameters& shape) {
    const std::int64_t d = shape.dimensions;
    const auto withBias = [&](const std::string& name, Shape weight) {
        all.push_back({block + name + ".bias", {weight.front()}});
        all.push_back({block + name + ".weight", std::move(weight)});
    };
    withBias("attn_norm", {d});
    withBias("ffn_norm", {d});
    withBias("attn_qkv", {3 * d, d});
    withBias("attn_output", {d, d});
    withBias("ffn_up", {shape.feed_forward, d});
    withBias("ffn_down", {d, shape.feed_forward});
}

// Every tensor of the architecture, the embedding table excepted.
std::vector<Requirement> requirements(const Hyperparameters& shape, Output output) {
    const std::int64_t d = shape.dimensions;
    std::vector<Requirement> all = {{"output_norm.weight", {d}}};
    if (output != Output::tied)
        all.push_back({"output.weight", {shape.vocabulary, d}, output == Output::optional});
    if (shape.architecture == Architecture::gpt2) {
        all.push_back({"output_norm.bias", {d}});
        all.push_back({"position_embd.weight", {shape.context, d}});
    } else {
        all.push_back({"rope_freqs.weight", {shape.head_dimensions / 2}, true});
    }
    for (int i = 0; i < shape.layers; ++i) {
        const std::string block = "blk." + std::to_string(i) + '.';
        shape.architecture == Architecture::gpt2 ? needGpt2Layer(all, block, shape)
                                                 : needLlamaLayer(all, block, shape);
    }
    return all;
}

std::string described(const Shape& shape) {
    if (shape.empty()) return "a single number";
    std::string text;
    for (const std::int64_t size : shape) text += (text.empty() ? "" : " × ") + std::to_string(size);
    return text;
}

class Assembler {
public:
    Assembler(Checkpoint& checkpoint, Naming naming) : checkpoint_(checkpoint), naming_(naming) {}

    [[nodiscard]] Result<void> run(const std::vector<StoredTensor>& tensors, Output output) {
        for (const StoredTensor& tensor : tensors) {
            if (auto known = know(tensor); !known) return known;
        }
        if (auto table = takeTable(); !table) return table;
        for (const Requirement& requirement : requirements(shape(), output)) {
            if (auto taken = take(requirement); !taken) return taken;
        }
        if (auto nothing = nothingLeftInLayers(); !nothing) return nothing;
        checkpoint_.precision = nameOf(mostUsedType());
        return {};
    }

private:
    struct Known {
        const StoredTensor* stored;
        bool transposed;
    };

    Hyperparameters& shape() { return checkpoint_.hyperparameters; }

    [[nodiscard]] std::string where(const std::string& name) const {
        const auto known = known_.find(name);
        if (known != known_.end()) return "tensor " + inQuotes(known->second.stored->name);
        const bool gguf = naming_ == Naming::gguf;
        return "tensor " +
               inQuotes(gguf ? name : huggingFaceName(checkpoint_.hyperparameters.architecture, name));
    }

    Result<void> know(const StoredTensor& tensor) {
        auto name = naming_ == Naming::gguf ? CanonicalName{tensor.name}
                                            : canonicalName(shape().architecture, tensor.name);
        if (!name) return {};
        const auto [place, added] =
            known_.try_emplace(std::move(name->name), Known{&tensor, name->transposed});
        if (added) return {};
        return fail(ErrorCode::corrupt, "tensor " + inQuotes(tensor.name),
                    "is the same as " + inQuotes(place->second.stored->name));
    }

    // Its rows are the vocabulary: configurations lie about resized and padded tables.
    Result<void> takeTable() {
        const std::string name = "token_embd.weight";
        const auto known = known_.find(name);
        const std::int64_t rows = known != known_.end() && known->second.stored->shape.size() == 2
                                      ? known->second.stored->shape[0]
                                      : 1;
        if (rows < 1) return fail(ErrorCode::corrupt, where(name), "has no rows");
        if (rows > Bounds::vocabulary) {
            return fail(ErrorCode::limit, where(name), "has " + std::to_string(rows) + " rows, too many");
        }
        shape().vocabulary = static_cast<int>(rows);
        return take({name, {rows, shape().dimensions}});
    }

    Result<void> take(const Requirement& requirement) {
        const auto known = known_.find(requirement.name);
        if (known == known_.end()) {
            if (requirement.optional) return {};
            return fail(ErrorCode::corrupt, where(requirement.name), "is missing");
        }
        const StoredTensor& stored = *known->second.stored;
        if (!stored.type) {
            return fail(
                ErrorCode::unsupported, where(requirement.name),
                "has the type " + std::string(stored.type_name) + ", which LossyLens does not read yet",
                "it reads F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0 and Q5_1");
        }
        Shape actual = stored.shape;
        if (known->second.transposed) std::ranges::reverse(actual);
        if (actual != requirement.shape) {
            return fail(ErrorCode::corrupt, where(requirement.name),
                        "has the shape " + described(actual) + " where the configuration asks for " +
                            described(requirement.shape));
        }
        checkpoint_.tensors.emplace(requirement.name, Tensor{.type = *stored.type,
                                                             .shape = std::move(actual),
                                                             .transposed = known->second.transposed,
                                                             .bytes = stored.bytes});
        return {};
    }

    // A tensor in a layer that nothing asks for would change the result if it were left out.
    [[nodiscard]] Result<void> nothingLeftInLayers() const {
        for (const auto& [name, known] : known_) {
            if (name.starts_with("blk.") && !checkpoint_.tensors.contains(name)) {
                return fail(ErrorCode::unsupported, where(name),
                            "is no part of a model that LossyLens knows");
            }
        }
        return {};
    }

    [[nodiscard]] DataType mostUsedType() const {
        std::array<std::int64_t, 8> counts = {};
        for (const auto& [name, tensor] : checkpoint_.tensors) {
            counts[static_cast<std::size_t>(tensor.type)] += tensor.rows() * tensor.columns();
        }
        return static_cast<DataType>(std::ranges::max_element(counts) - counts.begin());
    }

    Checkpoint& checkpoint_;
    Naming naming_;
    std::unordered_map<std::string, Known> known_;
};

}  // namespace

Result<void> assemble(Checkpoint& checkpoint, const std::vector<StoredTensor>& tensors, Naming naming,
                      Output output) {
    return Assembler(checkpoint, naming).run(tensors, output);
}

}  // namespace lossylens::formats
