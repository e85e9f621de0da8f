#pragma once

#include <string>

#include "formats/checkpoint.h"

namespace lossylens::lens {

// A short name for a model's weights, 16 hexadecimal digits: the same wherever the files lie and whatever
// they are called. Made of every tensor's name, type and shape and of its first and last bytes, so that a
// model of any size has it at once; tells models apart, but is no proof against somebody who forges one.
[[nodiscard]] std::string fingerprintOf(const formats::Checkpoint& checkpoint);

}  // namespace lossylens::lens
