#include "nn/decoder.h"

#include <algorithm>
#include <cassert>
#include <new>
#include <string>

#include "nn/kv_cache.h"
#include "nn/thread_pool.h"
#include "nn/transformer.h"
#include "nn/vector_math.h"
#include "nn/weights.h"

namespace lossylens::nn {
namespace {

// Rows that go through the layers together: enough that unpacking weights costs little a row, few enough
// that scratch stays small.
constexpr std::size_t kChunkRows = 64;

std::string nameOf(const BatchRow& row) {
    return "stream " + std::to_string(row.stream) + ", position " + std::to_string(row.position);
}

// Every fed position, feed by feed.
struct Batch {
    std::vector<BatchRow> rows;
    std::vector<const float*> embeddings;
    std::vector<bool> wanted;  // whether the row's logits are

    void add(BatchRow row, const float* embedding, bool wants_logits) {
        rows.push_back(row);
        embeddings.push_back(embedding);
        wanted.push_back(wants_logits);
    }
};

}  // namespace

struct Decoder::State {
    State(std::shared_ptr<const Model> loaded, int streams, int positions)
        : model(std::move(loaded)),
          capacity(std::min(positions, model->shape().context)),
          pool(model->weights().threads),
          cache(model->shape().layers, streams, model->shape().kv_heads, model->shape().head_dimensions),
          transformer(*model, cache, pool, capacity),
          position(static_cast<std::size_t>(streams)) {}

    [[nodiscard]] int dimensions() const { return model->shape().dimensions; }
    [[nodiscard]] const formats::Checkpoint& checkpoint() const { return *model->weights().checkpoint; }

    [[nodiscard]] Result<Batch> gather(std::span<const Feed> feeds, LogitsOf which);
    [[nodiscard]] Result<Logits> run(const Batch& batch, const std::stop_token& stop);
    // Rows begin … end - 1; writes the logits that are wanted of them and says of how many rows.
    [[nodiscard]] Result<std::size_t> runChunk(const Batch& batch, std::size_t begin, std::size_t end,
                                               float* logits, const std::stop_token& stop);

    std::shared_ptr<const Model> model;
    int capacity;
    ThreadPool pool;
    KvCache cache;
    Transformer transformer;
    std::vector<int> position;
    std::vector<float> hidden, chosen;  // rows × d, scratch
};

Result<Batch> Decoder::State::gather(std::span<const Feed> feeds, LogitsOf which) {
    const auto d = static_cast<std::size_t>(dimensions());
    Batch batch;
    for (const Feed& feed : feeds) {
        assert(feed.stream >= 0 && static_cast<std::size_t>(feed.stream) < position.size());
        assert(!feed.embeddings.empty() && feed.embeddings.size() % d == 0);
        const int first = position[static_cast<std::size_t>(feed.stream)];
        const auto count = feed.embeddings.size() / d;
        if (count > static_cast<std::size_t>(capacity - first)) {
            return fail(ErrorCode::limit, "stream " + std::to_string(feed.stream),
                        "there is room for " + std::to_string(capacity) + " tokens, " +
                            std::to_string(static_cast<std::size_t>(first) + count) + " are needed",
                        "shorten the prompt or ask for fewer new tokens");
        }
        cache.makeRoom(feed.stream, first, first + static_cast<int>(count));
        for (std::size_t i = 0; i < count; ++i) {
            batch.add({feed.stream, first + static_cast<int>(i)}, feed.embeddings.data() + i * d,
                      which == LogitsOf::every_position || i + 1 == count);
        }
    }
    return batch;
}

Result<Logits> Decoder::State::run(const Batch& batch, const std::stop_token& stop) {
    Logits logits{static_cast<int>(std::count(batch.wanted.begin(), batch.wanted.end(), true)),
                  model->shape().vocabulary,
                  {}};
    const auto width = static_cast<std::size_t>(logits.vocabulary);
    logits.values.resize(static_cast<std::size_t>(logits.rows) * width);
    float* out = logits.values.data();
    for (std::size_t begin = 0; begin < batch.rows.size(); begin += kChunkRows) {
        const std::size_t end = std::min(begin + kChunkRows, batch.rows.size());
        const auto wanted = runChunk(batch, begin, end, out, stop);
        if (!wanted) return tl::unexpected(wanted.error());
        out += width * *wanted;
    }
    if (!checkpoint().intact()) {
        return fail(ErrorCode::corrupt, checkpoint().path.string(),
                    "the file was changed while it was in use", "open it again");
    }
    return logits;
}

Result<std::size_t> Decoder::State::runChunk(const Batch& batch, std::size_t begin, std::size_t end,
                                             float* logits, const std::stop_token& stop) {
    const auto d = static_cast<std::size_t>(dimensions());
    const auto rows = std::span(batch.rows).subspan(begin, end - begin);
    hidden.resize(rows.size() * d);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::copy_n(batch.embeddings[begin + i], d, hidden.begin() + static_cast<std::ptrdiff_t>(i * d));
    }
    if (!transformer.run(rows, hidden, stop)) {
        return fail(ErrorCode::cancelled, nameOf(rows.front()), "the computation was stopped");
    }
    chosen.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto row = std::span(hidden).subspan(i * d, d);
        if (!allFinite(row)) {
            return fail(ErrorCode::not_finite, nameOf(rows[i]),
                        "the model computed a number that is not finite",
                        "the model's weights or the distorted embedding are out of range");
        }
        if (batch.wanted[begin + i]) chosen.insert(chosen.end(), row.begin(), row.end());
    }
    const std::size_t count = chosen.size() / d;
    if (count == 0) return count;
    if (stop.stop_requested())
        return fail(ErrorCode::cancelled, nameOf(rows.front()), "the computation was stopped");
    transformer.logits(chosen, static_cast<int>(count),
                       {logits, count * static_cast<std::size_t>(model->shape().vocabulary)});
    return count;
}

Decoder::Decoder(std::shared_ptr<const Model> model, int streams, int capacity)
    : state_(std::make_unique<State>(std::move(model), streams, capacity)) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

Result<Logits> Decoder::advance(std::span<const Feed> feeds, LogitsOf which, std::stop_token stop) {
    try {
        const auto batch = state_->gather(feeds, which);
        if (!batch) return tl::unexpected(batch.error());
        auto logits = state_->run(*batch, stop);
        if (!logits) return logits;
        for (const BatchRow& row : batch->rows) {
            state_->position[static_cast<std::size_t>(row.stream)] = row.position + 1;
        }
        return logits;
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::out_of_memory, state_->checkpoint().name,
                    "there is not enough memory for this text", "use fewer streams or a shorter prompt");
    } catch (const std::exception& error) {
        return fail(ErrorCode::internal, state_->checkpoint().name, error.what());
    }
}

int Decoder::position(int stream) const { return state_->position[static_cast<std::size_t>(stream)]; }

void Decoder::rewind(int stream, int position) {
    assert(position >= 0 && position <= this->position(stream));
    state_->position[static_cast<std::size_t>(stream)] = position;
}

void Decoder::copyStream(int from, int to) {
    state_->cache.share(from, to, position(from));
    state_->position[static_cast<std::size_t>(to)] = position(from);
}

}  // namespace lossylens::nn
