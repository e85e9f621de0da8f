#pragma once

#include <functional>
#include <stop_token>

#include "lens/quality_ladder.h"

namespace lossylens::lens {

struct GreedyAllocation {
    QualityLadder::Levels levels;
    PromptDamage::Damage damage;
};
// From the top of the ladder down to the budget, by the measured KL each step costs a unit of its price, the
// cheapest first; then up again where something is left, by what it gains. A step's KL is measured anew only
// when it comes to the front: one that was dear before seldom becomes cheap. The budget suffices for the
// lowest levels. `report`: what is spent now. Errors: those of PromptDamage.
[[nodiscard]] Result<GreedyAllocation> allocateGreedily(const QualityLadder& ladder, PromptDamage& damage,
                                                        double budget,
                                                        const std::function<void(double)>& report,
                                                        const std::stop_token& stop);

}  // namespace lossylens::lens
