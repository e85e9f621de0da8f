#include "app/cli/command.h"
#include "app/cli/lists.h"
#include "app/cli/progress.h"
#include "app/cli/prompt_sets.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

std::string textOf(const lens::CollapseSearch& search) {
    std::vector<std::string> header{"prompt", "collapses at", "baseline"};
    for (const int quality : search.request.qualities) header.push_back(std::to_string(quality));
    Table table(header);
    for (const lens::PromptCollapse& prompt : search.prompts) {
        const auto highest = prompt.highest();
        std::vector<std::string> row{prompt.id, highest ? std::to_string(*highest) : "none of them",
                                     prompt.baseline_collapsed ? "collapsed" : "–"};
        for (const lens::CollapseTrial& trial : prompt.trials) row.emplace_back(trial.collapsed ? "x" : "–");
        table.add(std::move(row));
    }
    return table.text() + "n = " + std::to_string(search.prompts.size()) +
           " prompts, one text a prompt and quality (an anecdote each). Collapsed: a loop at the end that "
           "covers " +
           std::to_string(search.request.rule.loop_ids) + " tokens or more, or seq-rep-4 above " +
           fixed(search.request.rule.seq_rep_4, 2) + "\n";
}

class CollapseCommand final : public Command {
public:
    explicit CollapseCommand(CLI::App& parent)
        : Command(parent, "collapse",
                  "Search for the prompts whose texts collapse at the highest JPEG quality") {
        set_.addTo(*app_);
        app_->add_option("--qualities,--quality", qualities_, "such as 95,75,25 or 5-50; may be repeated")
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->default_str("90,75,60,50,40,30,25,20,15,10,5");
        generation_.max_new_tokens = lens::CollapseRequest().max_new_tokens;
        generation_.addTo(*app_);
        app_->add_flag("--chat", chat_, "wrap each prompt in the model's chat template");
    }

    Result<Answer> run(const std::stop_token& stop) override {
        lens::CollapseRequest request;
        request.sampling = generation_.sampling;
        request.max_new_tokens = generation_.max_new_tokens;
        request.scope = generation_.scope;
        request.stop_at_end = !generation_.ignore_end;
        request.chat = chat_;
        if (!qualities_.empty()) {
            const auto list = parseList("--qualities", qualities_, 1, 100);
            if (!list) return tl::unexpected(list.error());
            request.qualities = *list;
        }
        const auto set = findPromptSet(set_.name);
        if (!set) return tl::unexpected(set.error());
        const auto subject = common_.open(stop);
        if (!subject) return tl::unexpected(subject.error());
        Progress progress(common_.quiet);
        const auto search = lens::searchCollapse(
            *subject, *set, request,
            [&progress](int done, int of, int tokens) {
                progress.show("prompt " + std::to_string(done + 1) + " of " + std::to_string(of) +
                              ", token " + std::to_string(tokens));
            },
            stop);
        if (!search) return tl::unexpected(search.error());
        Answer answer{.bytes = shown(*search, common_.format, textOf)};
        if (search->stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted: " + std::to_string(search->prompts.size()) + " of " +
                             std::to_string(search->planned) + " prompts are written";
        }
        return answer;
    }

private:
    PromptSetOption set_{"general"};
    std::vector<std::string> qualities_;
    GenerationOptions generation_;
    bool chat_ = false;
};

}  // namespace

CommandPointer makeCollapse(CLI::App& parent) { return std::make_unique<CollapseCommand>(parent); }

}  // namespace lossylens::app
