#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include "lens/subject.h"

namespace lossylens::bench {

// One round trip of one embedding, floats to floats, without the size of the file.
struct RoundTripFigure {
    int dimensions = 0;
    int quality = 0;
    double fast_us = 0;     // this program's own arithmetic
    double libjpeg_us = 0;  // encode and decode by libjpeg-turbo
};
struct CodecFigures {
    std::vector<RoundTripFigure> round_trips;
    double vocabulary_ms = 0;  // every row of the embedding table, at one quality, with all threads
    double slider_ms = 0;      // a prompt of 64 tokens at a quality not seen before: 99th percentile
};
// Errors: those of codec and lens; cancelled.
[[nodiscard]] Result<CodecFigures> measureCodec(const lens::SubjectPointer& subject, int threads,
                                                const std::stop_token& stop);

}  // namespace lossylens::bench
