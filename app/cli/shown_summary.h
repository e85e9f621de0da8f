#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/options.h"
#include "study/summary.h"

namespace lossylens::app {

// How a summary is made and shown, by `sweep` at its end and by `study summary`.
struct SummaryChoice {
    study::Bootstrap bootstrap;

    void addTo(CLI::App& app);
    [[nodiscard]] std::string shown(std::vector<study::TrialRow> rows, Format format) const;
};

}  // namespace lossylens::app
