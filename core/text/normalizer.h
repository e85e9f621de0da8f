#pragma once

#include <functional>
#include <string>
#include <vector>

#include "text/pre_tokenizer.h"

namespace lossylens::text {

// What is done to a text before it is cut, as tokenizers made from SentencePiece models do it.
using NormalizerStep = std::function<Result<std::string>(std::string)>;

[[nodiscard]] NormalizerStep prepend(std::string what);  // nothing is put before an empty text
[[nodiscard]] NormalizerStep replace(Needle what, std::string with);

[[nodiscard]] Result<std::string> normalize(const std::vector<NormalizerStep>& steps, std::string text);

}  // namespace lossylens::text
