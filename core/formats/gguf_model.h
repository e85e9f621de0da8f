#pragma once

#include "formats/checkpoint.h"
#include "formats/gguf.h"

namespace lossylens::formats {

// What a GGUF file's metadata says of the model; `vocabulary` is left to the embedding table. Errors, `where`
// being the key: corrupt, limit, unsupported, not_finite.
[[nodiscard]] Result<Hyperparameters> ggufHyperparameters(const GgufFile& file);

// Its vocabulary (tokenizer.ggml.*). Lists must have the right type and go together; ids must exist.
[[nodiscard]] Result<GgufVocabulary> ggufVocabulary(const GgufFile& file);

}  // namespace lossylens::formats
