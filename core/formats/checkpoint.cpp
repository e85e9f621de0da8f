#include "formats/checkpoint.h"

#include <algorithm>

namespace lossylens::formats {

const Tensor* Checkpoint::find(const std::string& tensor) const {
    const auto found = tensors.find(tensor);
    return found == tensors.end() ? nullptr : &found->second;
}

bool Checkpoint::intact() const {
    return std::ranges::all_of(files, [](const auto& file) { return file->intact(); });
}

void Checkpoint::release(std::span<const std::byte> part) const {
    for (const auto& file : files) file->release(part);
}

}  // namespace lossylens::formats
