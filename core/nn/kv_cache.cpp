#include "nn/kv_cache.h"

#include <algorithm>
#include <utility>

namespace lossylens::nn {
namespace {

std::size_t pageOf(int position) { return static_cast<std::size_t>(position / kPagePositions); }
std::size_t pagesFor(int positions) { return pageOf(positions + kPagePositions - 1); }

}  // namespace

KvCache::KvCache(int layers, int streams, int kv_heads, int head_dimensions)
    : kv_heads_(kv_heads),
      head_dimensions_(head_dimensions),
      head_size_(HeadPast::numbersInPage(head_dimensions)),
      page_size_(static_cast<std::size_t>(layers * kv_heads) * head_size_),
      streams_(static_cast<std::size_t>(streams)) {}

void KvCache::Stream::set(std::size_t index, Page page) {
    if (index >= pages.size()) {
        pages.resize(index + 1);
        addresses.resize(index + 1);
    }
    addresses[index] = page.get();
    pages[index] = std::move(page);
}

// Zeros fill up the values; with fresh memory from the system they cost nothing.
KvCache::Page KvCache::emptyPage() const { return std::make_shared<float[]>(page_size_); }

void KvCache::makeRoom(int stream, int begin, int end) {
    Stream& own = streams_[static_cast<std::size_t>(stream)];
    for (std::size_t i = pageOf(begin); i < pagesFor(end); ++i) {
        if (i >= own.pages.size()) {
            own.set(i, emptyPage());
        } else if (own.pages[i].use_count() > 1) {
            Page copy = emptyPage();
            std::copy_n(own.pages[i].get(), page_size_, copy.get());
            own.set(i, std::move(copy));
        }
    }
}

void KvCache::remember(int layer, int stream, int position, std::span<const float> keys,
                       std::span<const float> values) {
    float* page = streams_[static_cast<std::size_t>(stream)].addresses[pageOf(position)];
    const auto width = static_cast<std::size_t>(head_dimensions_);
    const auto place = static_cast<std::size_t>(position % kPagePositions);
    for (int head = 0; head < kv_heads_; ++head) {
        const std::size_t from = static_cast<std::size_t>(head) * width;
        float* own = page + offset(layer, head);
        for (std::size_t i = 0; i < width; ++i) own[i * kPagePositions + place] = keys[from + i];
        std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(from), width,
                    own + width * kPagePositions + place * HeadPast::valueStride(head_dimensions_));
    }
}

HeadPast KvCache::past(int layer, int stream, int kv_head) const {
    return {.pages = streams_[static_cast<std::size_t>(stream)].addresses.data(),
            .offset = offset(layer, kv_head),
            .dimensions = head_dimensions_};
}

void KvCache::share(int from, int to, int positions) {
    if (from == to) return;
    const Stream& source = streams_[static_cast<std::size_t>(from)];
    Stream& target = streams_[static_cast<std::size_t>(to)];
    const auto count = static_cast<std::ptrdiff_t>(pagesFor(positions));
    target.pages.assign(source.pages.begin(), source.pages.begin() + count);
    target.addresses.assign(source.addresses.begin(), source.addresses.begin() + count);
}

}  // namespace lossylens::nn
