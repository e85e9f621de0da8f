#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace lossylens::nn {

// The keys and values of every position that the streams have been fed. A stream's part is made when it is
// first used; pages of it take memory only as positions are written.
class KvCache {
public:
    // `width`: numbers of a position's keys in one layer, kv_heads × head_dimensions.
    KvCache(int layers, int streams, int capacity, int width);

    void makeRoom(int stream);  // before a stream's first use; throws std::bad_alloc

    // Position 0 of a layer; positions follow one another by `width` numbers.
    [[nodiscard]] float* keys(int layer, int stream) const { return part(layer, stream, 0); }
    [[nodiscard]] float* values(int layer, int stream) const { return part(layer, stream, 1); }
    [[nodiscard]] int width() const { return width_; }

    void copy(int from, int to, int positions);  // the first positions of a stream

private:
    [[nodiscard]] float* part(int layer, int stream, int values) const {
        return streams_[static_cast<std::size_t>(stream)].get() +
               static_cast<std::size_t>(2 * layer + values) * layer_size_;
    }

    int layers_;
    int width_;
    std::size_t layer_size_;                         // capacity × width
    std::vector<std::unique_ptr<float[]>> streams_;  // layers × (keys, values) × capacity × width each
};

}  // namespace lossylens::nn
