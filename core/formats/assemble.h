#pragma once

#include <vector>

#include "formats/checkpoint.h"
#include "formats/stored_tensor.h"

namespace lossylens::formats {

// Whose names and order of numbers a file's tensors have.
enum class Naming { gguf, hugging_face };

// Puts the tensors that the architecture asks for into `checkpoint`, whose hyperparameters are known but for
// `vocabulary`: checked for presence, type and shape. Sets `vocabulary` and `precision`. With `tied`, an
// output matrix that is stored all the same is left out; without, it must be there (GGUF files tie by leaving
// it out, and are assembled as `optional`).
// Errors, `where` being the tensor under its file's name: corrupt, unsupported, limit.
enum class Output { tied, stored, optional };
[[nodiscard]] Result<void> assemble(Checkpoint& checkpoint, const std::vector<StoredTensor>& tensors,
                                    Naming naming, Output output);

}  // namespace lossylens::formats
