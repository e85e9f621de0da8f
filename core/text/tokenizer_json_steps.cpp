#include <iterator>
#include <utility>

#include "formats/quote.h"
#include "text/bpe.h"
#include "text/byte_alphabet.h"
#include "text/json_file.h"
#include "text/tokenizer_json.h"

namespace lossylens::text {
namespace {

using formats::inQuotes;
using nlohmann::json;

tl::unexpected<Error> unknownStep(const std::string& where, const std::string& kind,
                                  const std::string& name) {
    return fail(ErrorCode::unsupported, where, "the " + kind + " " + inQuotes(name) + " is not known",
                "open another copy of the model, for example a GGUF file");
}

Result<Needle> needleOf(const json& pattern, const std::string& where) {
    if (const json* literal = member(pattern, "String")) return Needle(literal->get<std::string>());
    if (const json* regex = member(pattern, "Regex")) {
        return Pattern::compile(regex->get<std::string>(), where).map([](Pattern one) {
            return Needle(one);
        });
    }
    return unknownStep(where, "pattern", pattern.dump());
}

// Steps of steps in one flat list. `one` turns a step that is no Sequence into a list.
template <class Step, class One>
Result<std::vector<Step>> flatten(const json& step, const char* items, const std::string& where, One one) {
    if (step.at("type") != "Sequence") return one(step, where);
    std::vector<Step> all;
    for (const json& item : step.at(items)) {
        auto more = one(item, where);
        if (!more) return more;
        std::move(more->begin(), more->end(), std::back_inserter(all));
    }
    return all;
}

Result<std::vector<NormalizerStep>> oneNormalizer(const json& step, const std::string& where) {
    const auto type = step.at("type").get<std::string>();
    if (type == "Prepend") return std::vector{prepend(step.at("prepend").get<std::string>())};
    if (type == "Replace") {
        auto needle = needleOf(step.at("pattern"), where);
        if (!needle) return tl::unexpected(needle.error());
        return std::vector{replace(*std::move(needle), step.at("content").get<std::string>())};
    }
    return unknownStep(where, "normalizer", type);
}

Result<SplitBehavior> behaviorOf(const std::string& name, const std::string& where) {
    if (name == "Removed") return SplitBehavior::removed;
    if (name == "Isolated") return SplitBehavior::isolated;
    if (name == "MergedWithPrevious") return SplitBehavior::merged_with_previous;
    if (name == "MergedWithNext") return SplitBehavior::merged_with_next;
    if (name == "Contiguous") return SplitBehavior::contiguous;
    return unknownStep(where, "split behavior", name);
}

Result<PreTokenizerStep> splitOf(const json& step, const std::string& where) {
    auto needle = needleOf(step.at("pattern"), where);
    if (!needle) return tl::unexpected(needle.error());
    const auto behavior = behaviorOf(step.at("behavior").get<std::string>(), where);
    if (!behavior) return tl::unexpected(behavior.error());
    return split(*std::move(needle), {*behavior, step.value("invert", false)});
}

Result<PreTokenizerStep> metaspaceOf(const json& step, const std::string& where) {
    using Prepend = MetaspaceOptions::Prepend;
    // Files from before 2024 have add_prefix_space instead of a scheme.
    const std::string scheme =
        step.value("prepend_scheme", step.value("add_prefix_space", true) ? "always" : "never");
    MetaspaceOptions options{.replacement = step.value("replacement", "▁"),
                             .split = step.value("split", true)};
    if (scheme == "never") {
        options.prepend = Prepend::never;
    } else if (scheme == "first") {
        options.prepend = Prepend::first;
    } else if (scheme != "always") {
        return unknownStep(where, "prepend scheme", scheme);
    }
    return metaspace(std::move(options));
}

Result<PreTokenizerStep> preTokenizerStep(const json& step, const std::string& where) {
    const auto type = step.at("type").get<std::string>();
    if (type == "ByteLevel") {
        return byteLevel({.add_prefix_space = step.value("add_prefix_space", true),
                          .use_regex = step.value("use_regex", true)});
    }
    if (type == "Split") return splitOf(step, where);
    if (type == "Digits") return digits(step.value("individual_digits", false));
    if (type == "Metaspace") return metaspaceOf(step, where);
    return unknownStep(where, "pre-tokenizer", type);
}

Result<std::vector<PreTokenizerStep>> onePreTokenizer(const json& step, const std::string& where) {
    return preTokenizerStep(step, where).map([](PreTokenizerStep one) {
        return std::vector{std::move(one)};
    });
}

// Writing of a decoder step is what it undoes; those that only touch a whole text (Fuse, and Strip of the
// first space) are not for single tokens.
Result<std::vector<Writing>> oneDecoder(const json& step, const std::string& where) {
    const auto type = step.at("type").get<std::string>();
    if (type == "ByteLevel") return std::vector{Writing{.byte_alphabet = true}};
    if (type == "ByteFallback") return std::vector{Writing{.byte_fallback = true}};
    if (type == "Fuse" || (type == "Strip" && step.at("content") == " ")) return std::vector{Writing{}};
    const bool spaces =
        (type == "Metaspace" && step.value("replacement", "▁") == "▁") ||
        (type == "Replace" && step.at("pattern") == json{{"String", "▁"}} && step.at("content") == " ");
    if (spaces) return std::vector{Writing{.spaces = true}};
    return unknownStep(where, "decoder", type);
}

}  // namespace

Result<std::vector<NormalizerStep>> normalizerOf(const json* step, const std::string& where) {
    if (step == nullptr) return std::vector<NormalizerStep>{};
    return flatten<NormalizerStep>(*step, "normalizers", where + ": normalizer", oneNormalizer);
}

Result<std::vector<PreTokenizerStep>> preTokenizerOf(const json* step, const std::string& where) {
    if (step == nullptr) return std::vector<PreTokenizerStep>{};
    return flatten<PreTokenizerStep>(*step, "pretokenizers", where + ": pre_tokenizer", onePreTokenizer);
}

Result<Writing> writingOf(const json* decoder, const std::string& where) {
    if (decoder == nullptr) return Writing{};
    const auto steps = flatten<Writing>(*decoder, "decoders", where + ": decoder", oneDecoder);
    if (!steps) return tl::unexpected(steps.error());
    Writing all;
    for (const Writing& one : *steps) {
        all.byte_alphabet = all.byte_alphabet || one.byte_alphabet;
        all.spaces = all.spaces || one.spaces;
        all.byte_fallback = all.byte_fallback || one.byte_fallback;
    }
    return all;
}

std::string bytesOf(const std::string& token, Writing writing) {
    if (writing.byte_alphabet) return fromByteAlphabet(token).value_or(token);
    if (writing.byte_fallback) {
        if (const auto byte = byteOfToken(token)) return std::string(1, *byte);
    }
    return writing.spaces ? replaceAll(token, "▁", " ") : token;
}

}  // namespace lossylens::text
