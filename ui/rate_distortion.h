#pragma once

#include <QString>
#include <vector>

#include "lens/codec_view.h"

namespace lossylens::ui {

// What a cosine costs: bytes a token of JPEG beside plain ways of storing fewer bits.
struct RatePoint {
    double bytes = 0;   // a token
    double cosine = 0;  // flattened
    QString name;       // "jpeg-25", "int8"
};
struct RateLine {
    QString label;
    std::vector<RatePoint> points;  // by rising strength
};
struct RateDistortion {
    int tokens = 0, dimensions = 0;
    std::vector<RateLine> lines;
};
// Of the tokens `ids`. Of quantize: bits · d / 8 and 8 bytes for least and greatest; of pca: 4 bytes a
// coefficient, the directions, which all tokens share, not counted. What is not registered is left out.
// Errors: those of viewCodec, cancelled.
[[nodiscard]] Result<RateDistortion> rateDistortion(const lens::SubjectPointer& subject,
                                                    const std::vector<int>& ids, const std::stop_token& stop);
// As a table of text, tabs between its columns.
[[nodiscard]] QString rateText(const RateDistortion& rates);

}  // namespace lossylens::ui
