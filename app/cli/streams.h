#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/layout_options.h"
#include "base/result.h"
#include "codec/distortion.h"

namespace lossylens::app {

// Which distortions a command looks at: qualities, distortions by name, or both.
struct StreamOptions {
    std::vector<std::string> qualities;    // lists; empty: 25
    std::vector<std::string> distortions;  // "jpeg", "rotation", "jpeg-25", "rotation@jpeg-25"; empty: jpeg
    LayoutOptions plane;                   // of JPEG

    void addTo(CLI::App& app);
    // A distortion without a strength is taken at every quality (rotation: matched to it). Qualities that are
    // written down but that no such distortion takes up are JPEG's. The layout is that of all whose names
    // have none. Errors: usage.
    [[nodiscard]] Result<std::vector<codec::DistortionSpec>> specs() const;
};

}  // namespace lossylens::app
