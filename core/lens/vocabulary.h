#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/distortion.h"
#include "lens/subject.h"
#include "metrics/spread.h"

namespace lossylens::lens {

// A token that a distortion does much or little to.
struct VocabularyToken {
    int id = 0;
    std::string piece;
    double cosine = 0;
    double norm_ratio = 0;     // after / before
    std::optional<int> bytes;  // of its JPEG file, where sizes were asked for
};

// The whole embedding table through one distortion at one strength.
struct VocabularyView {
    codec::DistortionSpec spec;
    int rows = 0;                // of the table
    std::vector<int> refused;    // ids of rows that are not finite
    std::vector<int> undefined;  // ids of rows without a cosine: zero before or after
    // Over all other rows; empty where there are none. cosine->n is their number.
    std::optional<metrics::Spread> cosine;
    std::optional<metrics::Spread> norm_ratio;
    std::optional<metrics::Spread> bytes;  // where asked for
    metrics::Histogram histogram;          // of the cosines
    std::vector<VocabularyToken> worst;    // lowest cosine first; equal ones by id
    std::vector<VocabularyToken> best;     // highest cosine first; equal ones by id
    double milliseconds = 0;               // what this took
};

struct VocabularyOptions {
    int threads = 2;
    bool bytes = false;  // sizes of the JPEG files: they take twice as long as all the rest
    int listed = 20;     // how many worst and best tokens
};

// The result does not depend on the number of threads. Errors: cancelled; usage for a strength that the
// distortion does not have; limit for rows longer than a JPEG file.
[[nodiscard]] Result<VocabularyView> viewVocabulary(const Subject& subject, const codec::DistortionSpec& spec,
                                                    const VocabularyOptions& options, std::stop_token stop);

// Where 90 % of the table's cosines lie at a JPEG quality: what one prompt's curve is read against.
struct BandPoint {
    int quality = 0;
    double low = 0, median = 0, high = 0;  // 5, 50 and 95 %
};
struct VocabularyBand {
    std::size_t n = 0;              // rows
    std::vector<BandPoint> points;  // by rising quality, not every one of them

    [[nodiscard]] const BandPoint* at(int quality) const;  // null: not known
    void add(const BandPoint& point);  // keeps the order; a quality that is there already is replaced
};
// Of all rows whose cosine is defined, whose number becomes band.n. Errors: as viewVocabulary.
[[nodiscard]] Result<void> extendBand(VocabularyBand& band, const Subject& subject, int quality, int threads,
                                      std::stop_token stop);

// A band that looks whole with a quarter of the work: qualities close together where cosines change fast.
[[nodiscard]] std::vector<int> bandQualities();

}  // namespace lossylens::lens
