#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/checkpoint.h"

namespace lossylens::formats {

// The largest values that are believed: more than any model of these families has.
struct Bounds {
    static constexpr int layers = 1 << 10;
    static constexpr int dimensions = 1 << 16;
    static constexpr int feed_forward = 1 << 20;
    static constexpr int heads = 1 << 10;
    static constexpr int context = 1 << 24;
    static constexpr int vocabulary = 1 << 22;
};

// The architecture that a model_type of a config.json, or a general.architecture of a GGUF file, stands for.
// Errors: unsupported, with what is read.
[[nodiscard]] Result<Architecture> architectureNamed(std::string_view name);

// What does not depend on where the numbers came from: heads share the embedding and the key/value heads
// evenly, rotation has pairs. Errors: corrupt, `where` being "hyperparameters".
[[nodiscard]] std::optional<Error> inconsistent(const Hyperparameters& shape);

}  // namespace lossylens::formats
