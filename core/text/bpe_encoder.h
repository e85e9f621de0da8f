#pragma once

#include <memory>
#include <vector>

#include "text/added_tokens.h"
#include "text/assembled_tokenizer.h"
#include "text/bpe.h"
#include "text/normalizer.h"
#include "text/pre_tokenizer.h"

namespace lossylens::text {

// The steps of a Hugging Face tokenizer: normalize, find the added tokens that are looked for afterwards,
// cut into words, merge each word.
struct BpePipeline {
    std::vector<NormalizerStep> normalizer;
    AddedTokens added;
    std::vector<PreTokenizerStep> pre_tokenizer;
    Bpe bpe;
};

[[nodiscard]] std::unique_ptr<const SegmentEncoder> makeBpeEncoder(BpePipeline pipeline);

}  // namespace lossylens::text
