#pragma once

#include <span>
#include <stop_token>
#include <vector>

#include "lens/subject.h"

namespace lossylens::bench {

// From the moment in which somebody presses stop until the work has ended, at several moments of it.
struct StopTimes {
    std::vector<double> in_prompt_ms;   // one long prompt is fed
    std::vector<double> in_writing_ms;  // a baseline and a distorted text are written after it
};

// `prompt`: ids. Errors: those of lens and nn; cancelled.
[[nodiscard]] Result<StopTimes> measureStopping(const lens::SubjectPointer& subject,
                                                std::span<const int> prompt, const std::stop_token& stop);

}  // namespace lossylens::bench
