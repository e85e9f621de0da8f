// The command line: one class a subcommand, each in a file of its name. A command adds its options to CLI11
// when it is made, does its work in run(), and hands back an Answer; it prints nothing itself but progress.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <stop_token>

#include "app/cli/answer.h"
#include "app/cli/options.h"

namespace lossylens::app {

class Command {
public:
    Command(CLI::App& parent, const std::string& name, const std::string& description);
    virtual ~Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    // Errors are shown and mapped to an exit code by the caller. A stop gives what was finished, with
    // ExitCode::interrupted.
    [[nodiscard]] virtual Result<Answer> run(const std::stop_token& stop) = 0;
    // Shot writes its picture itself.
    [[nodiscard]] virtual bool writesItsOwnFile() const { return false; }

    [[nodiscard]] bool chosen() const { return app_->parsed(); }
    [[nodiscard]] const CommonOptions& common() const { return common_; }

protected:
    CLI::App* app_;  // owned by its parent
    CommonOptions common_;
};

using CommandPointer = std::unique_ptr<Command>;
[[nodiscard]] CommandPointer makeTokenize(CLI::App& parent);
[[nodiscard]] CommandPointer makeRun(CLI::App& parent);
[[nodiscard]] CommandPointer makeReplay(CLI::App& parent);
[[nodiscard]] CommandPointer makeScore(CLI::App& parent);
[[nodiscard]] CommandPointer makeCurve(CLI::App& parent);
[[nodiscard]] CommandPointer makeVocabulary(CLI::App& parent);
[[nodiscard]] CommandPointer makeDistortions(CLI::App& parent);
[[nodiscard]] CommandPointer makeWords(CLI::App& parent);
[[nodiscard]] CommandPointer makePrompts(CLI::App& parent);
[[nodiscard]] CommandPointer makeAnswers(CLI::App& parent);
[[nodiscard]] CommandPointer makeCollapse(CLI::App& parent);
[[nodiscard]] CommandPointer makeTokens(CLI::App& parent);
[[nodiscard]] CommandPointer makeBudget(CLI::App& parent);
[[nodiscard]] CommandPointer makeShot(CLI::App& parent);
[[nodiscard]] CommandPointer makeSweep(CLI::App& parent);
[[nodiscard]] CommandPointer makeReport(CLI::App& parent);
[[nodiscard]] CommandPointer makeBench(CLI::App& parent);
[[nodiscard]] std::vector<CommandPointer> makeModels(CLI::App& parent);
[[nodiscard]] std::vector<CommandPointer> makeStudy(CLI::App& parent);  // study summary, merge

}  // namespace lossylens::app
