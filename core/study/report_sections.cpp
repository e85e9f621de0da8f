#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "lens/report.h"
#include "study/arm_contrasts.h"
#include "study/markdown.h"
#include "study/study_report.h"

namespace lossylens::study {
namespace {

constexpr double percent = 100;

std::string countOf(const ArmSummary& arm) {
    return std::to_string(arm.collapsed) + "/" + std::to_string(arm.trials);
}

std::string rateOf(const ArmSummary& arm, const std::optional<Interval>& interval) {
    return withInterval(arm.rate(), interval, 0, percent);
}

// Of logarithms: the geometric mean.
std::string perplexityOf(const ArmSummary& arm) {
    const MeasureSummary* const measure = arm.find("ln_perplexity");
    if (!measure || !measure->mean) return "n/a";
    std::optional<Interval> interval = measure->interval;
    if (interval) *interval = {.low = std::exp(interval->low), .high = std::exp(interval->high)};
    return withInterval(std::exp(*measure->mean), interval, 1);
}

// Strengths down, families across: the numbers of one measure at a glance.
std::string matrix(const Summary& summary, const std::function<std::string(const ArmSummary&)>& cell) {
    std::vector<std::string> families, strengths;
    std::map<std::pair<std::string, std::string>, const ArmSummary*> arms;
    const auto note = [](std::vector<std::string>& list, const std::string& name) {
        if (std::ranges::find(list, name) == list.end()) list.push_back(name);
    };
    for (const ArmSummary& arm : summary.arms) {
        if (arm.strength.empty()) continue;
        note(families, arm.family);
        note(strengths, arm.strength);
        arms[{arm.family, arm.strength}] = &arm;
    }
    std::vector<std::string> header{"quality"};
    header.insert(header.end(), families.begin(), families.end());
    MarkdownTable table(header);
    for (const std::string& strength : strengths) {
        std::vector<std::string> row{strength};
        for (const std::string& family : families) {
            const auto arm = arms.find({family, strength});
            row.push_back(arm == arms.end() ? "" : cell(*arm->second));
        }
        table.add(row);
    }
    return table.text();
}

std::string contrastText(const Contrast& contrast) {
    const ContrastMeasure& measure = *contrast.measure;
    const std::string text =
        withInterval(contrast.difference, contrast.interval, measure.decimals, measure.scale);
    if (!contrast.difference) return text;
    const std::string with_p = text + ", p " + (contrast.p_holm < 1e-4 ? "" : "= ") + pText(contrast.p_holm);
    return contrast.significant() ? std::string("**") + with_p + "**" : with_p;
}

std::string contrastTable(const std::vector<Contrast>& contrasts) {
    std::vector<std::string> header{"difference"};
    for (const ContrastMeasure& measure : contrastMeasures()) header.emplace_back(measure.label);
    MarkdownTable table(header);
    for (std::size_t i = 0; i < contrasts.size(); i += contrastMeasures().size()) {
        std::vector<std::string> row{contrasts[i].arm + " − " + contrasts[i].against};
        for (std::size_t k = 0; k < contrastMeasures().size(); ++k)
            row.push_back(contrastText(contrasts[i + k]));
        table.add(row);
    }
    return table.text();
}

std::string alphaOf(const FamilyThreshold& family) {
    if (!family.threshold.fit.bracketed) return "not bracketed";
    return withInterval(family.threshold.fit.alpha, family.threshold.alpha, 3);
}

const char* bestOf(const HeldOut& held) {
    switch (held.best()) {
        case HeldOut::Best::line:
            return "straight line";
        case HeldOut::Best::step:
            return "step";
        case HeldOut::Best::logistic:
            return "curve";
    }
    return "";
}

std::vector<std::string> thresholdRow(const FamilyThreshold& family) {
    const ThresholdFit& fit = family.threshold.fit;
    const auto& held = family.threshold.held_out;
    const auto deviance = [&](double HeldOut::*part) {
        return lens::fixedText(held ? std::optional((*held).*part) : std::nullopt, 1);
    };
    return {family.family,
            alphaOf(family),
            fit.bracketed ? lens::fixedText(std::cos(fit.alpha), 3) : "",
            lens::fixedText(fit.beta, 3),
            lens::fixedText(fit.gamma, 3),
            lens::fixedText(fit.lambda, 3),
            deviance(&HeldOut::logistic),
            deviance(&HeldOut::line),
            deviance(&HeldOut::step),
            held ? bestOf(*held) : "n/a",
            family.threshold.isThreshold() ? "threshold" : "no threshold"};
}

// Of the arms of a family: the one at which most texts collapse, and the strongest.
struct Peak {
    const ArmSummary *highest = nullptr, *strongest = nullptr;
    [[nodiscard]] bool fallsAgain() const {
        return highest != nullptr && highest->collapse_wilson->low > strongest->collapse_wilson->high;
    }
};
Peak peakOf(const Summary& summary, const std::string& family) {
    Peak peak;
    for (const ArmSummary& arm : summary.arms) {
        if (arm.family != family || !arm.rate()) continue;
        if (!peak.strongest || arm.cosine_mean < peak.strongest->cosine_mean) peak.strongest = &arm;
        if (!peak.highest || *arm.rate() > *peak.highest->rate()) peak.highest = &arm;
    }
    return peak;
}

// "jpeg (88 % at 25, 12 % at 10)" of each family whose rate falls again.
std::vector<std::string> fallingFamilies(const Summary& summary) {
    const auto at = [](const ArmSummary& arm) {
        return lens::fixedText(percent * *arm.rate(), 0) + " % at " + arm.strength;
    };
    std::vector<std::string> falling;
    for (const FamilyThreshold& family : summary.thresholds) {
        const Peak peak = peakOf(summary, family.family);
        if (peak.fallsAgain() && !isRestored(family.family))
            falling.push_back(family.family + " (" + at(*peak.highest) + ", " + at(*peak.strongest) + ")");
    }
    return falling;
}

std::string thresholdTable(const std::vector<FamilyThreshold>& families) {
    MarkdownTable table({"distortion", "α, radians", "cosine there", "β", "γ", "λ",
                         "held-out deviance: curve", "line", "step", "predicts best", "so"});
    for (const FamilyThreshold& family : families) {
        if (!isRestored(family.family)) table.add(thresholdRow(family));
    }
    return table.text();
}

std::string differenceTable(const std::vector<FamilyDifference>& differences) {
    MarkdownTable table({"difference of α", "radians [95 %]", "p", "p (Holm)"});
    bool any = false;
    for (const FamilyDifference& one : differences) {
        if (isRestored(one.family) || isRestored(one.against)) continue;
        any = true;
        table.add({one.family + " − " + one.against,
                   withInterval(one.difference.difference, one.difference.interval, 3),
                   pText(one.difference.p), pText(one.p_holm)});
    }
    return any ? std::string("\n") + table.text() : std::string();
}

}  // namespace

std::vector<std::string> strengthsBeyondPeak(const Summary& summary) {
    std::vector<std::string> beyond;
    for (const ArmSummary& arm : summary.arms) {
        const Peak peak = peakOf(summary, arm.family);
        if (!peak.fallsAgain() || isRestored(arm.name) || arm.cosine_mean >= peak.highest->cosine_mean)
            continue;
        if (std::ranges::find(beyond, arm.strength) == beyond.end()) beyond.push_back(arm.strength);
    }
    return beyond;
}

std::string armsSection(const Summary& summary) {
    MarkdownTable table({"arm", "cosine", "KL, nats", "collapsed", "% [Wilson]", "[over prompts]",
                         "seq-rep-4", "perplexity", "negative sentences, %", "tokens", "ended, %"});
    for (const ArmSummary& arm : summary.arms) {
        table.add({arm.name + (arm.anecdote() ? " (anecdote)" : ""), lens::fixedText(arm.cosine_mean, 4),
                   lens::fixedText(arm.kl, 3), countOf(arm), rateOf(arm, arm.collapse_wilson),
                   arm.collapse_interval
                       ? std::string("[") + lens::fixedText(arm.collapse_interval->low * percent, 0) + ", " +
                             lens::fixedText(arm.collapse_interval->high * percent, 0) + "]"
                       : "",
                   meanOf(arm, "seq_rep_4", 3), perplexityOf(arm), meanOf(arm, "negative_share", 0, percent),
                   meanOf(arm, "tokens", 0), withInterval(arm.ended, {}, 0, percent)});
    }
    return "## Every arm\n\nMeans with 95 % intervals: of rates Wilson's, and beside it a bootstrap over "
           "prompts "
           "and, within them, seeds; of the rest that bootstrap. Cosine: mean over a prompt's tokens. KL: of "
           "the fixed text, base ‖ distorted, mean over the prompt's positions. Perplexity: of the texts "
           "under "
           "the undistorted model, geometric mean; a low one can mean a loop, so read it beside seq-rep-4. "
           "Ended: by an end token; a text that ends early has had less room to repeat itself.\n\n" +
           table.text() + "\nCollapsed, %, at a glance:\n\n" + matrix(summary, [](const ArmSummary& arm) {
               return lens::fixedText(percent * arm.rate().value_or(0), 0);
           });
}

std::string contrastsSection(const Summary& summary) {
    const auto against_jpeg = contrastsOf(summary, Against::jpeg);
    const auto against_baseline = contrastsOf(summary, Against::baseline);
    std::string text =
        "## Paired differences\n\nThe same prompts and seeds in both arms; mean difference with its 95 % "
        "interval. "
        "p: sign flips over the " +
        std::to_string(summary.prompts) +
        " prompts' mean differences, adjusted by Holm over all tests of a table; bold below .05.\n";
    if (!against_jpeg.empty()) {
        text += "\nThe same error by other means, less JPEG (" + std::to_string(against_jpeg.size()) +
                " tests):\n\n" + contrastTable(against_jpeg);
    }
    if (!against_baseline.empty()) {
        text += "\nDistorted less undistorted (" + std::to_string(against_baseline.size()) + " tests):\n\n" +
                contrastTable(against_baseline);
    }
    return text;
}

std::string thresholdsSection(const Summary& summary, const RisingPart& rising) {
    if (summary.thresholds.empty()) return {};
    std::string text =
        "## Where half of the texts collapse\n\nP(collapse) = γ + (1 − γ − λ) / (1 + e^(−(z − α)/β)) over z "
        "= "
        "arccos(cosine), a fit a distortion. The word threshold is used only where α lies within the "
        "strengths "
        "that were tried and a straight line does not predict prompts that it has not seen at least as "
        "well.\n\n" +
        thresholdTable(summary.thresholds) + differenceTable(summary.differences);
    const auto falling = fallingFamilies(summary);
    if (falling.empty()) return text;
    text += "\nCollapse does not rise steadily with the error: it falls again at the strongest one in " +
            listed(falling) +
            ". Neither the curve nor the line nor the step can follow that. So once more, without " +
            listed(strengthsBeyondPeak(summary)) +
            ", which was decided after the rates were seen and is no more than a description:\n\n";
    return text + thresholdTable(rising.thresholds) + differenceTable(rising.differences);
}

std::string restorationSection(const Summary& summary) {
    MarkdownTable table({"arm", "tokens recovered, %", "cosine", "KL, nats", "collapsed", "% [Wilson]",
                         "seq-rep-4", "perplexity"});
    bool any = false;
    const auto add = [&](const ArmSummary& arm) {
        table.add({arm.name, withInterval(arm.recovered, {}, 1, percent), lens::fixedText(arm.cosine_mean, 4),
                   lens::fixedText(arm.kl, 3), countOf(arm), rateOf(arm, arm.collapse_wilson),
                   meanOf(arm, "seq_rep_4", 3), perplexityOf(arm)});
    };
    for (const ArmSummary& arm : summary.arms) {
        if (!isRestored(arm.name)) continue;
        any = true;
        if (const ArmSummary* const plain = summary.find(arm.name.substr(0, arm.name.find('+')))) add(*plain);
        add(arm);
    }
    if (!any) return {};
    return "## Put right by the nearest row\n\nWith `+nearest` every distorted embedding is replaced by the "
           "row of the "
           "table that is nearest to it. Recovered: the prompt's tokens that got their own row back; where "
           "all "
           "are, the text is the undistorted one.\n\n" +
           table.text();
}

}  // namespace lossylens::study
