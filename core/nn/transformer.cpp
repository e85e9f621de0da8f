#include "nn/transformer.h"

#include <algorithm>

#include "nn/vector_math.h"

namespace lossylens::nn {
namespace {

// Row i of a matrix with rows of `width` numbers.
template <class Numbers>
auto rowOf(Numbers& numbers, int i, int width) {
    return std::span(numbers).subspan(static_cast<std::size_t>(i) * static_cast<std::size_t>(width),
                                      static_cast<std::size_t>(width));
}

std::size_t area(int rows, int width) {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(width);
}

void addBias(std::span<float> row, const std::vector<float>& bias) {
    if (!bias.empty()) addTo(row, bias);
}

}  // namespace

Transformer::Transformer(const Model& model, KvCache& cache, ThreadPool& pool, int capacity)
    : weights_(model.weights()), shape_(model.shape()), cache_(cache), pool_(pool) {
    if (weights_.rotary) turns_ = weights_.rotary->table(capacity);
}

bool Transformer::run(std::span<const BatchRow> rows, std::span<float> hidden, const std::stop_token& stop) {
    addPositions(rows, hidden);
    for (int layer = 0; layer < shape_.layers; ++layer) {
        if (stop.stop_requested()) return false;
        attention(layer, rows, hidden);
        feedForward(weights_.layers[static_cast<std::size_t>(layer)], static_cast<int>(rows.size()), hidden);
    }
    return true;
}

void Transformer::logits(std::span<const float> hidden, int rows, std::span<float> logits) {
    normalize(weights_.output_norm, hidden, rows);
    weights_.output->multiply(normed_, rows, logits, pool_);
}

void Transformer::addPositions(std::span<const BatchRow> rows, std::span<float> hidden) {
    if (weights_.position_embeddings.empty()) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        addTo(rowOf(hidden, static_cast<int>(i), shape_.dimensions),
              rowOf(weights_.position_embeddings, rows[i].position, shape_.dimensions));
    }
}

void Transformer::attention(int layer, std::span<const BatchRow> rows, std::span<float> hidden) {
    const LayerWeights& weights = weights_.layers[static_cast<std::size_t>(layer)];
    const int count = static_cast<int>(rows.size());
    const int projected_width = weights.attention_input.matrix->outputs();
    const int context_width = shape_.heads * shape_.head_dimensions;

    normalize(weights.attention_norm, hidden, count);
    projected_.resize(area(count, projected_width));
    weights.attention_input.matrix->multiply(normed_, count, projected_, pool_);
    pool_.run(count, [&](int i) {
        const auto projected = rowOf(projected_, i, projected_width);
        addBias(projected, weights.attention_input.bias);
        remember(layer, rows[static_cast<std::size_t>(i)], projected);
    });
    context_.resize(area(count, context_width));
    pool_.run(count * shape_.heads, [&](int task) {
        const int i = task / shape_.heads;
        attendOne(layer, rows[static_cast<std::size_t>(i)], task % shape_.heads,
                  rowOf(projected_, i, projected_width), rowOf(context_, i, context_width));
    });
    addProjection(weights.attention_output, context_, count, hidden);
}

// Turns a row's queries and keys by its position and puts its keys and values into the cache.
void Transformer::remember(int layer, const BatchRow& row, std::span<float> projected) {
    const auto queries = static_cast<std::size_t>(shape_.heads * shape_.head_dimensions);
    const auto width = static_cast<std::size_t>(cache_.width());
    if (weights_.rotary) weights_.rotary->turn(projected.first(queries + width), turns_, row.position);
    const std::size_t offset = static_cast<std::size_t>(row.position) * width;
    std::copy_n(projected.begin() + queries, width, cache_.keys(layer, row.stream) + offset);
    std::copy_n(projected.begin() + queries + width, width, cache_.values(layer, row.stream) + offset);
}

void Transformer::attendOne(int layer, const BatchRow& row, int head, std::span<const float> projected,
                            std::span<float> context) const {
    thread_local std::vector<float> scores;
    scores.resize(static_cast<std::size_t>(row.position) + 1);
    const int kv_head =
        head / (shape_.heads / shape_.kv_heads);  // several heads share one of keys and values
    const std::ptrdiff_t offset = static_cast<std::ptrdiff_t>(kv_head) * shape_.head_dimensions;
    const HeadPast past{.keys = cache_.keys(layer, row.stream) + offset,
                        .values = cache_.values(layer, row.stream) + offset,
                        .stride = cache_.width(),
                        .positions = row.position + 1};
    attend(rowOf(projected, head, shape_.head_dimensions), past, scores,
           rowOf(context, head, shape_.head_dimensions));
}

void Transformer::feedForward(const LayerWeights& layer, int rows, std::span<float> hidden) {
    const Linear& input = layer.feed_forward_input;
    const int width = input.matrix->outputs();
    const bool gated = width == 2 * shape_.feed_forward;
    normalize(layer.feed_forward_norm, hidden, rows);
    projected_.resize(area(rows, width));
    input.matrix->multiply(normed_, rows, projected_, pool_);
    inner_.resize(area(rows, shape_.feed_forward));
    pool_.run(rows, [&](int i) {
        const auto projected = rowOf(projected_, i, width);
        const auto inner = rowOf(inner_, i, shape_.feed_forward);
        addBias(projected, input.bias);
        std::copy_n(projected.begin(), inner.size(), inner.begin());
        if (gated) {
            swiGlu(inner, projected.last(inner.size()));
        } else {
            geluTanh(inner);
        }
    });
    addProjection(layer.feed_forward_output, inner_, rows, hidden);
}

void Transformer::normalize(const Norm& norm, std::span<const float> hidden, int rows) {
    normed_.resize(area(rows, shape_.dimensions));
    pool_.run(rows, [&](int i) {
        const auto x = rowOf(hidden, i, shape_.dimensions);
        const auto out = rowOf(normed_, i, shape_.dimensions);
        if (norm.bias.empty()) {
            rmsNorm(x, norm.weight, shape_.norm_epsilon, out);
        } else {
            layerNorm(x, norm.weight, norm.bias, shape_.norm_epsilon, out);
        }
    });
}

void Transformer::addProjection(const Linear& linear, std::span<const float> input, int rows,
                                std::span<float> hidden) {
    update_.resize(area(rows, shape_.dimensions));
    linear.matrix->multiply(input, rows, update_, pool_);
    pool_.run(rows, [&](int i) {
        const auto update = rowOf(update_, i, shape_.dimensions);
        addBias(update, linear.bias);
        addTo(rowOf(hidden, i, shape_.dimensions), update);
    });
}

}  // namespace lossylens::nn
