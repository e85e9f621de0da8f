#include "nn/model.h"

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "nn/weights.h"

namespace lossylens::nn {
namespace {

using formats::Architecture;
using formats::Tensor;

// Takes the tensors of one checkpoint, under GGUF's names.
class Loader {
public:
    Loader(const formats::Checkpoint& checkpoint, const LoadOptions& options, ThreadPool& pool)
        : checkpoint_(checkpoint), options_(options), pool_(pool) {}

    [[nodiscard]] std::vector<float> numbers(const std::string& name) const {
        const Tensor* tensor = checkpoint_.find(name);
        if (tensor == nullptr) return {};
        const auto columns = static_cast<std::size_t>(tensor->columns());
        std::vector<float> values(static_cast<std::size_t>(tensor->rows()) * columns);
        for (std::int64_t row = 0; row < tensor->rows(); ++row) {
            formats::dequantizeRow(
                *tensor, row, std::span(values).subspan(static_cast<std::size_t>(row) * columns, columns));
        }
        return values;
    }

    [[nodiscard]] Norm norm(const std::string& name) const {
        return {numbers(name + ".weight"), numbers(name + ".bias")};
    }

    [[nodiscard]] Linear linear(const std::vector<std::string>& names) const {
        std::vector<Tensor> stack;
        std::vector<float> bias;
        bool any_bias = false;
        for (const std::string& name : names) {
            stack.push_back(tensor(name + ".weight"));
            const std::vector<float> part = numbers(name + ".bias");
            any_bias = any_bias || !part.empty();
            bias.insert(bias.end(), part.begin(), part.end());
            std::size_t outputs = 0;
            for (const Tensor& stacked : stack) outputs += static_cast<std::size_t>(stacked.rows());
            bias.resize(outputs);  // zeros for a part without one
        }
        if (!any_bias) bias.clear();
        return {matrix(stack), std::move(bias)};
    }

    [[nodiscard]] std::unique_ptr<const Matrix> matrix(const std::vector<Tensor>& stack,
                                                       int planes = 1) const {
        auto made = options_.precision == Precision::f32 ? exactMatrix(stack)
                                                         : storedMatrix(stack, options_, pool_, planes);
        if (!made->viewsFile()) {
            for (const Tensor& tensor : stack) checkpoint_.release(tensor.bytes);
        }
        return made;
    }

    // The room `formats` has seen to it that what an architecture needs is there.
    [[nodiscard]] const Tensor& tensor(const std::string& name) const { return checkpoint_.tensors.at(name); }

    [[nodiscard]] LayerWeights layer(int index) const {
        const std::string block = "blk." + std::to_string(index) + '.';
        const bool gpt2 = checkpoint_.hyperparameters.architecture == Architecture::gpt2;
        return {.attention_norm = norm(block + "attn_norm"),
                .attention_input = gpt2 ? linear({block + "attn_qkv"})
                                        : linear({block + "attn_q", block + "attn_k", block + "attn_v"}),
                .attention_output = linear({block + "attn_output"}),
                .feed_forward_norm = norm(block + "ffn_norm"),
                .feed_forward_input =
                    gpt2 ? linear({block + "ffn_up"}) : linear({block + "ffn_gate", block + "ffn_up"}),
                .feed_forward_output = linear({block + "ffn_down"})};
    }

private:
    const formats::Checkpoint& checkpoint_;
    const LoadOptions& options_;
    ThreadPool& pool_;
};

Result<void> fill(Model::Weights& weights, const LoadOptions& options, const std::stop_token& stop) {
    const formats::Checkpoint& checkpoint = *weights.checkpoint;
    const formats::Hyperparameters& shape = checkpoint.hyperparameters;
    ThreadPool pool(options.threads);
    const Loader loader(checkpoint, options, pool);
    const auto report = [&](int layers) {  // the table and the output matrix count as two layers
        if (options.progress) options.progress(static_cast<double>(layers) / (shape.layers + 2));
    };
    report(0);
    weights.token_embeddings = loader.tensor("token_embd.weight");
    weights.position_embeddings = loader.numbers("position_embd.weight");
    if (shape.architecture == Architecture::llama) {
        weights.rotary.emplace(shape, loader.numbers("rope_freqs.weight"));
    }
    for (int i = 0; i < shape.layers; ++i) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, checkpoint.name, "loading was stopped");
        weights.layers.push_back(loader.layer(i));
        report(i + 1);
    }
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, checkpoint.name, "loading was stopped");
    weights.output_norm = loader.norm("output_norm");
    const Tensor* output = checkpoint.find("output.weight");
    // The output matrix's errors go straight into the logits: with one plane of codes they were a third of
    // the divergence from the exact mode.
    constexpr int kOutputPlanes = 2;
    weights.output = loader.matrix({output != nullptr ? *output : weights.token_embeddings}, kOutputPlanes);
    if (!checkpoint.intact()) {
        return fail(ErrorCode::corrupt, checkpoint.path.string(), "the file was changed while it was loaded",
                    "open it again");
    }
    report(shape.layers + 2);
    return {};
}

}  // namespace

Result<std::shared_ptr<const Model>> Model::load(std::shared_ptr<const formats::Checkpoint> checkpoint,
                                                 const LoadOptions& options, std::stop_token stop) {
    const std::string name = checkpoint->name;
    if (options.precision == Precision::f32) {
        if (auto ready = prepareExactMatrices(); !ready) return tl::unexpected(ready.error());
    }
    try {
        auto weights = std::make_unique<Weights>();
        weights->checkpoint = std::move(checkpoint);
        weights->precision = options.precision;
        weights->threads = options.threads;
        if (const auto filled = fill(*weights, options, stop); !filled) return tl::unexpected(filled.error());
        return std::shared_ptr<const Model>(new Model(std::move(weights)));
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::out_of_memory, name, "there is not enough memory to load this model",
                    "close other programs or choose a smaller model");
    } catch (const std::exception& error) {
        return fail(ErrorCode::internal, name, error.what());
    }
}

Model::Model(std::unique_ptr<const Weights> weights) : weights_(std::move(weights)) {}
Model::~Model() = default;

const formats::Hyperparameters& Model::shape() const { return weights_->checkpoint->hyperparameters; }
Precision Model::precision() const { return weights_->precision; }

void Model::embedding(int id, std::span<float> out) const {
    formats::dequantizeRow(weights_->token_embeddings, id, out);
}

}  // namespace lossylens::nn
