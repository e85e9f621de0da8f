#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/subject.h"

namespace lossylens::bench {

// How fast the engine is on this machine; docs/files.md says what each figure is.
struct DecodeFigure {
    int streams = 0;
    double ms_per_step = 0;
};
struct EngineFigures {
    double load_ms = 0;         // opening the files to a model that can run
    double first_token_ms = 0;  // the same, and a short prompt, to the first id
    std::vector<DecodeFigure> decode;
    double prompt_tokens_per_second = 0;
    std::uint64_t peak_memory_bytes = 0;  // of the process so far
};
// How far stored precision is from the exact mode, on a fixed text.
struct FastAgainstExact {
    double mean_kl = 0;  // nats, exact || fast
    double top1_agreement = 0;
};

// `text`: what is fed; long enough for a prompt of 512 ids or the model's context, else it is repeated.
// Errors: those of lens and nn.
[[nodiscard]] Result<EngineFigures> measureEngine(const std::filesystem::path& model,
                                                  const nn::LoadOptions& options,
                                                  const std::vector<int>& streams, const std::string& text,
                                                  const std::stop_token& stop);
[[nodiscard]] Result<FastAgainstExact> compareWithExact(const std::filesystem::path& model, int threads,
                                                        const std::string& text, const std::stop_token& stop);

}  // namespace lossylens::bench
