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

using Kind = Caution::Kind;
using Cautions = std::vector<Caution>;

void addAnecdotes(const Summary& summary, Cautions& cautions) {
    std::string arms;
    for (const ArmSummary& arm : summary.arms) {
        if (arm.anecdote()) addTo(arms, arm.name + " (n = " + std::to_string(arm.trials) + ")");
    }
    if (!arms.empty()) cautions.push_back({.kind = Kind::anecdote, .about = arms, .n = anecdote_below});
}

void addPrompts(const Summary& summary, Cautions& cautions) {
    if (summary.prompts == 1) cautions.push_back({.kind = Kind::one_prompt, .n = 1});
    const double least = std::ldexp(2, -summary.prompts);
    if (least >= usual_p && summary.arms.size() > 1) {
        cautions.push_back({.kind = Kind::few_prompts, .n = summary.prompts, .value = std::min(1.0, least)});
    }
}

void addUndefined(const Summary& summary, Cautions& cautions) {
    std::string arms;
    for (const ArmSummary& arm : summary.arms) {
        const auto fewest = std::ranges::min_element(arm.measures, {}, &MeasureSummary::trials);
        if (fewest == arm.measures.end() || fewest->trials == arm.trials) continue;
        addTo(arms, arm.name + " (" + fewest->name + ": n = " + std::to_string(fewest->trials) + "/" +
                        std::to_string(arm.trials) + ")");
    }
    if (!arms.empty()) cautions.push_back({.kind = Kind::short_texts, .about = arms});
}

void addThresholds(const Summary& summary, Cautions& cautions) {
    for (const FamilyThreshold& family : summary.thresholds) {
        const Threshold& threshold = family.threshold;
        if (!threshold.fit.bracketed) {
            cautions.push_back({.kind = Kind::not_bracketed, .about = family.family});
        } else if (!threshold.isThreshold()) {
            cautions.push_back({.kind = threshold.held_out ? Kind::straight_line : Kind::one_prompts_curve,
                                .about = family.family});
        }
        if (threshold.fit.bracketed && threshold.outside > usual_p) {
            cautions.push_back(
                {.kind = Kind::cut_off, .about = family.family, .value = 100 * threshold.outside});
        }
    }
}

}  // namespace

std::string textOf(const Caution& caution) {
    switch (caution.kind) {
        case Kind::mixed_studies:
            return "Rows of more than one study are mixed: prompts and seeds that are alike are taken for "
                   "the "
                   "same, and of two rows of a trial one counts.";
        case Kind::anecdote:
            return "Anecdote, fewer than " + std::to_string(caution.n) + " trials: " + caution.about + ".";
        case Kind::one_prompt:
            return "All trials are of one prompt: the intervals are about its seeds and say nothing about "
                   "other prompts.";
        case Kind::few_prompts:
            return "With " + std::to_string(caution.n) + (caution.n == 1 ? " prompt" : " prompts") +
                   " no sign-flip test can reach p < .05: the smallest p is " + number(caution.value, 1e-4) +
                   ". At least 6 are needed.";
        case Kind::not_independent:
            return "Wilson's interval and McNemar's test take trials for independent; seeds of one prompt "
                   "are "
                   "not. The interval and the test over prompts beside them do not.";
        case Kind::short_texts:
            return "Some texts are too short for some measures, whose means are over the others: " +
                   caution.about + ".";
        case Kind::not_bracketed:
            return caution.about +
                   ": not bracketed, the collapse does not lie within the strengths that were tried.";
        case Kind::straight_line:
            return caution.about +
                   ": a straight line predicts unseen prompts as well as a curve with a threshold; do not "
                   "speak of one.";
        case Kind::one_prompts_curve:
            return caution.about + ": with one prompt nothing says that there is a threshold.";
        case Kind::cut_off:
            return caution.about + ": in " + number(caution.value, .1) +
                   " % of the resamples the midpoint is outside the strengths that were tried; its interval "
                   "is cut off there.";
        case Kind::perplexity:
            return "A low perplexity can mean a loop: read it beside seq-rep-4.";
    }
    return {};
}

std::vector<Caution> cautionsFor(const Summary& summary) {
    Cautions cautions;
    if (summary.study.empty()) cautions.push_back({.kind = Kind::mixed_studies});
    addAnecdotes(summary, cautions);
    addPrompts(summary, cautions);
    if (summary.seeds > 1) cautions.push_back({.kind = Kind::not_independent});
    addUndefined(summary, cautions);
    addThresholds(summary, cautions);
    cautions.push_back({.kind = Kind::perplexity});
    return cautions;
}

}  // namespace lossylens::study
