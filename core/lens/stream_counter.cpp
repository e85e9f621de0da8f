#include "lens/stream_counter.h"

#include "metrics/compressibility.h"

namespace lossylens::lens {

void StreamCounter::push(int id, std::string_view text, bool ends_text) {
    if (held_back_) take(*held_back_, held_back_text_);
    held_back_.reset();
    if (!ends_text) return take(id, text);
    held_back_ = id;
    held_back_text_ = text;
}

void StreamCounter::take(int id, std::string_view text) {
    repetition_.push(id);
    tone_.add(text);
}

void StreamCounter::finish(std::string_view rest, std::string_view text) {
    if (held_back_)
        text.remove_suffix(held_back_text_.size() + rest.size());
    else
        tone_.add(rest);
    tone_.finish();
    gzip_ratio_ = metrics::gzipRatio(text);
}

void StreamCounter::fill(StreamMetrics& metrics) const {
    metrics.seq_rep_4 = repetition_.seqRep(4);
    metrics.diversity = repetition_.diversity();
    metrics.loop = repetition_.terminalLoop();
    metrics.tone = tone_.tone();
    metrics.gzip_ratio = gzip_ratio_;
}

}  // namespace lossylens::lens
