#include "app/cli/summary_text.h"

#include <algorithm>
#include <cmath>

#include "app/cli/table.h"

namespace lossylens::app {
namespace {

using study::ArmSummary;
using study::Interval;

std::string withInterval(std::optional<double> value, const std::optional<Interval>& interval, int decimals) {
    if (!value) return "–";
    if (!interval) return fixed(value, decimals);
    return fixed(value, decimals) + " [" + fixed(interval->low, decimals) + ", " +
           fixed(interval->high, decimals) + "]";
}

std::string rateText(const ArmSummary& arm) {
    return std::to_string(arm.collapsed) + "/" + std::to_string(arm.trials) + " [" +
           fixed(arm.collapse_wilson ? std::optional(arm.collapse_wilson->low) : std::nullopt, 2) + ", " +
           fixed(arm.collapse_wilson ? std::optional(arm.collapse_wilson->high) : std::nullopt, 2) + "]";
}

int decimalsOf(const std::string& measure) { return measure == "tokens" || measure == "agreed" ? 1 : 3; }

std::string armsTable(const study::Summary& summary) {
    std::vector<std::string> header{"arm",         "n", "cosine", "bytes", "KL", "collapsed [Wilson]",
                                    "over prompts"};
    for (const auto& measure : summary.arms.front().measures) header.push_back(measure.name);
    Table table(header);
    for (const ArmSummary& arm : summary.arms) {
        std::vector<std::string> row{arm.name + (arm.anecdote() ? " (anecdote)" : ""),
                                     std::to_string(arm.prompts) + " × " +
                                         fixed(static_cast<double>(arm.trials) / std::max(1, arm.prompts), 0),
                                     fixed(arm.cosine_mean, 4),
                                     fixed(arm.bytes, 0),
                                     fixed(arm.kl, 3),
                                     rateText(arm),
                                     arm.collapse_interval ? fixed(arm.collapse_interval->low, 2) + " – " +
                                                                 fixed(arm.collapse_interval->high, 2)
                                                           : "–"};
        for (const auto& measure : arm.measures)
            row.push_back(withInterval(measure.mean, measure.interval, decimalsOf(measure.name)));
        table.add(std::move(row));
    }
    return table.text();
}

std::string comparisonsTable(const study::Summary& summary) {
    Table table({"difference", "of", "mean [95 %]", "prompts", "p", "p (Holm)"});
    bool any = false;
    for (const ArmSummary& arm : summary.arms) {
        for (const study::Comparison& comparison : arm.comparisons) {
            for (const study::MeasureComparison& measure : comparison.measures) {
                any = true;
                table.add({arm.name + " − " + comparison.against, measure.name,
                           withInterval(measure.difference, measure.interval, decimalsOf(measure.name)),
                           std::to_string(measure.prompts),
                           measure.prompts > 0 ? fixed(measure.test.p, 4) : "–", fixed(measure.p_holm, 4)});
            }
        }
    }
    if (!any) return {};
    return "\nPaired differences: means by sign flips over prompts, collapsed by McNemar over trials\n" +
           table.text();
}

std::string thresholdText(const study::FamilyThreshold& family) {
    const study::Threshold& threshold = family.threshold;
    if (!threshold.fit.bracketed) return "not bracketed";
    const std::string alpha = withInterval(threshold.fit.alpha, threshold.alpha, 3);
    return (threshold.isThreshold() ? "threshold at " : "midpoint at ") + alpha + " rad, cosine " +
           fixed(std::cos(threshold.fit.alpha), 3);
}

std::string thresholdsTable(const study::Summary& summary) {
    if (summary.thresholds.empty()) return {};
    Table table({"collapse over arccos(cosine)", "where half collapses", "β", "γ", "λ",
                 "held-out deviance: curve", "line", "step"});
    for (const study::FamilyThreshold& family : summary.thresholds) {
        const study::ThresholdFit& fit = family.threshold.fit;
        const auto& held = family.threshold.held_out;
        table.add({family.family, thresholdText(family), fixed(fit.beta, 3), fixed(fit.gamma, 3),
                   fixed(fit.lambda, 3), fixed(held ? std::optional(held->logistic) : std::nullopt, 1),
                   fixed(held ? std::optional(held->line) : std::nullopt, 1),
                   fixed(held ? std::optional(held->step) : std::nullopt, 1)});
    }
    std::string text = std::string("\n").append(table.text());
    if (summary.differences.empty()) return text;
    Table differences({"difference of midpoints", "rad [95 %]", "p", "p (Holm)"});
    for (const study::FamilyDifference& one : summary.differences) {
        differences.add({one.family + " − " + one.against,
                         withInterval(one.difference.difference, one.difference.interval, 3),
                         fixed(one.difference.p, 4), fixed(one.p_holm, 4)});
    }
    return text + "\n" + differences.text();
}

}  // namespace

std::string summaryText(const study::Summary& summary) {
    if (summary.arms.empty()) return "No trials yet.\n";
    std::string text = std::to_string(summary.trials) + " trials: " + std::to_string(summary.prompts) +
                       " prompts, " + std::to_string(summary.seeds) + " seeds, " +
                       std::to_string(summary.arms.size()) +
                       " arms; means with 95 % intervals over prompts\n\n" + armsTable(summary) +
                       comparisonsTable(summary) + thresholdsTable(summary);
    if (!summary.cautions.empty()) text += "\n";
    for (const study::Caution& caution : summary.cautions) text += "! " + textOf(caution) + "\n";
    return text;
}

}  // namespace lossylens::app
