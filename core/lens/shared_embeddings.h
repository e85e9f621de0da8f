#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "lens/distorted_embedding.h"

namespace lossylens::lens {

// What the embedding table looks like through each of several distortions, for texts that are written
// together or after each other: a row is computed once for all of them. Owned by one thread.
class SharedEmbeddings {
public:
    static constexpr std::size_t usual_limit = std::size_t{1} << 30U;

    // `limit`: bytes. When all rows that may have been asked for would be more, those of distortions that no
    // text uses at the moment are forgotten. (What there is stays far below: texts have many tokens in
    // common.)
    explicit SharedEmbeddings(SubjectPointer subject, std::size_t limit = usual_limit)
        : subject_(std::move(subject)), limit_(limit) {}

    // For a text that asks for so many rows at most. A distortion that makes an image of a whole prompt is
    // not shared: its rows are those of one prompt.
    [[nodiscard]] std::shared_ptr<DistortedEmbedding> of(const codec::DistortionSpec& spec, std::size_t rows);

private:
    SubjectPointer subject_;
    std::size_t limit_;
    std::size_t rows_ = 0;
    std::vector<std::shared_ptr<DistortedEmbedding>> known_;
};

}  // namespace lossylens::lens
