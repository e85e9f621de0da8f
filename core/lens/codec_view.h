#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "codec/jpeg.h"
#include "lens/distorted_embedding.h"
#include "lens/vocabulary.h"
#include "metrics/similarity.h"

namespace lossylens::lens {

// Cosine of a prompt's tokens: over all their numbers as one vector (the paper's), and the mean of each.
struct CosineSummary {
    std::optional<double> flattened;
    std::optional<double> mean;
    std::vector<std::optional<double>> tokens;  // one a token
};

// What a match aimed at and reached, a token each.
struct MatchedTokens {
    std::optional<double> mean_target, mean_achieved;
    std::vector<std::optional<double>> target;    // cosine; empty where the token has no direction
    std::vector<std::optional<double>> achieved;  // before a nearest row is put in its place
    std::vector<std::optional<double>> strength;  // that was found
};

// Tokens whose rows were replaced by the table's nearest.
struct RestoredTokens {
    int recovered = 0;                        // that got their own row back
    std::vector<std::optional<int>> nearest;  // ids, one a token; empty where nothing is near
};

// Everything the window shows of a prompt at one strength, before any text is written: the chips, the
// heatmaps, the numbers.
struct CodecView {
    codec::DistortionSpec spec;
    std::vector<int> ids;
    std::vector<std::string> pieces;
    int dimensions = 0;
    std::vector<float> before, after;  // tokens × d, row-major
    CosineSummary cosine;
    std::vector<std::optional<int>> bytes;   // one a token; empty optionals where it has no file of its own
    std::optional<int> prompt_bytes;         // of the file that holds all tokens, where the layout makes one
    std::optional<MatchedTokens> match;      // of a matched distortion
    std::optional<RestoredTokens> restored;  // where the distortion ends in nearest rows
    double milliseconds = 0;                 // what this took

    [[nodiscard]] std::span<const float> beforeRow(int token) const { return row(before, token); }
    [[nodiscard]] std::span<const float> afterRow(int token) const { return row(after, token); }

private:
    [[nodiscard]] std::span<const float> row(const std::vector<float>& rows, int token) const {
        return std::span(rows).subspan(static_cast<std::size_t>(token) * dimensions, dimensions);
    }
};
// Errors: those of DistortedEmbedding, cancelled among them.
[[nodiscard]] Result<CodecView> viewCodec(const Subject& subject, DistortedEmbedding& embedding,
                                          std::span<const int> ids, const std::stop_token& stop = {});

// Where the numbers of one token stand in the image that JPEG sees of it (its row of it, where the layout
// makes one image of all tokens).
struct PlaneOfToken {
    int rows = 0, columns = 0;
    std::vector<int> dimension;  // rows × columns, row-major; −1: padding
};
[[nodiscard]] PlaneOfToken planeOfToken(const codec::DistortionSpec& spec, int dimensions);

// Cosine and bytes over JPEG quality.
struct CurvePoint {
    int quality = 0;
    CosineSummary cosine;
    std::vector<int> bytes;  // one a token; where all are one image, equal shares of its file
};
struct Curve {
    codec::PlaneLayout layout = {};
    std::vector<int> ids;
    std::vector<std::string> pieces;
    std::vector<CurvePoint> points;  // by rising quality
    VocabularyBand vocabulary = {};  // of the whole table, to compare with; empty where nobody asked for it
};
// Keeps what it computed for each (id, quality), so a changed prompt costs only its new tokens.
class CurveMaker {
public:
    explicit CurveMaker(SubjectPointer subject);
    // qualities: 1-100 each. Errors: cancelled, not_finite, usage.
    [[nodiscard]] Result<Curve> make(std::span<const int> ids, std::span<const int> qualities,
                                     std::stop_token stop, const codec::PlaneLayout& layout = {});

private:
    struct Sample {  // one token at one quality
        metrics::FlattenedCosine cosine;
        int bytes = 0;
    };
    [[nodiscard]] Result<const Sample*> sample(int id, int quality);
    [[nodiscard]] Result<std::vector<Sample>> samplesOf(std::span<const int> ids, int quality,
                                                        const std::stop_token& stop);
    [[nodiscard]] Result<std::vector<Sample>> samplesOfOneImage(std::span<const int> ids, int quality);

    SubjectPointer subject_;
    codec::Jpeg jpeg_;
    codec::PlaneLayout layout_;                         // of samples_
    std::unordered_map<std::int64_t, Sample> samples_;  // key: id * 128 + quality
};

}  // namespace lossylens::lens
