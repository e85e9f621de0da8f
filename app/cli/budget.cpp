#include "lens/budget.h"

#include <algorithm>

#include "app/cli/checks.h"
#include "app/cli/command.h"
#include "app/cli/lists.h"
#include "app/cli/progress.h"
#include "app/cli/shown.h"
#include "app/cli/table.h"

namespace lossylens::app {
namespace {

std::vector<std::string> rowOf(const lens::Allocation& allocation) {
    return {allocation.name, std::to_string(allocation.bytes), fixed(allocation.mean_cosine, 4),
            fixed(allocation.damage.kl, 4), fixed(100 * allocation.damage.top1, 0) + " %"};
}

// Where the mean of the random allocations lies, in words.
std::string randomText(const lens::Budget& budget) {
    if (budget.random.empty()) return {};
    double sum = 0;
    for (const lens::Allocation& allocation : budget.random) sum += allocation.damage.kl;
    const auto kl = [](const lens::Allocation& allocation) { return allocation.damage.kl; };
    const auto [least, most] = std::ranges::minmax_element(budget.random, {}, kl);
    return "random, n = " + std::to_string(budget.random.size()) + ": mean KL " +
           fixed(sum / static_cast<double>(budget.random.size()), 4) + ", from " +
           fixed(least->damage.kl, 4) + " to " + fixed(most->damage.kl, 4) + "\n";
}

std::string textOf(const lens::Budget& budget) {
    Table table({"allocation", "bytes", "cosine, mean", "KL", "top-1"});
    table.add(rowOf(budget.uniform));
    if (budget.greedy) table.add(rowOf(*budget.greedy));
    for (const lens::Allocation& allocation : budget.random) table.add(rowOf(allocation));
    Table tokens({"token", "uniform", "greedy"});
    for (std::size_t i = 0; i < budget.ids.size(); ++i) {
        tokens.add({visible(budget.pieces[i]), std::to_string(budget.uniform.qualities[i]),
                    budget.greedy ? std::to_string(budget.greedy->qualities[i]) : "–"});
    }
    return "budget: " +
           fixed(budget.budget, budget.currency == lens::BudgetRequest::Currency::bytes ? 0 : 4) + " " +
           std::string(lens::nameOf(budget.currency)) + " for " + std::to_string(budget.ids.size()) +
           " tokens; KL in nats over the " + std::to_string(budget.continuation) +
           " tokens of the continuation " + visible(budget.continuation_text) + "\n" + table.text() +
           randomText(budget) + "\nquality of each token\n" + tokens.text();
}

class BudgetCommand final : public Command {
public:
    explicit BudgetCommand(CLI::App& parent)
        : Command(parent, "budget",
                  "Spend bytes or cosine on a prompt's tokens: evenly, at random, by measured KL") {
        prompt_.addTo(*app_);
        auto* budget = app_->add_option_group("Budget");
        budget->add_option("--quality", request_.quality, "as many bytes as this JPEG quality takes")
            ->check(wholeNumber(1, 100))
            ->type_name("Q")
            ->capture_default_str();
        budget->add_option("--bytes-per-token", bytes_, "of the JPEG files, on average")->type_name("X");
        budget->add_option("--cosine-per-token", cosine_, "mean of the tokens' cosines")->type_name("X");
        budget->require_option(0, 1);
        app_->add_option("--qualities", qualities_, "that a token may get; may be repeated")
            ->allow_extra_args(false)
            ->type_name("LIST")
            ->default_str("1,5,10,15,25,40,60,75,90,100");
        app_->add_option("--continuation", request_.continuation,
                         "tokens of the undistorted model's continuation that are compared, at most")
            ->check(wholeNumber(1, 100'000))
            ->type_name("N")
            ->capture_default_str();
        app_->add_option("--random", request_.random_draws, "how many random allocations")
            ->check(wholeNumber(0, 10'000))
            ->type_name("N")
            ->capture_default_str();
        app_->add_option("--seed", request_.seed, "of the random allocations")
            ->type_name("N")
            ->capture_default_str();
    }

    Result<Answer> run(const std::stop_token& stop) override {
        if (bytes_) request_.per_token = bytes_;
        if (cosine_) {
            request_.per_token = cosine_;
            request_.currency = lens::BudgetRequest::Currency::cosine;
        }
        if (!qualities_.empty()) {
            const auto list = parseList("--qualities", qualities_, 1, 100);
            if (!list) return tl::unexpected(list.error());
            request_.qualities = *list;
        }
        // A measurement, as score is.
        const auto opened = openWithPrompt(common_, prompt_, stop, nn::Activations::float32);
        if (!opened) return tl::unexpected(opened.error());
        const lens::SubjectPointer& subject = opened->subject;
        request_.prompt = opened->prompt.ids;
        Progress progress(common_.quiet);
        const auto spent = lens::spendBudget(
            subject, request_,
            [&progress](const std::string& name, double now, double budget) {
                progress.show(name + ": " + fixed(now, 1) + ", down to " + fixed(budget, 1));
            },
            stop);
        if (!spent) return tl::unexpected(spent.error());
        Answer answer{.bytes = shown(*spent, common_.format, textOf)};
        if (spent->stopped) {
            answer.code = ExitCode::interrupted;
            answer.message = "interrupted before the last allocation was found";
        }
        return answer;
    }

private:
    PromptOptions prompt_;
    std::vector<std::string> qualities_;
    std::optional<double> bytes_, cosine_;
    lens::BudgetRequest request_;
};

}  // namespace

CommandPointer makeBudget(CLI::App& parent) { return std::make_unique<BudgetCommand>(parent); }

}  // namespace lossylens::app
