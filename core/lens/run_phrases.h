#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "metrics/phrases.h"

namespace lossylens::lens {

// What the words of each stream are against the baseline's, over the texts of several runs (their JSON files,
// as RunDocument is written; other seeds or prompts).
struct StreamPhrases {
    std::string name;  // of the stream
    int texts = 0, baseline_texts = 0;
    std::vector<metrics::Phrase> phrases;  // most typical of the stream first, of the baseline last
};
struct RunPhrases {
    std::vector<StreamPhrases> streams;
};

// `listed`: how many phrases at either end. Errors: those of reading (not_found, corrupt, limit, naming the
// file); usage where a file is no run, or there is no distorted stream.
[[nodiscard]] Result<RunPhrases> comparePhrasesOfRuns(std::span<const std::filesystem::path> files,
                                                      std::size_t listed);

}  // namespace lossylens::lens
