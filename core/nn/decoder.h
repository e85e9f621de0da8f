#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "nn/model.h"

namespace lossylens::nn {

struct Logits {
    int rows = 0;
    int vocabulary = 0;
    std::vector<float> values;  // rows × vocabulary

    [[nodiscard]] std::span<const float> row(int i) const {
        return {values.data() + static_cast<std::size_t>(i) * vocabulary,
                static_cast<std::size_t>(vocabulary)};
    }
};

// What one stream is given next: the embeddings of `count` further positions (count × d numbers, token
// embeddings before any position embedding).
struct Feed {
    int stream = 0;
    std::span<const float> embeddings;
};

enum class LogitsOf { last_position, every_position };

// N streams that advance together over one KV cache. What a stream computes does not depend on the other
// streams in the batch, nor on the number of threads: bit for bit.
class Decoder {
public:
    // `capacity`: positions a stream can hold; at most the model's context is of use.
    Decoder(std::shared_ptr<const Model> model, int streams, int capacity);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    // Feeds each named stream (each at most once) and gives logits, in the order of the feeds; of every fed
    // position or each feed's last one. After an error the decoder's streams are where they were before.
    // Errors: limit (capacity), cancelled (also within a long prompt, by a tenth of a second), not_finite
    // (a hidden state is NaN or infinite: names the stream and the position), corrupt (the file was changed),
    // out_of_memory.
    [[nodiscard]] Result<Logits> advance(std::span<const Feed> feeds, LogitsOf which, std::stop_token stop);

    [[nodiscard]] int position(int stream) const;  // positions fed so far
    void rewind(int stream, int position);         // forgets what came after; position <= position(stream)
    // Gives `to` the past of `from`, without copying it: a prompt is processed once, and held once, for all
    // streams that share it.
    void copyStream(int from, int to);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace lossylens::nn
