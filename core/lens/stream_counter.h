#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lens/generate.h"
#include "metrics/repetition_counter.h"
#include "metrics/tone.h"

namespace lossylens::lens {

// What StreamMetrics says of a text by itself, kept up while it is written: a token costs the same however
// long the text is. An end-of-text token at the end is no part of what is measured. Part of StreamWriter.
class StreamCounter {
public:
    // The next id. `text`: what its bytes added to the stream's text.
    void push(int id, std::string_view text, bool ends_text);
    // No more: `rest` is what the end of the text brought to light, `text` all of it.
    void finish(std::string_view rest, std::string_view text);
    // Everything but what only a comparison or the model can tell.
    void fill(StreamMetrics& metrics) const;

private:
    void take(int id, std::string_view text);

    metrics::RepetitionCounter repetition_;
    metrics::ToneCounter tone_;
    std::optional<int> held_back_;  // an end-of-text id, until there is one after it
    std::string held_back_text_;
    std::optional<double> gzip_ratio_;
};

}  // namespace lossylens::lens
