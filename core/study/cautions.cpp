#include "study/cautions.h"

#include <algorithm>
#include <cmath>

#include "lens/files.h"
#include "study/summary.h"

namespace lossylens::study {
namespace {

constexpr double usual_p = .05;

void addTo(std::string& list, const std::string& name) { list += (list.empty() ? "" : ", ") + name; }

std::string number(double value, double step) { return lens::csvNumber(std::round(value / step) * step); }

void addAnecdotes(const Summary& summary, std::vector<std::string>& cautions) {
    std::string arms;
    for (const ArmSummary& arm : summary.arms) {
        if (arm.anecdote()) addTo(arms, arm.name + " (n = " + std::to_string(arm.trials) + ")");
    }
    if (!arms.empty())
        cautions.push_back("Anecdote, fewer than " + std::to_string(anecdote_below) + " trials: " + arms +
                           ".");
}

void addPrompts(const Summary& summary, std::vector<std::string>& cautions) {
    if (summary.prompts == 1) {
        cautions.emplace_back(
            "All trials are of one prompt: the intervals are about its seeds and say nothing about other "
            "prompts.");
    }
    const double least = std::ldexp(2, -summary.prompts);
    if (least >= usual_p && summary.arms.size() > 1) {
        cautions.push_back("With " + std::to_string(summary.prompts) +
                           (summary.prompts == 1 ? " prompt" : " prompts") +
                           " no sign-flip test can reach p < .05: the smallest p is " +
                           number(std::min(1.0, least), 1e-4) + ". At least 6 are needed.");
    }
}

void addRates(const Summary& summary, std::vector<std::string>& cautions) {
    if (summary.seeds > 1) {
        cautions.emplace_back(
            "Wilson's interval and McNemar's test take trials for independent; seeds of one prompt are not. "
            "The "
            "interval and the test over prompts beside them do not.");
    }
}

void addUndefined(const Summary& summary, std::vector<std::string>& cautions) {
    std::string arms;
    for (const ArmSummary& arm : summary.arms) {
        const auto fewest = std::ranges::min_element(arm.measures, {}, &MeasureSummary::trials);
        if (fewest == arm.measures.end() || fewest->trials == arm.trials) continue;
        addTo(arms, arm.name + " (" + fewest->name + " in " + std::to_string(fewest->trials) + " of " +
                        std::to_string(arm.trials) + ")");
    }
    if (!arms.empty()) {
        cautions.push_back(
            "Some texts are too short for some measures, whose means are over the others: " + arms + ".");
    }
}

void addThresholds(const Summary& summary, std::vector<std::string>& cautions) {
    for (const FamilyThreshold& family : summary.thresholds) {
        const Threshold& threshold = family.threshold;
        if (!threshold.fit.bracketed) {
            cautions.push_back(
                family.family +
                ": not bracketed, the collapse does not lie within the strengths that were tried.");
        } else if (!threshold.isThreshold()) {
            cautions.push_back(family.family +
                               (threshold.held_out
                                    ? ": a straight line predicts unseen prompts as well as a curve "
                                      "with a threshold; do not speak of one."
                                    : ": with one prompt nothing says that there is a threshold."));
        }
        if (threshold.fit.bracketed && threshold.outside > usual_p) {
            cautions.push_back(
                family.family + ": in " + number(100 * threshold.outside, .1) +
                " % of the resamples the midpoint is outside the strengths that were tried; its "
                "interval is cut off there.");
        }
    }
}

}  // namespace

std::vector<std::string> cautionsFor(const Summary& summary) {
    std::vector<std::string> cautions;
    if (summary.study.empty()) {
        cautions.emplace_back(
            "Rows of more than one study are mixed: prompts and seeds that are alike are taken for "
            "the same, and of two rows of a trial one counts.");
    }
    addAnecdotes(summary, cautions);
    addPrompts(summary, cautions);
    addRates(summary, cautions);
    addUndefined(summary, cautions);
    addThresholds(summary, cautions);
    cautions.emplace_back("A low perplexity can mean a loop: read it beside seq-rep-4.");
    return cautions;
}

}  // namespace lossylens::study
