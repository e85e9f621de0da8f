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
// over each row's own past → feed-forward. Each step is spread over the pool's threads; what belongs to one
// row between two products is one step.
class Transformer {
public:
    Transformer(const Model& model, KvCache& cache, ThreadPool& pool, int capacity);

    // hidden (rows × d): token embeddings in, hidden states after the last layer out. False if stopped.
    [[nodiscard]] bool run(std::span<const BatchRow> rows, std::span<float> hidden,
                           const std::stop_token& stop);

    // logits (rows × vocabulary) of hidden states (rows × d).
    void logits(std::span<const float> hidden, int rows, std::span<float> logits);

private:
    // Rows of one stream that follow one another.
    struct Run {
        int first = 0;
        int count = 0;
    };

    // Calls task(row) for every row; each takes time for so many numbers.
    template <class Task>
    void eachRow(int rows, int numbers, const Task& task) {
        constexpr int kAlone = 2048;  // one thread is done with them before another one has heard of them
        if (rows * numbers > kAlone) return pool_.run(rows, task);
        for (int row = 0; row < rows; ++row) task(row);
    }
    void addPositions(std::span<const BatchRow> rows, std::span<float> hidden);
    void findRuns(std::span<const BatchRow> rows);
    void attention(int layer, std::span<const BatchRow> rows, std::span<float> hidden);
    void remember(int layer, const BatchRow& row, std::span<float> projected);
    void attend(int layer, std::span<const BatchRow> rows, const Run& run, int kv_head);
    void feedForward(const LayerWeights& layer, int rows, std::span<float> hidden);
    // Makes `next`'s input of the hidden states.
    void normalize(const Norm& norm, std::span<const float> hidden, int rows, const Matrix& next);
    void multiply(const Linear& linear, MatrixOutput out);  // the input at hand

    const Model::Weights& weights_;
    const formats::Hyperparameters& shape_;
    KvCache& cache_;
    ThreadPool& pool_;
    Rotary::Table turns_;

    // Scratch
    std::vector<Run> runs_;
    MatrixInput input_;             // of the next product
    std::vector<float> projected_;  // rows × (queries, keys, values); then the feed-forward's inner numbers
};

}  // namespace lossylens::nn
