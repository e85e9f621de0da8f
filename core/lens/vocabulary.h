#pragma once

#include <cstdint>
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

// Where a match aimed, over the rows that have a cosine to reach.
struct MatchSummary {
    static constexpr double reached_within = 1e-3;
    metrics::Spread target;
    double largest_miss = 0;  // |achieved − target|
    int missed = 0;           // rows that are farther off than reached_within
};

// The whole embedding table through one distortion at one strength.
struct VocabularyView {
    codec::DistortionSpec spec;
    int rows = 0;                // of the table
    int looked_at = 0;           // of them: all, or the sample that was asked for
    std::vector<int> refused;    // ids of rows that are not finite
    std::vector<int> undefined;  // ids of rows without a cosine: zero before or after
    // Over all other rows; empty where there are none. cosine->n is their number.
    std::optional<metrics::Spread> cosine;
    std::optional<metrics::Spread> norm_ratio;
    std::optional<metrics::Spread> bytes;  // where asked for
    std::optional<MatchSummary> match;     // of a matched distortion; before a nearest row is put there
    std::optional<int> recovered;  // where the nearest row is put there: those it is the own one of again
    metrics::Histogram histogram;  // of the cosines
    std::vector<VocabularyToken> worst;  // lowest cosine first; equal ones by id
    std::vector<VocabularyToken> best;   // highest cosine first; equal ones by id
    double milliseconds = 0;             // what this took
};

struct VocabularyOptions {
    int threads = 2;
    bool bytes = false;      // sizes of the JPEG files: they take twice as long as all the rest
    int listed = 20;         // how many worst and best tokens
    int sample = 0;          // so many random rows instead of all; 0: all
    std::uint64_t seed = 1;  // of the sample
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
