#include "app/cli/command.h"
#include "app/cli/shown_summary.h"
#include "study/merge.h"
#include "study/row_folder.h"

namespace lossylens::app {
namespace {

class SummaryCommand final : public Command {
public:
    explicit SummaryCommand(CLI::App& parent)
        : Command(parent, "summary", "What a study says, with intervals, tests and thresholds") {
        app_->add_option("rows", rows_, "rows folders or rows.jsonl files")->required()->type_name("ROWS");
        options_.addTo(*app_);
    }

    Result<Answer> run(const std::stop_token&) override {
        std::vector<study::TrialRow> rows;
        for (const std::string& path : rows_) {
            auto some = study::readRows(path);
            if (!some) return tl::unexpected(some.error());
            rows.insert(rows.end(), some->begin(), some->end());
        }
        return Answer{.bytes = options_.shown(std::move(rows), common_.format)};
    }

private:
    std::vector<std::string> rows_;
    SummaryChoice options_;
};

class MergeCommand final : public Command {
public:
    explicit MergeCommand(CLI::App& parent)
        : Command(parent, "merge",
                  "Put the rows of a study's shards into one folder, as one machine makes it") {
        app_->add_option("folders", folders_, "the shards' rows folders")->required()->type_name("FOLDER");
        app_->add_option("--rows", into_, "the folder to make")->required()->type_name("FOLDER");
    }

    Result<Answer> run(const std::stop_token&) override {
        const auto merged = study::mergeFolders({folders_.begin(), folders_.end()}, into_);
        if (!merged) return tl::unexpected(merged.error());
        Answer answer{.bytes = std::to_string(merged->trials) + " trials in " + into_ + "\n"};
        if (!merged->complete()) {
            answer.code = ExitCode::failed;
            answer.message = std::to_string(merged->wanted - merged->trials) + " of " +
                             std::to_string(merged->wanted) +
                             " trials are in none of the folders; carry them out with sweep and merge again";
        }
        return answer;
    }

private:
    std::vector<std::string> folders_;
    std::string into_;
};

}  // namespace

std::vector<CommandPointer> makeStudy(CLI::App& parent) {
    CLI::App* const study = parent.add_subcommand("study", "Look at what a sweep has made");
    study->require_subcommand(1);
    std::vector<CommandPointer> commands;
    commands.push_back(std::make_unique<SummaryCommand>(*study));
    commands.push_back(std::make_unique<MergeCommand>(parent));
    return commands;
}

}  // namespace lossylens::app
