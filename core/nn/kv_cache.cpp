#include "nn/kv_cache.h"

#include <algorithm>

namespace lossylens::nn {

KvCache::KvCache(int layers, int streams, int capacity, int width)
    : layers_(layers),
      width_(width),
      layer_size_(static_cast<std::size_t>(capacity) * static_cast<std::size_t>(width)),
      streams_(static_cast<std::size_t>(streams)) {}

void KvCache::makeRoom(int stream) {
    auto& numbers = streams_[static_cast<std::size_t>(stream)];
    if (!numbers) {
        numbers =
            std::make_unique_for_overwrite<float[]>(2 * static_cast<std::size_t>(layers_) * layer_size_);
    }
}

void KvCache::copy(int from, int to, int positions) {
    if (from == to || positions == 0) return;
    makeRoom(to);
    const std::size_t count = static_cast<std::size_t>(positions) * static_cast<std::size_t>(width_);
    for (int layer = 0; layer < layers_; ++layer) {
        std::copy_n(keys(layer, from), count, keys(layer, to));
        std::copy_n(values(layer, from), count, values(layer, to));
    }
}

}  // namespace lossylens::nn
