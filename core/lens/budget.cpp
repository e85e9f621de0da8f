#include "lens/budget.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/random.h"
#include "lens/greedy_allocation.h"
#include "lens/quality_ladder.h"
#include "lens/token_effects.h"

namespace lossylens::lens {
namespace {

using Levels = QualityLadder::Levels;
using Step = QualityLadder::Step;

bool isQuality(int quality) { return quality >= 1 && quality <= 100; }

std::string amount(double number) {
    const double rounded = std::round(number * 1000) / 1000;
    std::string digits = std::to_string(rounded);
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
    return digits;
}

double priceOf(std::span<const Step> steps) {
    return std::accumulate(steps.begin(), steps.end(), 0.0,
                           [](double sum, const Step& step) { return sum + step.price; });
}

// The one quality for all that can be afforded: the highest. Prices of one quality rise but for a byte here
// and there, so that all are tried.
Result<std::vector<Step>> uniformSteps(QualityLadder& ladder, const BudgetRequest& request) {
    if (!request.per_token) return ladder.uniform(request.quality);
    const double budget = *request.per_token * static_cast<double>(ladder.tokens());
    for (int quality = 100; quality >= 1; --quality) {
        auto steps = ladder.uniform(quality);
        if (!steps || priceOf(*steps) <= budget) return steps;
    }
    const auto least = ladder.uniform(1);
    if (!least) return least;
    return fail(ErrorCode::usage, "budget",
                amount(*request.per_token) + " a token is less than quality 1 needs, " +
                    amount(priceOf(*least) / static_cast<double>(ladder.tokens())),
                "allow more");
}

// Raises tokens that are drawn one after the other for as long as one can be afforded.
Levels randomLevels(const QualityLadder& ladder, double budget, std::uint64_t seed, int draw) {
    Levels levels(ladder.tokens(), 0);
    double spent = ladder.price(levels);
    for (std::uint64_t turn = 0;; ++turn) {
        std::vector<std::size_t> affordable;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            if (levels[i] == ladder.top(i)) continue;
            const double more = ladder.at(i, levels[i] + 1).price - ladder.at(i, levels[i]).price;
            if (spent + more <= budget) affordable.push_back(i);
        }
        if (affordable.empty()) return levels;
        const std::uint64_t bits = randomBits({seed, static_cast<std::uint64_t>(draw), turn});
        ++levels[affordable[bits % affordable.size()]];
        spent = ladder.price(levels);
    }
}

Result<void> addRandom(Budget& result, const QualityLadder& ladder, PromptDamage& damage,
                       const BudgetRequest& request, const std::stop_token& stop) {
    std::vector<PromptDamage::Rows> variants;
    std::vector<Allocation> allocations;
    for (int draw = 1; draw <= request.random_draws; ++draw) {
        const Levels levels = randomLevels(ladder, result.budget, request.seed, draw);
        allocations.push_back(ladder.allocation("random-" + std::to_string(draw), levels));
        variants.push_back(ladder.rows(levels));
    }
    const auto measured = damage.measure(variants, stop);
    if (!measured) return tl::unexpected(measured.error());
    for (std::size_t i = 0; i < allocations.size(); ++i) allocations[i].damage = (*measured)[i];
    result.random = std::move(allocations);
    return {};
}

Result<void> addGreedy(Budget& result, const QualityLadder& ladder, PromptDamage& damage,
                       const BudgetProgress& progress, const std::stop_token& stop) {
    const auto report = [&](double spent) {
        if (progress) progress("greedy", spent, result.budget);
    };
    const auto found = allocateGreedily(ladder, damage, result.budget, report, stop);
    if (!found) return tl::unexpected(found.error());
    result.greedy = ladder.allocation("greedy", found->levels);
    result.greedy->damage = found->damage;
    return {};
}

}  // namespace

Result<void> BudgetRequest::check() const {
    if (prompt.empty()) return fail(ErrorCode::usage, "prompt", "is empty", "write at least one token");
    if (!isQuality(quality) || qualities.empty() || !std::ranges::all_of(qualities, isQuality)) {
        return fail(ErrorCode::usage, "qualities", "are not all from 1 to 100",
                    "write a list such as 5,25,75");
    }
    if (per_token && !(std::isfinite(*per_token) && *per_token > 0))
        return fail(ErrorCode::usage, "budget", "is no number above 0",
                    "say what a token may spend on average");
    if (random_draws < 0 || random_draws > 10'000)
        return fail(ErrorCode::usage, "random draws", "are out of range", "choose from 0 to 10000");
    return {};
}

Result<Budget> spendBudget(const SubjectPointer& subject, const BudgetRequest& request,
                           const BudgetProgress& progress, std::stop_token stop) {
    if (auto good = request.check(); !good) return tl::unexpected(good.error());
    auto ladder = QualityLadder::of(subject, request);
    if (!ladder) return tl::unexpected(ladder.error());
    const auto uniform = uniformSteps(*ladder, request);
    if (!uniform) return tl::unexpected(uniform.error());
    Budget result;
    result.ids = request.prompt;
    result.pieces = text::pieces(*subject->tokenizer, request.prompt);
    result.currency = request.currency;
    // Nobody may have more than uniform really spends: otherwise what it leaves over would decide.
    result.budget = priceOf(*uniform);
    const double least = ladder->price(Levels(ladder->tokens(), 0));
    if (least > result.budget) {
        return fail(ErrorCode::usage, "budget",
                    amount(result.budget / static_cast<double>(ladder->tokens())) +
                        " a token is less than the lowest qualities need, " +
                        amount(least / static_cast<double>(ladder->tokens())),
                    "allow more or lower qualities");
    }
    auto damage = PromptDamage::of(subject, ladder->before(), request.continuation, stop);
    if (!damage) return tl::unexpected(damage.error());
    result.continuation = static_cast<int>(damage->continuation().size());
    result.continuation_text = textOf(*subject->tokenizer, damage->continuation());

    PromptDamage::Rows rows;
    for (const Step& step : *uniform) rows.push_back(step.row);
    const auto of_uniform = damage->measure(std::span(&rows, 1), stop);
    if (!of_uniform) return tl::unexpected(of_uniform.error());
    result.uniform = allocationOf("uniform", *uniform);
    result.uniform.damage = of_uniform->front();
    auto done = addRandom(result, *ladder, *damage, request, stop);
    if (done) done = addGreedy(result, *ladder, *damage, progress, stop);
    if (!done && done.error().code != ErrorCode::cancelled) return tl::unexpected(done.error());
    result.stopped = !done;
    result.measured = damage->measured();
    return result;
}

}  // namespace lossylens::lens
