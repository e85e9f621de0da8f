#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct lossylens_sentencepiece;

namespace lossylens::text {

// One model in the SentencePiece library, which lives in a linker namespace of its own (the reason is in
// sentencepiece/sentencepiece_c.h). Immutable; encode() may be called from many threads.
class SentencePieceProcessor {
public:
    // `proto` is a serialised ModelProto. Errors: not_found where the module cannot be loaded, corrupt where
    // the library refuses the model.
    [[nodiscard]] static Result<SentencePieceProcessor> open(std::string_view proto,
                                                             const std::string& where);

    // Precondition: well-formed UTF-8.
    [[nodiscard]] Result<std::vector<int>> encode(std::string_view text) const;

private:
    explicit SentencePieceProcessor(std::shared_ptr<const lossylens_sentencepiece> model)
        : model_(std::move(model)) {}

    std::shared_ptr<const lossylens_sentencepiece> model_;
};

}  // namespace lossylens::text
