#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "formats/stored_tensor.h"

namespace lossylens::formats {

// Reads a safetensors file: 8 bytes with the length of a JSON header, the header, then the tensors' bytes
// without gaps (https://github.com/huggingface/safetensors, "Format"). The tensors are views into `file`, in
// the order of their bytes.
// Errors, `where` being "header" or the tensor: corrupt, limit (header over 100 MB, over 131 072 tensors),
// unsupported (a dtype the format does not have).
[[nodiscard]] Result<std::vector<StoredTensor>> parseSafetensors(std::span<const std::byte> file);

}  // namespace lossylens::formats
