#include "nn/transformer.h"

#include <algorithm>

#include "nn/attention.h"
#include "nn/vector_math.h"

namespace lossylens::nn {
namespace {

// Row i of a matrix with rows of `width` numbers.
template <class Numbers>
auto rowOf(Numbers&& numbers, int i, int width) {
    return std::span(numbers).subspan(static_cast<std::size_t>(i) * static_cast<std::size_t>(width),
                                      static_cast<std::size_t>(width));
}

std::size_t area(int rows, int width) {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(width);
}

// Rows of one stream that look at its past together: enough for a page of keys to be read once for many
// queries, few enough to keep all threads busy.
constexpr int kRunRows = 16;

}  // namespace

Transformer::Transformer(const Model& model, KvCache& cache, ThreadPool& pool, int capacity)
    : weights_(model.weights()), shape_(model.shape()), cache_(cache), pool_(pool) {
    if (weights_.rotary) turns_ = weights_.rotary->table(capacity);
}

bool Transformer::run(std::span<const BatchRow> rows, std::span<float> hidden, const std::stop_token& stop) {
    addPositions(rows, hidden);
    findRuns(rows);
    for (int layer = 0; layer < shape_.layers; ++layer) {
        if (stop.stop_requested()) return false;
        attention(layer, rows, hidden);
        feedForward(weights_.layers[static_cast<std::size_t>(layer)], static_cast<int>(rows.size()), hidden);
    }
    return true;
}

void Transformer::logits(std::span<const float> hidden, int rows, std::span<float> logits) {
    normalize(weights_.output_norm, hidden, rows, *weights_.output);
    weights_.output->multiply(input_, {.y = logits}, pool_);
}

void Transformer::addPositions(std::span<const BatchRow> rows, std::span<float> hidden) {
    if (weights_.position_embeddings.empty()) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        addTo(rowOf(hidden, static_cast<int>(i), shape_.dimensions),
              rowOf(weights_.position_embeddings, rows[i].position, shape_.dimensions));
    }
}

void Transformer::findRuns(std::span<const BatchRow> rows) {
    runs_.clear();
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const bool goes_on = !runs_.empty() && runs_.back().count < kRunRows &&
                             rows[static_cast<std::size_t>(runs_.back().first)].stream ==
                                 rows[static_cast<std::size_t>(i)].stream;
        if (!goes_on) runs_.push_back({i, 0});
        ++runs_.back().count;
    }
}

void Transformer::attention(int layer, std::span<const BatchRow> rows, std::span<float> hidden) {
    const LayerWeights& weights = weights_.layers[static_cast<std::size_t>(layer)];
    const int count = static_cast<int>(rows.size());
    const int width = weights.attention_input.matrix->outputs();

    normalize(weights.attention_norm, hidden, count, *weights.attention_input.matrix);
    projected_.resize(area(count, width));
    multiply(weights.attention_input, {.y = projected_});
    eachRow(count, width,
            [&](int i) { remember(layer, rows[static_cast<std::size_t>(i)], rowOf(projected_, i, width)); });
    input_.resize(count, *weights.attention_output.matrix);
    pool_.run(static_cast<int>(runs_.size()) * shape_.kv_heads, [&](int task) {
        attend(layer, rows, runs_[static_cast<std::size_t>(task / shape_.kv_heads)], task % shape_.kv_heads);
    });
    eachRow(count, weights.attention_output.matrix->inputs(), [&](int i) { input_.finishRow(i); });
    multiply(weights.attention_output, {.y = hidden, .add = true});
}

// Turns a row's queries and keys by its position and puts its keys and values into the cache.
void Transformer::remember(int layer, const BatchRow& row, std::span<float> projected) {
    const auto queries = static_cast<std::size_t>(shape_.heads * shape_.head_dimensions);
    const auto width = static_cast<std::size_t>(shape_.kv_heads * shape_.head_dimensions);
    if (weights_.rotary) weights_.rotary->turn(projected.first(queries + width), turns_, row.position);
    cache_.remember(layer, row.stream, row.position, projected.subspan(queries, width),
                    projected.subspan(queries + width, width));
}

// What the query heads that share one head of keys and values gather for the rows of a run.
void Transformer::attend(int layer, std::span<const BatchRow> rows, const Run& run, int kv_head) {
    thread_local std::vector<AttentionQuery> queries;
    thread_local std::vector<float> scratch;
    const int width = static_cast<int>(projected_.size() / rows.size());
    const int sharing = shape_.heads / shape_.kv_heads;
    queries.clear();
    for (int i = run.first; i < run.first + run.count; ++i) {
        for (int head = kv_head * sharing; head < (kv_head + 1) * sharing; ++head) {
            queries.push_back(
                {.query = rowOf(rowOf(projected_, i, width), head, shape_.head_dimensions).data(),
                 .out = rowOf(input_.row(i), head, shape_.head_dimensions).data(),
                 .positions = rows[static_cast<std::size_t>(i)].position + 1});
        }
    }
    const int stream = rows[static_cast<std::size_t>(run.first)].stream;
    nn::attend(queries, cache_.past(layer, stream, kv_head), scratch);
}

void Transformer::feedForward(const LayerWeights& layer, int rows, std::span<float> hidden) {
    const int width = layer.feed_forward_input.matrix->outputs();
    normalize(layer.feed_forward_norm, hidden, rows, *layer.feed_forward_input.matrix);
    projected_.resize(area(rows, width));
    multiply(layer.feed_forward_input, {.y = projected_});
    input_.resize(rows, *layer.feed_forward_output.matrix);
    pool_.run(rows, [&](int i) {
        const auto inner = input_.row(i);
        const auto projected = std::span<const float>(rowOf(projected_, i, width));
        std::copy_n(projected.begin(), inner.size(), inner.begin());
        if (width == 2 * shape_.feed_forward) {
            swiGlu(inner, projected.last(inner.size()));
        } else {
            geluTanh(inner);
        }
        input_.finishRow(i);
    });
    multiply(layer.feed_forward_output, {.y = hidden, .add = true});
}

void Transformer::normalize(const Norm& norm, std::span<const float> hidden, int rows, const Matrix& next) {
    input_.resize(rows, next);
    eachRow(rows, shape_.dimensions, [&](int i) {
        const auto x = rowOf(hidden, i, shape_.dimensions);
        if (norm.bias.empty()) {
            rmsNorm(x, norm.weight, shape_.norm_epsilon, input_.row(i));
        } else {
            layerNorm(x, norm.weight, norm.bias, shape_.norm_epsilon, input_.row(i));
        }
        input_.finishRow(i);
    });
}

void Transformer::multiply(const Linear& linear, MatrixOutput out) {
    out.bias = linear.bias;
    linear.matrix->multiply(input_, out, pool_);
}

}  // namespace lossylens::nn
