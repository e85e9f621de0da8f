#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "text/pattern.h"

namespace lossylens::text {

// A part of a prompt on its way to the merges, which never reach over the end of a part.
struct Part {
    std::string text;
    bool starts_prompt = false;  // nothing stood before it
};

// One step cuts every part further, or rewrites it. The steps are those of Hugging Face's tokenizers.
using PreTokenizerStep = std::function<Result<std::vector<Part>>(std::vector<Part>)>;

// What becomes of the matches of a Split, and of what is between them.
enum class SplitBehavior { removed, isolated, merged_with_previous, merged_with_next, contiguous };

struct SplitOptions {
    SplitBehavior behavior = SplitBehavior::isolated;
    bool invert = false;  // what is between the matches is the match
};

using Needle = std::variant<std::string, Pattern>;
[[nodiscard]] PreTokenizerStep split(Needle needle, SplitOptions options);

// Every run of numbers (\p{N}) becomes a part, or every single one.
[[nodiscard]] Result<PreTokenizerStep> digits(bool individual);

struct ByteLevelOptions {
    bool add_prefix_space = false;
    bool use_regex = true;  // cut into GPT-2's words first
};
// Bytes become letters of GPT-2's alphabet.
[[nodiscard]] Result<PreTokenizerStep> byteLevel(ByteLevelOptions options);

struct MetaspaceOptions {
    enum class Prepend { always, first, never };
    std::string replacement = "▁";
    Prepend prepend = Prepend::always;
    bool split = true;
};
// Spaces become the replacement, as SentencePiece does it.
[[nodiscard]] PreTokenizerStep metaspace(MetaspaceOptions options);

// The words of Llama 3.
[[nodiscard]] Result<PreTokenizerStep> llama3Words();

[[nodiscard]] Result<std::vector<Part>> run(const std::vector<PreTokenizerStep>& steps,
                                            std::vector<Part> parts);

// Where a needle occurs, from left to right, none overlapping.
[[nodiscard]] Result<std::vector<Span>> findAll(const Needle& needle, std::string_view text);
[[nodiscard]] std::string replaceAll(std::string_view text, std::string_view what, std::string_view with);

}  // namespace lossylens::text
