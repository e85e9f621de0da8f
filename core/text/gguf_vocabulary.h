#pragma once

#include <string>

#include "text/assembled_tokenizer.h"

namespace lossylens::text {

// The tokenizer that a GGUF file's metadata describes. `where` is the file; the architecture says what an
// absent pre-tokenizer means. Errors: corrupt, unsupported; both name the metadata.
[[nodiscard]] Result<TokenizerParts> partsOf(const formats::GgufVocabulary& vocabulary,
                                             formats::Architecture architecture, const std::string& where);

}  // namespace lossylens::text
