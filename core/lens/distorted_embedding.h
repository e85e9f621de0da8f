#pragma once

#include <cstdint>
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
    std::vector<float> before;                                        // d
    std::vector<float> after;                                         // d
    std::optional<double> cosine;                                     // between the two
    std::optional<int> bytes;                                         // of its JPEG file
    std::optional<double> strength = {}, target = {}, achieved = {};  // of a match, see codec::Distorted
    std::optional<int> nearest = {};  // the token whose row was put in its place

    // The nearest row is its own again (or another token's that is equal to it).
    [[nodiscard]] bool recovered() const { return nearest && after == before; }
};

// The embedding table seen through a distortion. A row depends on (token id, distortion) only, and on its
// position where numbers are drawn afresh: it is computed at its first use and kept. Owned by one thread.
class DistortedEmbedding {
public:
    DistortedEmbedding(SubjectPointer subject, codec::DistortionSpec spec);

    // Valid as long as this object. `position` in the text plays a part for fresh draws only. Errors:
    // not_finite, naming the token id; usage; cancelled.
    [[nodiscard]] Result<const DistortedRow*> row(int id, int position = 0, const std::stop_token& stop = {});
    // The rows of a prompt, one a token: row() of each, except where the layout makes one image of the whole
    // prompt, in which rows depend on each other and no token has bytes of its own. Valid until the next
    // call of this kind. A stop ends it with cancelled.
    struct Prompt {
        std::vector<const DistortedRow*> rows;
        std::optional<int> bytes;  // of the one file, where there is one
    };
    [[nodiscard]] Result<Prompt> prompt(std::span<const int> ids, const std::stop_token& stop = {});
    [[nodiscard]] const codec::DistortionSpec& spec() const { return spec_; }
    [[nodiscard]] bool isFresh() const { return spec_.draw == codec::DistortionSpec::Draw::fresh; }

    // Computes rows that will be asked for, of several embeddings of one subject: those that are replaced by
    // the nearest of the table are looked up in one pass. Errors: as row().
    struct Wanted {
        DistortedEmbedding* of = nullptr;
        int id = 0;
        int position = 0;
    };
    [[nodiscard]] static Result<void> compute(const std::vector<Wanted>& wanted, const std::stop_token& stop);

private:
    using Key = std::uint64_t;
    [[nodiscard]] Key keyOf(int id, int position) const;
    [[nodiscard]] Result<Prompt> oneImage(std::span<const int> ids, const std::stop_token& stop);

    SubjectPointer subject_;
    codec::DistortionSpec spec_;
    std::unordered_map<Key, DistortedRow> rows_;
    std::vector<DistortedRow> prompt_rows_;  // of the last whole prompt
};

}  // namespace lossylens::lens
