#include "text/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cctype>
#include <utility>

#include "formats/quote.h"
#include "text/utf8.h"

namespace lossylens::text {
namespace {

using formats::inQuotes;

// Generous for any real pre-tokenizer, which needs a few steps a character; some seconds at worst.
constexpr std::uint32_t match_limit = 20'000'000;
constexpr std::uint32_t heap_limit_kib = 32 * 1024;

// Oniguruma's \s is the property White_Space; PCRE2's has U+180E too. What else the dialects read
// differently is refused, not guessed.
Result<std::string> translate(std::string_view expression, const std::string& where) {
    constexpr std::string_view same_in_both = "dDpPrntfx";
    const auto refuse = [&](std::string_view part) {
        return fail(ErrorCode::unsupported, where,
                    "the pattern uses " + inQuotes(part) + ", which is not known here");
    };
    std::string translated;
    bool in_set = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c == '\\' && i + 1 < expression.size()) {
            const char escaped = expression[++i];
            const bool letter = std::isalpha(static_cast<unsigned char>(escaped)) != 0;
            if (escaped == 's') {
                translated += "\\p{White_Space}";
            } else if (escaped == 'S') {
                translated += "\\P{White_Space}";
            } else if (letter && same_in_both.find(escaped) == std::string_view::npos) {
                return refuse(expression.substr(i - 1, 2));
            } else {
                translated += {c, escaped};
            }
            continue;
        }
        if (in_set && c == '[') return refuse("a set within a set");
        if (in_set && expression.substr(i, 2) == "&&") return refuse("an intersection of sets");
        if (c == '[') in_set = true;
        if (c == ']') in_set = false;
        translated += c;
    }
    return translated;
}

std::string messageOf(int code) {
    std::array<PCRE2_UCHAR, 200> buffer{};
    pcre2_get_error_message(code, buffer.data(), buffer.size());
    return reinterpret_cast<const char*>(buffer.data());
}

struct FreeMatchData {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct FreeMatchContext {
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
using MatchData = std::unique_ptr<pcre2_match_data, FreeMatchData>;
using MatchContext = std::unique_ptr<pcre2_match_context, FreeMatchContext>;

// JIT first; where its small stack does not suffice, the interpreter, whose memory is on the heap.
int matchAt(const pcre2_code* code, std::string_view text, std::size_t at, pcre2_match_data* data,
            pcre2_match_context* context) {
    const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    const int found = pcre2_match(code, subject, text.size(), at, PCRE2_NO_UTF_CHECK, data, context);
    if (found != PCRE2_ERROR_JIT_STACKLIMIT) return found;
    return pcre2_match(code, subject, text.size(), at, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context);
}

}  // namespace

struct Pattern::Code {
    explicit Code(pcre2_code* compiled) : pcre(compiled) {}
    Code(const Code&) = delete;
    Code& operator=(const Code&) = delete;
    ~Code() { pcre2_code_free(pcre); }

    pcre2_code* pcre;
};

Pattern::Pattern(std::shared_ptr<const Code> code, std::string where)
    : code_(std::move(code)), where_(std::move(where)) {}

Result<Pattern> Pattern::compile(std::string_view expression, std::string where) {
    if (firstInvalidByte(expression)) return fail(ErrorCode::corrupt, where, "the pattern is not UTF-8");
    const auto translated = translate(expression, where);
    if (!translated) return tl::unexpected(translated.error());
    int error = 0;
    PCRE2_SIZE offset = 0;
    // Oniguruma's ^ and $ are those of lines.
    pcre2_code* compiled = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated->data()), translated->size(),
                                         PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C,
                                         &error, &offset, nullptr);
    if (compiled == nullptr) {
        return fail(ErrorCode::corrupt, where, "the pattern cannot be read: " + messageOf(error));
    }
    auto code = std::make_shared<const Code>(compiled);
    // Without JIT (none on this processor, or memory that may not be executed) PCRE2 interprets: same
    // matches.
    (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    return Pattern(std::move(code), std::move(where));
}

Result<std::vector<Span>> Pattern::findAll(std::string_view text) const {
    const MatchData data(pcre2_match_data_create_from_pattern(code_->pcre, nullptr));
    const MatchContext context(pcre2_match_context_create(nullptr));
    if (!data || !context) return fail(ErrorCode::out_of_memory, where_, "no memory to match the pattern");
    pcre2_set_match_limit(context.get(), match_limit);
    pcre2_set_heap_limit(context.get(), heap_limit_kib);
    std::vector<Span> spans;
    for (std::size_t at = 0; at < text.size();) {
        const int found = matchAt(code_->pcre, text, at, data.get(), context.get());
        if (found == PCRE2_ERROR_NOMATCH) break;
        if (found < 0) {
            return fail(ErrorCode::limit, where_, "the pattern cannot cut this text: " + messageOf(found),
                        "use a shorter prompt");
        }
        const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data.get());
        const Span span{offsets[0], offsets[1]};
        if (span.end > span.begin) spans.push_back(span);
        at = span.end > at ? span.end : at + firstOf(text.substr(at)).length;
    }
    return spans;
}

}  // namespace lossylens::text
