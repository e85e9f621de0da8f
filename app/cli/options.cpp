#include "app/cli/options.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <thread>

#include "app/cli/checks.h"
#include "app/cli/input.h"
#include "app/cli/table.h"
#include "app/hub/library.h"
#include "lens/precisions.h"
#include "text/utf8.h"

namespace lossylens::app {
namespace {

// Takes one of these names; CLI11 gets the number that the name stands for.
template <class Value>
CLI::Validator oneOf(const std::vector<std::pair<std::string, Value>>& names) {
    const auto replace = [names](std::string& text) {
        std::string all;
        for (const auto& [name, value] : names) {
            if (name == text) {
                text = std::to_string(static_cast<int>(value));
                return std::string();
            }
            all += (all.empty() ? "" : ", ") + name;
        }
        return visible(text) + " is none of " + all;
    };
    return {replace, ""};
}

std::vector<std::pair<std::string, nn::Precision>> namedPrecisions() {
    std::vector<std::pair<std::string, nn::Precision>> named;
    for (const auto& [precision, name] : lens::precisions) named.emplace_back(name, precision);
    return named;
}

std::string allPrecisions() {  // "stored|f16"
    std::string all;
    for (const auto& [precision, name] : lens::precisions) all.append(all.empty() ? "" : "|").append(name);
    return all;
}

// CLI11 would take the nearest number that fits, and two seeds would give one text. A sentence when it is
// none.
std::string aSeed(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc() && end == text.data() + text.size()) return {};
    return visible(text) + " is no seed, which is a whole number from 0 to 18446744073709551615";
}

}  // namespace

void CommonOptions::addTo(CLI::App& app) {
    const std::string group = "Common options";
    app.add_option("--model", model, "model: a name, a file or a folder; without it, the default model")
        ->check(notEmpty("the name of a model"))
        ->type_name("NAME|FILE|FOLDER")
        ->group(group);
    app.add_option("--format", format, "text, json or csv")
        ->transform(oneOf<Format>({{"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}}))
        ->type_name("FORMAT")
        ->group(group);
    app.add_option("-o,--output", output, "write to this file instead of standard output")
        ->check(notEmpty("the name of a file"))
        ->type_name("FILE")
        ->group(group);
    app.add_option("--threads", threads, "threads to compute with")
        ->check(wholeNumber(1, 1024))
        ->type_name("N")
        ->group(group);
    precision_option =
        app.add_option(
               "--precision", precision,
               "stored: as fast as the file's precision allows; f16, bf16, q8_0: weights of a float file "
               "held in this precision; f32: exact, float32 throughout")
            ->transform(oneOf(namedPrecisions()))
            ->type_name(allPrecisions())
            ->group(group);
    app.add_flag("--quiet", quiet, "show no progress")->group(group);
}

int CommonOptions::usualThreads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Result<lens::SubjectPointer> CommonOptions::open(const std::stop_token& stop,
                                                 nn::Activations activations) const {
    const auto path = hub::findModel(model);
    if (!path) return tl::unexpected(path.error());
    return lens::openSubject(
        *path, {.precision = precision, .activations = activations, .threads = threads, .progress = {}},
        stop);
}

void PromptOptions::addTo(CLI::App& app) {
    auto* source = app.add_option_group("Prompt", "One of these:");
    source->add_option("--prompt", prompt, "the prompt, raw text; - reads it from standard input")
        ->type_name("TEXT");
    source->add_option("--prompt-file", file, "a file with the prompt, taken to the letter")
        ->check(notEmpty("the name of a file"))
        ->type_name("FILE");
    app.add_flag("--chat", chat, "wrap the prompt in the model's chat template");
    app.callback([this] {
        if (prompt && file) throw CLI::ValidationError("--prompt", "is given, and --prompt-file, too");
        if (!prompt && !file)
            throw CLI::ValidationError("prompt", "is missing: give one with --prompt or --prompt-file");
    });
}

Result<std::string> PromptOptions::given(const std::stop_token& stop) const {
    if (file) return readFile(*file, stop);
    return *prompt == "-" ? readStandardInput(stop) : Result<std::string>(*prompt);
}

Result<EncodedPrompt> encodePrompt(const text::Tokenizer& tokenizer, std::string given, bool chat) {
    auto text = chat ? tokenizer.chat(given) : Result<std::string>(given);
    if (!text) return tl::unexpected(text.error());
    auto ids = tokenizer.encode(*text);
    if (!ids) return tl::unexpected(ids.error());
    EncodedPrompt prompt{.text = std::move(*text), .ids = std::move(*ids)};
    if (chat) prompt.message = std::move(given);
    return prompt;
}

Result<EncodedPrompt> PromptOptions::encode(const text::Tokenizer& tokenizer,
                                            const std::stop_token& stop) const {
    auto text = given(stop);
    if (!text) return tl::unexpected(text.error());
    if (const auto byte = text::firstInvalidByte(*text)) {
        return fail(ErrorCode::usage, "prompt", "is not valid UTF-8 at byte " + std::to_string(*byte),
                    "save or type it as UTF-8");
    }
    return encodePrompt(tokenizer, std::move(*text), chat);
}

Result<PromptedSubject> openWithPrompt(const CommonOptions& common, const PromptOptions& prompt,
                                       const std::stop_token& stop, nn::Activations activations) {
    auto subject = common.open(stop, activations);
    if (!subject) return tl::unexpected(subject.error());
    auto encoded = prompt.encode(*(*subject)->tokenizer, stop);
    if (!encoded) return tl::unexpected(encoded.error());
    return PromptedSubject{.subject = std::move(*subject), .prompt = std::move(*encoded)};
}

void GenerationOptions::addTo(CLI::App& app) {
    app.add_option("--scope", scope, "which tokens are distorted: prompt, generated or both")
        ->transform(oneOf<lens::Scope>({{"prompt", lens::Scope::prompt},
                                        {"generated", lens::Scope::generated},
                                        {"both", lens::Scope::both}}))
        ->type_name("SCOPE");
    app.add_option("--seed", sampling.seed, "seed of the random numbers")
        ->check(aSeed)
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--temperature", sampling.temperature, "above 0")
        ->check(number("above 0", [](double x) { return x > 0; }))
        ->type_name("X")
        ->capture_default_str();
    app.add_option("--top-k", sampling.top_k, "the K likeliest tokens; 0: all")
        ->check(wholeNumber(0, std::numeric_limits<int>::max()))
        ->type_name("K")
        ->capture_default_str();
    app.add_option("--top-p", sampling.top_p, "the likeliest tokens that have this probability together")
        ->check(number("above 0 and at most 1", [](double x) { return x > 0 && x <= 1; }))
        ->type_name("P")
        ->capture_default_str();
    app.add_flag("--greedy", sampling.greedy, "always the likeliest token; overrides sampling");
    app.add_option("--max-new-tokens", max_new_tokens, "how much is written at most")
        ->check(wholeNumber(1, std::numeric_limits<int>::max()))
        ->type_name("N")
        ->capture_default_str();
    app.add_flag("--ignore-end", ignore_end, "write on after an end-of-text token");
}

lens::GenerationRequest GenerationOptions::request(std::vector<int> ids,
                                                   const std::vector<codec::DistortionSpec>& specs) const {
    lens::GenerationRequest request;
    request.prompt = std::move(ids);
    request.streams.emplace_back();
    for (const codec::DistortionSpec& spec : specs) request.streams.push_back({spec});
    request.scope = scope;
    request.sampling = sampling;
    request.max_new_tokens = max_new_tokens;
    request.stop_at_end = !ignore_end;
    return request;
}

}  // namespace lossylens::app
