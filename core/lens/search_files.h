#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "lens/accuracy.h"
#include "lens/budget.h"
#include "lens/collapse_search.h"
#include "lens/prompt_set.h"
#include "lens/run_phrases.h"
#include "lens/token_effects.h"

namespace lossylens::lens {

// What the answers of `tokens`, `budget`, `collapse`, `answers`, `words` and `prompts` look like in files;
// see files.h.

[[nodiscard]] nlohmann::ordered_json toJson(const TokenEffects& effects);
[[nodiscard]] nlohmann::ordered_json toJson(const Budget& budget);
[[nodiscard]] nlohmann::ordered_json toJson(const CollapseSearch& search);
[[nodiscard]] nlohmann::ordered_json toJson(const Accuracy& accuracy);
[[nodiscard]] nlohmann::ordered_json toJson(const RunPhrases& compared);
[[nodiscard]] nlohmann::ordered_json toJson(const PromptSet& set);

[[nodiscard]] std::string toCsv(const TokenEffects& effects);   // a row a token
[[nodiscard]] std::string toCsv(const Budget& budget);          // a row an allocation and token
[[nodiscard]] std::string toCsv(const CollapseSearch& search);  // a row a prompt and quality
[[nodiscard]] std::string toCsv(const Accuracy& accuracy);      // a row a prompt and stream
[[nodiscard]] std::string toCsv(const RunPhrases& compared);    // a row a stream and phrase
[[nodiscard]] std::string toCsv(const PromptSet& set);          // a row a prompt

// "bytes" or "cosine".
[[nodiscard]] std::string_view nameOf(BudgetRequest::Currency currency);

}  // namespace lossylens::lens
