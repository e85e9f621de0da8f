#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "codec/distortion.h"
#include "lens/subject.h"

namespace lossylens::lens {

// One token's row of the embedding table before and after a distortion.
struct DistortedRow {
    std::vector<float> before;     // d
    std::vector<float> after;      // d
    std::optional<double> cosine;  // between the two
    std::optional<int> bytes;      // of its JPEG file
};

// The embedding table seen through a distortion. A row depends on (token id, distortion) only: it is computed
// at its first use and kept. Owned by one thread.
class DistortedEmbedding {
public:
    DistortedEmbedding(SubjectPointer subject, codec::DistortionSpec spec);

    // Valid as long as this object. Errors: not_finite, naming the token id; usage.
    [[nodiscard]] Result<const DistortedRow*> row(int id);
    // The rows of a prompt, one a token: row() of each, except where the layout makes one image of the whole
    // prompt, in which rows depend on each other and no token has bytes of its own. Valid until the next
    // call of this kind. A stop ends it with cancelled.
    struct Prompt {
        std::vector<const DistortedRow*> rows;
        std::optional<int> bytes;  // of the one file, where there is one
    };
    [[nodiscard]] Result<Prompt> prompt(std::span<const int> ids, const std::stop_token& stop = {});
    [[nodiscard]] const codec::DistortionSpec& spec() const { return spec_; }

private:
    [[nodiscard]] Result<Prompt> oneImage(std::span<const int> ids);

    SubjectPointer subject_;
    codec::DistortionSpec spec_;
    std::unordered_map<int, DistortedRow> rows_;
    std::vector<DistortedRow> prompt_rows_;  // of the last whole prompt
};

}  // namespace lossylens::lens
