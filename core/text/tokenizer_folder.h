#pragma once

#include "text/assembled_tokenizer.h"

namespace lossylens::text {

// The tokenizer of a Hugging Face folder: tokenizer.json, else tokenizer.model, else vocab.json with
// merges.txt; and what the configuration beside them says. Errors: not_found where there is none of them,
// io, corrupt, unsupported.
[[nodiscard]] Result<TokenizerParts> partsOf(const formats::TokenizerFolder& folder);

}  // namespace lossylens::text
