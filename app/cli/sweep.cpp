#include <filesystem>
#include <set>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/shown_summary.h"
#include "app/cli/sweep_options.h"
#include "app/cli/table.h"
#include "study/planned_cost.h"

namespace lossylens::app {
namespace {

std::string durationText(double seconds) {
    if (seconds < 100) return fixed(seconds, 0) + " s";
    if (seconds < 100 * 60) return fixed(seconds / 60, 0) + " min";
    return fixed(seconds / 3600, 1) + " h";
}

std::string tokensASecond(const study::StudyProgress& progress) {
    return fixed(static_cast<double>(progress.tokens) / progress.seconds, 0);
}

std::string lineOf(const study::StudyProgress& progress) {
    std::string line = "trial " + std::to_string(progress.done) + " of " + std::to_string(progress.all) +
                       ", " + std::to_string(progress.writing) + " texts at once";
    if (progress.seconds > 1) line.append(", ").append(tokensASecond(progress)).append(" tokens a second");
    if (progress.seconds_left) line.append(", ").append(durationText(*progress.seconds_left)).append(" left");
    return line;
}

std::string planText(const study::PlannedCost& cost, Format format) {
    if (format == Format::json) return jsonLine(study::toJson(cost));
    if (format == Format::csv) {
        return "trials,done,tokens,minutes,step_ms,prompt_ms,score_ms\r\n" + std::to_string(cost.trials) +
               "," + std::to_string(cost.done) + "," + std::to_string(cost.tokens) + "," +
               lens::csvNumber(cost.seconds / 60) + "," + lens::csvNumber(cost.step_ms) + "," +
               lens::csvNumber(cost.prompt_ms) + "," + lens::csvNumber(cost.score_ms) + "\r\n";
    }
    return std::to_string(cost.trials) + " trials, " + std::to_string(cost.done) + " of them done; at most " +
           std::to_string(cost.tokens) + " tokens and " + durationText(cost.seconds) + " (" +
           fixed(cost.step_ms, 1) + " ms a token of the whole batch, " + fixed(cost.score_ms, 0) +
           " ms to score a text)\n";
}

class SweepCommand final : public Command {
public:
    explicit SweepCommand(CLI::App& parent)
        : Command(parent, "sweep",
                  "Carry out a study: many prompts, seeds and distortions; goes on where it was") {
        options_.addTo(*app_);
        summary_.addTo(*app_);
    }

    Result<Answer> run(const std::stop_token& stop) override {
        const auto settings = options_.settings(common_);
        if (!settings) return tl::unexpected(settings.error());
        const auto study = options_.study(common_);
        if (!study) return tl::unexpected(study.error());
        CommonOptions common = common_;
        common.model = study->model;
        common.precision = study->precision;
        const auto subject = common.open(stop);
        if (!subject) return tl::unexpected(subject.error());
        auto prepared = study::PreparedStudy::make(*subject, *study);
        if (!prepared) return tl::unexpected(prepared.error());
        if (options_.plan) return plan(*prepared, *settings, stop);
        return carryOut(*prepared, *settings, stop);
    }

private:
    Result<Answer> plan(const study::PreparedStudy& prepared, const study::RunSettings& settings,
                        const std::stop_token& stop) const {
        std::set<int> done;
        const std::filesystem::path rows = std::filesystem::path(options_.rowsFolder()) / "rows.jsonl";
        if (std::filesystem::exists(rows)) {
            const auto known = study::readRows(rows);
            if (!known) return tl::unexpected(known.error());
            for (const study::TrialRow& row : *known) done.insert(row.trial);
        }
        const auto cost = study::planCost(prepared, done, settings, stop);
        if (!cost) return tl::unexpected(cost.error());
        return Answer{.bytes = planText(*cost, common_.format)};
    }

    Result<Answer> carryOut(study::PreparedStudy& prepared, const study::RunSettings& settings,
                            const std::stop_token& stop) const {
        auto folder = study::RowFolder::open(options_.rowsFolder(), prepared.study(),
                                             lens::describe(*prepared.subject()->checkpoint));
        if (!folder) return tl::unexpected(folder.error());
        Progress progress(common_.quiet);
        const auto outcome = study::runStudy(
            prepared, *folder, settings,
            [&progress](const study::StudyProgress& now) { progress.show(lineOf(now)); }, stop);
        if (!outcome) return tl::unexpected(outcome.error());
        Answer answer;
        if (outcome->complete() && settings.shard.count == 1) {  // a part alone says nothing
            answer.bytes = summary_.shown(folder->rows(), common_.format);
        } else if (!outcome->complete()) {
            answer.code = ExitCode::interrupted;
            answer.message = "paused after " + std::to_string(outcome->done) + " of " +
                             std::to_string(outcome->all) + " trials; the same command goes on";
        }
        return answer;
    }

    SweepOptions options_;
    SummaryChoice summary_;
};

}  // namespace

CommandPointer makeSweep(CLI::App& parent) { return std::make_unique<SweepCommand>(parent); }

}  // namespace lossylens::app
