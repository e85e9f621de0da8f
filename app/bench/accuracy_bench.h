#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "lens/subject.h"

namespace lossylens::bench {

// How far a way of loading is from the exact mode, on a fixed text, position by position.
struct FastAgainstExact {
    double mean_kl = 0;  // nats, exact || fast
    double top1_agreement = 0;
    int positions = 0;
};

// Up to 500 ids of `text`. Errors: those of lens and nn; cancelled.
[[nodiscard]] Result<FastAgainstExact> compareWithExact(const std::filesystem::path& model,
                                                        const nn::LoadOptions& options,
                                                        const std::string& text, const std::stop_token& stop);

}  // namespace lossylens::bench
