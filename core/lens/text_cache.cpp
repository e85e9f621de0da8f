#include "lens/text_cache.h"

#include <algorithm>
#include <system_error>
#include <type_traits>

#include "formats/checkpoint.h"

namespace lossylens::lens {
namespace {

template <class Number>
requires std::is_arithmetic_v<Number>
void append(std::string& key, Number value) {
    key.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append(std::string& key, std::string_view text) {
    append(key, text.size());
    key += text;
}

void append(std::string& key, const nn::Sampling& sampling) {
    append(key, sampling.greedy);
    if (sampling.greedy) return;  // nothing else plays a part
    append(key, sampling.temperature);
    append(key, sampling.top_k);
    append(key, sampling.top_p);
    append(key, sampling.seed);
}

void append(std::string& key, const codec::DistortionSpec& spec) {
    append(key, spec.name);
    append(key, spec.matched_quality.value_or(-1));
    append(key, spec.matched_cosine.has_value());
    if (spec.matched_cosine) append(key, *spec.matched_cosine);
    if (!codec::isMatched(spec)) append(key, spec.strength);
    append(key, spec.seed);
    append(key, codec::nameOf(spec.layout));
    append(key, static_cast<int>(spec.draw));
    append(key, static_cast<int>(spec.finish));
}

void mergeInto(KnownText& known, KnownText text) {
    for (const auto& perplexity : text.perplexities) {
        if (std::ranges::find(known.perplexities, perplexity) == known.perplexities.end())
            known.perplexities.push_back(perplexity);
    }
    if (text.ids.size() < known.ids.size()) return;
    known.ids = std::move(text.ids);
    known.tokens_per_second = text.tokens_per_second;
}

}  // namespace

TextKey keyOf(std::string_view model, const GenerationRequest& request, const StreamPlan& plan) {
    TextKey key;
    append(key, model);
    append(key, request.sampling);
    append(key, plan.distortion.has_value());
    if (plan.distortion) {
        append(key, static_cast<int>(request.scope));
        append(key, *plan.distortion);
    }
    for (const int id : request.prompt) append(key, id);
    return key;
}

std::string identityOf(const Subject& subject) {
    std::string identity;
    append(identity, subject.checkpoint->path.string());
    append(identity, static_cast<int>(subject.model->precision()));
    for (const auto& file : subject.checkpoint->files) {
        append(identity, file->path().string());
        append(identity, file->bytes().size());
        std::error_code gone;
        append(identity, std::filesystem::last_write_time(file->path(), gone).time_since_epoch().count());
    }
    return identity;
}

std::optional<KnownText> TextCache::find(const TextKey& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return {};
    touch(found->second);
    return entries_.front().second;
}

void TextCache::keep(const TextKey& key, KnownText text) {
    const std::scoped_lock lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        touch(found->second);
        bytes_ -= bytesOf(entries_.front());
        mergeInto(entries_.front().second, std::move(text));
    } else {
        entries_.emplace_front(key, std::move(text));
        by_key_.emplace(entries_.front().first, entries_.begin());
    }
    bytes_ += bytesOf(entries_.front());
    while (bytes_ > limit_) {
        bytes_ -= bytesOf(entries_.back());
        by_key_.erase(entries_.back().first);
        entries_.pop_back();
    }
}

TextCache::Size TextCache::size() const {
    const std::scoped_lock lock(mutex_);
    return {.texts = entries_.size(), .bytes = bytes_};
}

std::size_t TextCache::bytesOf(const Entry& entry) {
    constexpr std::size_t to_find_it = sizeof(Entry) + 12 * sizeof(void*);  // list's and table's nodes
    const auto& [key, text] = entry;
    return to_find_it + key.capacity() + text.ids.capacity() * sizeof(int) +
           text.perplexities.capacity() * sizeof(text.perplexities.front());
}

void TextCache::touch(std::list<Entry>::iterator entry) {
    entries_.splice(entries_.begin(), entries_, entry);
}

}  // namespace lossylens::lens
