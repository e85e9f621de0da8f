#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/checkpoint.h"

namespace lossylens::formats {

struct CanonicalName {
    std::string name;         // see Checkpoint
    bool transposed = false;  // stored {inputs, outputs}: GPT-2's Conv1D
};

// Hugging Face's name of a tensor, with or without its `transformer.` or `model.` prefix, as ours. Nothing
// for what is no weight (causal masks, rotary tables). An unknown name within a layer keeps its end, as in
// "blk.3.self_attn.q_norm.weight", which no architecture here asks for; any other unknown name gives nothing.
[[nodiscard]] std::optional<CanonicalName> canonicalName(Architecture architecture, std::string_view theirs);

// The way back, with the usual prefix: for messages.
[[nodiscard]] std::string huggingFaceName(Architecture architecture, std::string_view ours);

}  // namespace lossylens::formats
