#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "codec/distortion.h"
#include "lens/generate.h"
#include "lens/subject.h"

namespace lossylens::app {

enum class Format { text, json, csv };

// What every subcommand takes.
struct CommonOptions {
    std::string model;  // a name, file or folder; empty: the default model
    Format format = Format::text;
    std::string output;  // a file; empty: standard output
    int threads = usualThreads();
    nn::Precision precision = nn::Precision::stored;
    bool quiet = false;
    CLI::Option* precision_option = nullptr;  // says whether it was given

    void addTo(CLI::App& app);
    [[nodiscard]] static int usualThreads();
    // Finds and loads the model. Errors: those of hub::findModel and lens::openSubject.
    [[nodiscard]] Result<lens::SubjectPointer> open(
        const std::stop_token& stop, nn::Activations activations = nn::Activations::eight_bits) const;
};

// A prompt as the model reads it.
struct EncodedPrompt {
    std::string text;  // as the tokenizer gets it
    std::vector<int> ids;
    std::optional<std::string> message = {};  // that the model's chat template made `text` of, if it did
};
// Errors: unsupported (no chat template), those of the tokenizer.
[[nodiscard]] Result<EncodedPrompt> encodePrompt(const text::Tokenizer& tokenizer, std::string given,
                                                 bool chat);

// Where a prompt comes from: exactly one of the two.
struct PromptOptions {
    std::optional<std::string> prompt;  // raw text; "-" is standard input
    std::optional<std::string> file;
    bool chat = false;  // wrapped in the model's chat template

    void addTo(CLI::App& app);
    // Errors: usage (invalid UTF-8: says at which byte), those of reading it, unsupported (no chat template),
    // those of the tokenizer.
    [[nodiscard]] Result<EncodedPrompt> encode(const text::Tokenizer& tokenizer,
                                               const std::stop_token& stop) const;

private:
    [[nodiscard]] Result<std::string> given(const std::stop_token& stop) const;
};

struct PromptedSubject {
    lens::SubjectPointer subject;
    EncodedPrompt prompt;
};
// What most commands start with. Errors: those of CommonOptions::open and PromptOptions::encode.
[[nodiscard]] Result<PromptedSubject> openWithPrompt(
    const CommonOptions& common, const PromptOptions& prompt, const std::stop_token& stop,
    nn::Activations activations = nn::Activations::eight_bits);

// How a text is written.
struct GenerationOptions {
    nn::Sampling sampling;
    lens::Scope scope = lens::Scope::both;
    int max_new_tokens = 200;
    bool ignore_end = false;  // write on after the end-of-text token

    void addTo(CLI::App& app);
    // With the baseline in front of `specs`.
    [[nodiscard]] lens::GenerationRequest request(std::vector<int> ids,
                                                  const std::vector<codec::DistortionSpec>& specs) const;
};

}  // namespace lossylens::app
