#pragma once

#include <deque>
#include <span>
#include <vector>

#include "lens/budget.h"
#include "lens/distorted_embedding.h"

namespace lossylens::lens {

// The qualities that each token of a prompt may get, with the rows they give. Part of the budget.
class QualityLadder {
public:
    struct Step {
        int quality = 0;
        double price = 0;  // in the budget's currency
        double cosine = 0;
        int bytes = 0;
        const float* row = nullptr;  // d numbers
    };
    using Levels = std::vector<int>;  // a step for each token

    // Steps rise in price: qualities that cost no more than a lower one are left out. Errors: those of
    // BudgetRequest::check and codec; usage where a token has no cosine.
    [[nodiscard]] static Result<QualityLadder> of(const SubjectPointer& subject,
                                                  const BudgetRequest& request);

    [[nodiscard]] std::size_t tokens() const { return steps_.size(); }
    [[nodiscard]] const Step& at(std::size_t token, int level) const {
        return steps_[token][static_cast<std::size_t>(level)];
    }
    [[nodiscard]] int top(std::size_t token) const { return static_cast<int>(steps_[token].size()) - 1; }
    [[nodiscard]] double price(const Levels& levels) const;
    [[nodiscard]] PromptDamage::Rows rows(const Levels& levels) const;
    [[nodiscard]] PromptDamage::Rows before() const;  // undistorted
    [[nodiscard]] Allocation allocation(std::string name, const Levels& levels) const;

    // All tokens at one quality from 1 to 100.
    [[nodiscard]] Result<std::vector<Step>> uniform(int quality);

private:
    QualityLadder(SubjectPointer subject, const BudgetRequest& request);
    [[nodiscard]] Result<Step> stepOf(int id, int quality);

    SubjectPointer subject_;
    std::vector<int> prompt_;
    BudgetRequest::Currency currency_;
    std::deque<DistortedEmbedding> embeddings_;  // by quality, from 1; each keeps its rows
    std::vector<std::vector<Step>> steps_;       // by token
    std::vector<float> before_;
};

// What steps, one a token, cost together; without their damage.
[[nodiscard]] Allocation allocationOf(std::string name, std::span<const QualityLadder::Step> steps);

}  // namespace lossylens::lens
