#pragma once

#include <vector>

#include "formats/checkpoint.h"
#include "formats/stored_tensor.h"

namespace lossylens::formats {

// Whose names a file's tensors have.
enum class Naming { gguf, hugging_face };

// The output matrix: `tied` to the embedding table, and left out where a file stores one all the same;
// `stored`, it must be there; `optional`, tied where it is not there, which is GGUF's way.
enum class Output { tied, stored, optional };

// Puts the tensors that the architecture asks for into `checkpoint`, whose hyperparameters are known but for
// `vocabulary`: checked for presence, type and shape. Sets `vocabulary` and `precision`.
// Errors, `where` being the tensor under its file's name: corrupt, unsupported, limit.
[[nodiscard]] Result<void> assemble(Checkpoint& checkpoint, const std::vector<StoredTensor>& tensors, Naming naming,
                                    Output output);

}  // namespace lossylens::formats
