#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/cli/options.h"
#include "app/cli/streams.h"
#include "study/run_study.h"
#include "study/study.h"

namespace lossylens::app {

// A study, from a file (or from the folder of one that was begun) or from options, and how it is carried out.
struct SweepOptions {
    std::string source;  // study file or folder; empty: the options below
    std::vector<std::string> prompts, prompt_files;
    std::string seeds = "5";
    StreamOptions streams;
    GenerationOptions generation;
    bool chat = false;
    study::CollapseRule collapse;

    std::string rows;  // folder; empty: named after the study
    std::string shard = "1/1";
    study::RunSettings run;
    bool plan = false;

    void addTo(CLI::App& app);
    // With the model and precision of `common`, where they were given. Errors: usage, those of study's files.
    [[nodiscard]] Result<study::Study> study(const CommonOptions& common) const;
    [[nodiscard]] std::string rowsFolder() const;
    [[nodiscard]] Result<study::RunSettings> settings(const CommonOptions& common) const;

private:
    [[nodiscard]] Result<study::Study> fromOptions() const;
    [[nodiscard]] Result<study::Study> fromSource() const;
    std::vector<CLI::Option*> defining_;  // not beside a file
};

}  // namespace lossylens::app
