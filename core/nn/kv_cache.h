#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "nn/attention.h"

namespace lossylens::nn {

// The keys and values of every position that the streams have been fed, in pages of 16 positions of all
// layers (HeadPast says how they lie). Streams with the same past share its pages; a page that several share
// is copied when one of them is about to write to it.
class KvCache {
public:
    KvCache(int layers, int streams, int kv_heads, int head_dimensions);

    // Before positions begin … end - 1 of a stream are written, whose past is as long as `begin`. Throws
    // std::bad_alloc.
    void makeRoom(int stream, int begin, int end);

    // Writes one position's keys and values of a layer, kv_heads × head_dimensions numbers each.
    void remember(int layer, int stream, int position, std::span<const float> keys,
                  std::span<const float> values);

    [[nodiscard]] HeadPast past(int layer, int stream, int kv_head) const;

    // Gives `to` the first positions of `from` as its past.
    void share(int from, int to, int positions);

private:
    using Page = std::shared_ptr<float[]>;
    struct Stream {
        std::vector<Page> pages;
        std::vector<float*> addresses;  // of the pages

        void set(std::size_t index, Page page);
    };
    [[nodiscard]] Page emptyPage() const;
    [[nodiscard]] std::size_t offset(int layer, int kv_head) const {
        return static_cast<std::size_t>(layer * kv_heads_ + kv_head) * head_size_;
    }

    int kv_heads_;
    int head_dimensions_;
    std::size_t head_size_;  // numbers of a page that belong to one head of one layer
    std::size_t page_size_;
    std::vector<Stream> streams_;
};

}  // namespace lossylens::nn
