#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace lossylens::text {

// What a chat template puts around one message of the user, up to where the answer starts.
struct ChatFormat {
    std::string before;
    std::string after;
    bool trims = false;            // white space around the message is dropped
    bool starts_with_bos = false;  // the template writes the BOS token itself

    [[nodiscard]] std::string around(std::string_view message) const;
};

// Recognises ChatML, Llama 3, Llama 2 and Mistral's [INST], and Zephyr by what their Jinja source says; no
// Jinja is run. `eos` is how the end-of-text token is written. Errors: unsupported for no template, or one
// that is not known.
[[nodiscard]] Result<ChatFormat> recogniseChat(std::string_view source, std::string_view eos);

}  // namespace lossylens::text
