#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lossylens::text {

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// A regular expression as tokenizers write them (Oniguruma's dialect), run by PCRE2. Immutable; matches in
// linear memory, whatever the text, and gives up with an error rather than running for minutes.
class Pattern {
public:
    // Errors: unsupported where the expression uses what the two dialects read differently (\w, \b, \h, sets
    // within sets), corrupt where it is none. `where` names the place of the expression.
    [[nodiscard]] static Result<Pattern> compile(std::string_view expression, std::string where);

    // Every match from left to right, none overlapping, empty ones left out. Precondition: well-formed
    // UTF-8. Errors: limit where the expression backtracks too much on this text.
    [[nodiscard]] Result<std::vector<Span>> findAll(std::string_view text) const;

private:
    struct Code;
    Pattern(std::shared_ptr<const Code> code, std::string where);

    std::shared_ptr<const Code> code_;
    std::string where_;
};

}  // namespace lossylens::text
