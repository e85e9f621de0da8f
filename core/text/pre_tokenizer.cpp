#include "text/pre_tokenizer.h"

#include <algorithm>
#include <utility>

#include "text/byte_alphabet.h"

namespace lossylens::text {
namespace {

struct Cut {
    Span span;
    bool match;
};

// The whole text as matches and what is between them.
std::vector<Cut> cutsOf(const std::vector<Span>& matches, std::size_t size, bool invert) {
    std::vector<Cut> cuts;
    std::size_t at = 0;
    for (const Span& match : matches) {
        if (match.begin > at) cuts.push_back({{at, match.begin}, invert});
        cuts.push_back({match, !invert});
        at = match.end;
    }
    if (at < size) cuts.push_back({{at, size}, invert});
    return cuts;
}

std::vector<Span> removed(const std::vector<Cut>& cuts) {
    std::vector<Span> spans;
    for (const Cut& cut : cuts) {
        if (!cut.match) spans.push_back(cut.span);
    }
    return spans;
}

std::vector<Span> isolated(const std::vector<Cut>& cuts) {
    std::vector<Span> spans;
    for (const Cut& cut : cuts) spans.push_back(cut.span);
    return spans;
}

// Neighbours become one part where `joins` says so of the earlier and the later one.
template <class Joins>
std::vector<Span> joined(const std::vector<Cut>& cuts, Joins joins) {
    std::vector<Span> spans;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (i > 0 && joins(cuts[i - 1], cuts[i])) {
            spans.back().end = cuts[i].span.end;
        } else {
            spans.push_back(cuts[i].span);
        }
    }
    return spans;
}

std::vector<Span> behave(const std::vector<Cut>& cuts, SplitBehavior behavior) {
    switch (behavior) {
        case SplitBehavior::removed:
            return removed(cuts);
        case SplitBehavior::isolated:
            return isolated(cuts);
        case SplitBehavior::merged_with_previous:
            return joined(cuts, [](const Cut& a, const Cut& b) { return b.match && !a.match; });
        case SplitBehavior::merged_with_next:
            return joined(cuts, [](const Cut& a, const Cut& b) { return a.match && !b.match; });
        case SplitBehavior::contiguous:
            return joined(cuts, [](const Cut& a, const Cut& b) { return a.match == b.match; });
    }
    return {};
}

Result<std::vector<Part>> cutParts(const std::vector<Part>& parts, const Needle& needle,
                                   SplitOptions options) {
    std::vector<Part> result;
    for (const Part& part : parts) {
        const auto matches = findAll(needle, part.text);
        if (!matches) return tl::unexpected(matches.error());
        const auto cuts = cutsOf(*matches, part.text.size(), options.invert);
        for (const Span& span : behave(cuts, options.behavior)) {
            result.push_back(
                {part.text.substr(span.begin, span.end - span.begin), part.starts_prompt && span.begin == 0});
        }
    }
    return result;
}

// OpenAI's GPT-2, encoder.py; Meta's Llama 3, tokenizer.py.
constexpr std::string_view gpt2_words =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr std::string_view llama3_words =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|)"
    R"(\s*[\r\n]+|\s+(?!\S)|\s+)";

Result<PreTokenizerStep> splitAt(std::string_view pattern, SplitOptions options) {
    return Pattern::compile(pattern, "pre-tokenizer").map([&](Pattern compiled) {
        return split(std::move(compiled), options);
    });
}

}  // namespace

Result<std::vector<Span>> findAll(const Needle& needle, std::string_view text) {
    if (const auto* pattern = std::get_if<Pattern>(&needle)) return pattern->findAll(text);
    const auto& what = std::get<std::string>(needle);
    std::vector<Span> spans;
    if (what.empty()) return spans;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size())) {
        spans.push_back({at, at + what.size()});
    }
    return spans;
}

std::string replaceAll(std::string_view text, std::string_view what, std::string_view with) {
    std::string result;
    std::size_t at = 0;
    for (std::size_t found = text.find(what); found != std::string_view::npos && !what.empty();
         found = text.find(what, at)) {
        result.append(text, at, found - at).append(with);
        at = found + what.size();
    }
    return result.append(text, at);
}

PreTokenizerStep split(Needle needle, SplitOptions options) {
    return [needle = std::move(needle), options](const std::vector<Part>& parts) {
        return cutParts(parts, needle, options);
    };
}

Result<PreTokenizerStep> digits(bool individual) {
    return splitAt(individual ? R"(\p{N})" : R"(\p{N}+)", {});
}

Result<PreTokenizerStep> byteLevel(ByteLevelOptions options) {
    auto words = splitAt(gpt2_words, {});
    if (!words) return words;
    return [options, words = *std::move(words)](std::vector<Part> parts) -> Result<std::vector<Part>> {
        for (Part& part : parts) {
            if (options.add_prefix_space && !part.text.starts_with(' ')) part.text.insert(0, 1, ' ');
        }
        if (options.use_regex) {
            auto cut = words(std::move(parts));
            if (!cut) return cut;
            parts = *std::move(cut);
        }
        for (Part& part : parts) part.text = toByteAlphabet(part.text);
        return parts;
    };
}

PreTokenizerStep metaspace(MetaspaceOptions options) {
    return [options](std::vector<Part> parts) -> Result<std::vector<Part>> {
        using Prepend = MetaspaceOptions::Prepend;
        for (Part& part : parts) {
            part.text = replaceAll(part.text, " ", options.replacement);
            const bool wanted = options.prepend == Prepend::always ||
                                (options.prepend == Prepend::first && part.starts_prompt);
            if (wanted && !part.text.starts_with(options.replacement))
                part.text.insert(0, options.replacement);
        }
        if (!options.split) return parts;
        return cutParts(parts, options.replacement, {SplitBehavior::merged_with_next, false});
    };
}

Result<PreTokenizerStep> llama3Words() { return splitAt(llama3_words, {}); }

Result<std::vector<Part>> run(const std::vector<PreTokenizerStep>& steps, std::vector<Part> parts) {
    for (const PreTokenizerStep& step : steps) {
        auto cut = step(std::move(parts));
        if (!cut) return cut;
        parts = *std::move(cut);
        std::erase_if(parts, [](const Part& part) { return part.text.empty(); });
    }
    return parts;
}

}  // namespace lossylens::text
