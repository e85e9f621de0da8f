#pragma once

#include <cmath>
#include <cstring>
#include <random>

#include "formats/checkpoint.h"
#include "nn/model.h"

namespace lossylens::nn {

// A small model with random float32 weights, made in memory.
class ToyModel {
public:
    ToyModel(formats::Architecture architecture, int context) {
        formats::Hyperparameters& shape = checkpoint_->hyperparameters;
        shape.architecture = architecture;
        shape.layers = 2;
        shape.dimensions = 48;
        shape.feed_forward = 80;
        shape.heads = 4;
        shape.kv_heads = architecture == formats::Architecture::gpt2 ? 4 : 2;
        shape.head_dimensions = 12;
        shape.context = context;
        shape.vocabulary = 300;
        checkpoint_->name = "toy";
        architecture == formats::Architecture::gpt2 ? addGpt2(shape) : addLlama(shape);
    }

    [[nodiscard]] formats::Checkpoint& checkpoint() { return *checkpoint_; }

    [[nodiscard]] Result<std::shared_ptr<const Model>> load(const LoadOptions& options,
                                                            std::stop_token stop = {}) const {
        return Model::load(checkpoint_, options, std::move(stop));
    }

    // Embeddings of `count` positions, some tokens or other.
    [[nodiscard]] static std::vector<float> text(const Model& model, int count, int first_id = 0) {
        const auto d = static_cast<std::size_t>(model.shape().dimensions);
        std::vector<float> embeddings(static_cast<std::size_t>(count) * d);
        for (int i = 0; i < count; ++i) {
            model.embedding((first_id + 7 * i) % model.shape().vocabulary,
                            std::span(embeddings).subspan(static_cast<std::size_t>(i) * d, d));
        }
        return embeddings;
    }

private:
    void addLlama(const formats::Hyperparameters& shape) {
        const std::int64_t d = shape.dimensions;
        const std::int64_t kv = static_cast<std::int64_t>(shape.kv_heads) * shape.head_dimensions;
        add("token_embd.weight", {shape.vocabulary, d});
        add("output_norm.weight", {d});
        for (int i = 0; i < shape.layers; ++i) {
            const std::string block = "blk." + std::to_string(i) + '.';
            add(block + "attn_norm.weight", {d});
            add(block + "attn_q.weight", {d, d});
            add(block + "attn_k.weight", {kv, d});
            add(block + "attn_v.weight", {kv, d});
            add(block + "attn_output.weight", {d, d});
            add(block + "ffn_norm.weight", {d});
            add(block + "ffn_gate.weight", {shape.feed_forward, d});
            add(block + "ffn_up.weight", {shape.feed_forward, d});
            add(block + "ffn_down.weight", {d, shape.feed_forward});
        }
    }

    void addGpt2(const formats::Hyperparameters& shape) {
        const std::int64_t d = shape.dimensions;
        const auto both = [&](const std::string& name, std::vector<std::int64_t> weight) {
            add(name + ".bias", {weight.front()});
            add(name + ".weight", std::move(weight));
        };
        add("token_embd.weight", {shape.vocabulary, d});
        add("position_embd.weight", {shape.context, d});
        both("output_norm", {d});
        for (int i = 0; i < shape.layers; ++i) {
            const std::string block = "blk." + std::to_string(i) + '.';
            both(block + "attn_norm", {d});
            both(block + "attn_qkv", {3 * d, d});
            both(block + "attn_output", {d, d});
            both(block + "ffn_norm", {d});
            both(block + "ffn_up", {shape.feed_forward, d});
            both(block + "ffn_down", {d, shape.feed_forward});
        }
    }

    void add(const std::string& name, std::vector<std::int64_t> shape) {
        std::int64_t count = 1;
        for (const std::int64_t size : shape) count *= size;
        const bool matrix = shape.size() > 1;
        std::normal_distribution<float> normal(matrix ? 0.0F : 1.0F, matrix ? 0.2F : 0.1F);
        std::vector<std::byte>& bytes = bytes_.emplace_back(static_cast<std::size_t>(count) * sizeof(float));
        for (std::size_t i = 0; i < bytes.size(); i += sizeof(float)) {
            const float value = normal(random_);
            std::memcpy(&bytes[i], &value, sizeof value);
        }
        checkpoint_->tensors[name] = {formats::DataType::f32, std::move(shape), false, bytes};
    }

    std::shared_ptr<formats::Checkpoint> checkpoint_ = std::make_shared<formats::Checkpoint>();
    std::vector<std::vector<std::byte>> bytes_;
    std::mt19937 random_{11};
};

}  // namespace lossylens::nn
