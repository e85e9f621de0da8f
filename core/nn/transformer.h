#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "nn/kv_cache.h"
#include "nn/thread_pool.h"
#include "nn/weights.h"

namespace lossylens::nn {

// Where a row of a batch stands. A stream's rows come in the order of their positions, and its earlier
// positions are in the cache.
struct BatchRow {
    int stream = 0;
    int position = 0;
};

// The layers of a GPT-2 or Llama model, run over a batch of rows: norm → queries, keys, values → attention
// over each row's own past → feed-forward. Each step is spread over the pool's threads.
class Transformer {
public:
    Transformer(const Model& model, KvCache& cache, ThreadPool& pool, int capacity);

    // hidden (rows × d): token embeddings in, hidden states after the last layer out. False if stopped.
    [[nodiscard]] bool run(std::span<const BatchRow> rows, std::span<float> hidden,
                           const std::stop_token& stop);

    // logits (rows × vocabulary) of hidden states (rows × d).
    void logits(std::span<const float> hidden, int rows, std::span<float> logits);

private:
    void addPositions(std::span<const BatchRow> rows, std::span<float> hidden);
    void attention(int layer, std::span<const BatchRow> rows, std::span<float> hidden);
    void remember(int layer, const BatchRow& row, std::span<float> projected);
    void attendOne(int layer, const BatchRow& row, int head, std::span<const float> projected,
                   std::span<float> context) const;
    void feedForward(const LayerWeights& layer, int rows, std::span<float> hidden);
    void normalize(const Norm& norm, std::span<const float> hidden, int rows);
    void addProjection(const Linear& linear, std::span<const float> input, int rows, std::span<float> hidden);

    const Model::Weights& weights_;
    const formats::Hyperparameters& shape_;
    KvCache& cache_;
    ThreadPool& pool_;
    Rotary::Table turns_;

    // Scratch, rows × …
    std::vector<float> normed_;     // d
    std::vector<float> projected_;  // queries, keys, values; then the feed-forward's inner numbers
    std::vector<float> context_;    // what attention has gathered; heads × head_dimensions
    std::vector<float> inner_;      // feed_forward
    std::vector<float> update_;     // d, what a part adds to the hidden state
};

}  // namespace lossylens::nn
