#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/bench/machine.h"
#include "lens/subject.h"
#include "metrics/spread.h"

namespace lossylens::bench {

using metrics::Spread;

// How fast the engine is on this machine; docs/files.md says what each figure is.
struct EngineRequest {
    std::filesystem::path model;
    nn::LoadOptions options;
    std::vector<int> streams;  // how many at once
    std::vector<int> prompts;  // lengths in ids; cut to the model's context
    bool stops = true;         // measure stopping as well
    int rounds = 1;            // each loads the model anew and measures everything once
    std::string text;          // what is fed; repeated where it is too short
};

struct DecodeFigure {
    int streams = 0;
    Spread ms_per_step;
};
struct PromptFigure {
    int tokens = 0;
    Spread ms;
};
// What was not measured, because nobody asked or a stop came before it, is empty.
struct EngineFigures {
    std::optional<Spread> load_ms;         // opening the files to a model that can run
    std::optional<Spread> first_token_ms;  // the same, and a short prompt, to the first logits
    std::vector<DecodeFigure> decode;
    std::vector<PromptFigure> prompts;
    std::optional<Memory> memory;          // while a pair runs, before anything else is measured
    std::optional<Spread> read_bandwidth;  // bytes a second with the same threads
    std::optional<double> weight_bytes;    // of the file, that a step has to read
    // From a stop to its end, over several moments of a prompt of 512 ids, and of a pair that is written.
    std::optional<Spread> stop_in_prompt_ms, stop_in_writing_ms;
    bool stopped = false;  // before all rounds were done

    // The mean step of so many streams.
    [[nodiscard]] std::optional<double> step(int streams) const;
    [[nodiscard]] std::optional<double> pairAgainstOne() const;
    [[nodiscard]] std::optional<double> readLimitMs() const;  // weight_bytes at read_bandwidth
    [[nodiscard]] std::optional<double> pairAgainstReadLimit() const;
    [[nodiscard]] std::optional<double> promptTokensPerSecond() const;  // of the longest prompt
};

// A stop gives what was measured until then. Errors: those of lens and nn.
[[nodiscard]] Result<EngineFigures> measureEngine(const EngineRequest& request, const std::stop_token& stop);

// `count` ids of the text, from its start again where it is too short; at most the model's context.
[[nodiscard]] Result<std::vector<int>> idsOf(const lens::Subject& subject, const std::string& text,
                                             std::size_t count);

}  // namespace lossylens::bench
