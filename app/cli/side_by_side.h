#pragma once

#include <stop_token>

#include "app/cli/options.h"
#include "app/cli/streams.h"
#include "lens/files.h"

namespace lossylens::app {

// The streams of a prompt side by side, and the prompt through each distortion. The request's ids are those
// of the prompt. Errors: usage, and those of the rooms below. A stop gives a document that is marked stopped.
[[nodiscard]] Result<lens::RunDocument> carryOut(const PromptedSubject& opened,
                                                 lens::GenerationRequest request, bool quiet,
                                                 const std::stop_token& stop);

// What `run` and `shot` both make: the streams of a prompt side by side, and the prompt through each
// distortion.
struct SideBySideOptions {
    PromptOptions prompt;
    StreamOptions streams;
    GenerationOptions generation;

    void addTo(CLI::App& app);
    // Errors: usage, and those of the rooms below. A stop gives a document that is marked stopped.
    [[nodiscard]] Result<lens::RunDocument> carryOut(const PromptedSubject& opened, bool quiet,
                                                     const std::stop_token& stop) const;
};

}  // namespace lossylens::app
