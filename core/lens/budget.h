#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "lens/prompt_damage.h"
#include "lens/subject.h"

namespace lossylens::lens {

// So much to spend over the tokens of a prompt, each of which is a JPEG image of its own quality: who gets
// it?
struct BudgetRequest {
    enum class Currency { bytes, cosine };  // of a token's file; of a token before and after

    std::vector<int> prompt;  // ids
    // What all tokens may spend together, a token on average. Without it, what they spend at `quality`.
    std::optional<double> per_token;
    int quality = 25;
    Currency currency = Currency::bytes;
    std::vector<int> qualities{1, 5, 10, 15, 25, 40, 60, 75, 90, 100};  // that a token may get; and `quality`
    int continuation = 16;                                              // tokens that are compared, at most
    int random_draws = 10;
    std::uint64_t seed = 1;  // of those

    // usage: no prompt, qualities out of range, a budget that is not above 0; no draws is allowed.
    [[nodiscard]] Result<void> check() const;
};

// Qualities for the tokens, and what they cost and do.
struct Allocation {
    std::string name;            // "uniform", "greedy", "random-1" …
    std::vector<int> qualities;  // one a token
    double spent = 0;            // of all tokens, in the budget's currency
    int bytes = 0;               // of all files
    double mean_cosine = 0;
    PromptDamage::Damage damage;
};

// uniform: one quality for all tokens, the highest that can be afforded. greedy: from the highest qualities
// down, always the token that loses least KL a unit of the budget, measured each time; what is left is spent
// where it gains most. random: raised in a random order for as long as there is anything left.
struct Budget {
    std::vector<int> ids;
    std::vector<std::string> pieces;
    BudgetRequest::Currency currency = BudgetRequest::Currency::bytes;
    double budget = 0;  // of all tokens together; with a quality instead, exactly what `uniform` spends
    std::string continuation_text;
    int continuation = 0;  // tokens that were compared: n of every KL
    Allocation uniform;
    std::optional<Allocation> greedy;  // empty where it was stopped before
    std::vector<Allocation> random;
    int measured = 0;  // runs of the model over the prompt that it took
    bool stopped = false;
};

// `progress`, on this thread, may be empty: what the allocation that is being made spends now, of the budget.
using BudgetProgress = std::function<void(const std::string& name, double spent, double budget)>;
// Errors: check()'s; usage where not even the lowest qualities can be afforded (says how much they need),
// where a row has no cosine to spend; those of PromptDamage and codec.
[[nodiscard]] Result<Budget> spendBudget(const SubjectPointer& subject, const BudgetRequest& request,
                                         const BudgetProgress& progress, std::stop_token stop);

}  // namespace lossylens::lens
