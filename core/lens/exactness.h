#pragma once

#include <functional>
#include <stop_token>
#include <string_view>

#include "lens/subject.h"

namespace lossylens::lens {

// How far a model as it runs is from the exact mode (float32 throughout), over the positions of a fixed text.
struct Exactness {
    int positions = 0;          // n
    double mean_kl = 0;         // nats, exact ‖ as it runs
    double top1_agreement = 0;  // share of positions with the same likeliest token
};

struct ExactnessOptions {
    int threads = 2;
    int most_positions = 500;                   // of the text; the model's context, if that is less
    std::function<void(double)> progress = {};  // 0 … 1, from the calling thread; may be empty
};

// Loads the exact model beside the one that runs: memory for its weights in float32 is needed. Errors: those
// of nn, cancelled among them; of the tokenizer.
[[nodiscard]] Result<Exactness> compareWithExact(const Subject& subject, std::string_view text,
                                                 const ExactnessOptions& options, std::stop_token stop);

}  // namespace lossylens::lens
