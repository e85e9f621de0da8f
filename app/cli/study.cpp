#include <fstream>
#include <iterator>

#include "app/cli/command.h"
#include "app/cli/shown_summary.h"
#include "study/merge.h"
#include "study/row_folder.h"
#include "study/study_report.h"

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

class StudyReportCommand final : public Command {
public:
    explicit StudyReportCommand(CLI::App& parent)
        : Command(parent, "report", "Write what a study says as a page of Markdown, with how to repeat it") {
        app_->add_option("rows", folders_,
                         "rows folders: of one study, or of several with the same prompts and seeds")
            ->required()
            ->type_name("FOLDER");
        app_->add_option("--paper", paper_, "rows of the paper's prompt, shown beside what the paper reports")
            ->type_name("FOLDER");
        app_->add_option("--title", report_.title, "without it, the study's name")->type_name("TEXT");
        app_->add_option("--words", words_, "a file of Markdown to be put first")->type_name("FILE");
        options_.addTo(*app_);
    }

    Result<Answer> run(const std::stop_token&) override {
        for (const std::string& folder : folders_) {
            auto study = study::readReportedStudy(folder);
            if (!study) return tl::unexpected(study.error());
            report_.studies.push_back(*std::move(study));
        }
        if (!paper_.empty()) {
            auto study = study::readReportedStudy(paper_);
            if (!study) return tl::unexpected(study.error());
            report_.paper = *std::move(study);
        }
        if (!words_.empty()) {
            std::ifstream stream(words_, std::ios::binary);
            if (!stream) return fail(ErrorCode::not_found, words_, "cannot be read", "name a file of text");
            report_.words = {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
        }
        report_.options.bootstrap = options_.bootstrap;
        return Answer{.bytes = study::toMarkdown(report_)};
    }

private:
    std::vector<std::string> folders_;
    std::string paper_, words_;
    study::StudyReport report_;
    SummaryChoice options_;
};

class MergeCommand final : public Command {
public:
    explicit MergeCommand(CLI::App& parent)
        : Command(parent, "merge",
                  "Put the rows of a study's shards into one folder, as one machine makes it") {
        app_->add_option("folders", folders_, "the shards' rows folders")->required()->type_name("FOLDER");
        app_->add_option("--rows", into_, "the folder to make")->required()->type_name("FOLDER");
        app_->add_flag("--without-texts", without_texts_,
                       "leave texts and ids away and pack the rows: all that a summary or report needs");
    }

    Result<Answer> run(const std::stop_token&) override {
        const auto merged =
            study::mergeFolders({folders_.begin(), folders_.end()}, into_,
                                without_texts_ ? study::RowTexts::dropped : study::RowTexts::kept);
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
    bool without_texts_ = false;
};

}  // namespace

std::vector<CommandPointer> makeStudy(CLI::App& parent) {
    CLI::App* const study = parent.add_subcommand("study", "Look at what a sweep has made");
    study->require_subcommand(1);
    std::vector<CommandPointer> commands;
    commands.push_back(std::make_unique<SummaryCommand>(*study));
    commands.push_back(std::make_unique<StudyReportCommand>(*study));
    commands.push_back(std::make_unique<MergeCommand>(parent));
    return commands;
}

}  // namespace lossylens::app
