#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::study {

// What came of one trial: a line of rows.jsonl. It holds nothing that differs from run to run (no times), so
// that the same study gives the same bytes.
struct TrialRow {
    std::string study;  // the study's fingerprint
    int trial = 0;      // its number in the study
    std::string id;     // "p3/2/jpeg-25"
    std::string prompt;
    std::uint64_t seed = 0;
    std::string arm;
    // Of the prompt's embeddings; empty for the baseline.
    std::optional<double> cosine_mean, cosine_flattened;
    std::optional<double> bytes;      // mean size of a token's JPEG file
    std::optional<double> kl;         // nats, base ‖ distorted, mean over the prompt's positions
    std::optional<double> recovered;  // share of the prompt's tokens whose nearest row is their own again
    bool ended = false;               // by an end-of-text token
    bool collapsed = false;
    std::vector<std::optional<double>> measured = {};  // one for each of measures()
    std::vector<int> ids = {};                         // the continuation, an end-of-text token included
    std::string text = {};

    [[nodiscard]] std::optional<double> at(std::string_view measure) const;  // by its name
};

// Without its ids and text a row is a fifth as long, and still all that statistics want.
enum class RowTexts { kept, dropped };
// One line, ended by \n.
[[nodiscard]] std::string toJsonLine(const TrialRow& row, RowTexts texts = RowTexts::kept);
// Ids and text may have been dropped. Measures that this program does not know are left out, those that are
// missing are undefined. Errors: corrupt.
[[nodiscard]] Result<TrialRow> parseRow(std::string_view line);

// Without ids and text, so that a line is a row; ended by CR LF.
[[nodiscard]] std::string csvHeader();
[[nodiscard]] std::string toCsvLine(const TrialRow& row);

}  // namespace lossylens::study
