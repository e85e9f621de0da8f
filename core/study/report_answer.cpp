#include <algorithm>
#include <cmath>

#include "lens/report.h"
#include "study/arm_contrasts.h"
#include "study/arms.h"
#include "study/markdown.h"
#include "study/study_report.h"

namespace lossylens::study {
namespace {

std::vector<std::string> familiesIn(const std::vector<Contrast>& contrasts) {
    std::vector<std::string> families;
    for (const Contrast& contrast : contrasts) {
        const std::string family = familyOf(contrast.arm).family;
        if (std::ranges::find(families, family) == families.end()) families.push_back(family);
    }
    return families;
}

std::string strengthOf(const Contrast& contrast) { return familyOf(contrast.arm).strength; }

// "collapsed, points: −45 at 10, −12 at 25"; empty where no test of this measure is significant.
std::string differencesOf(const std::vector<Contrast>& contrasts, const std::string& family,
                          const ContrastMeasure& measure) {
    std::vector<std::string> places;
    for (const Contrast& one : contrasts) {
        if (one.measure != &measure || !one.significant() || familyOf(one.arm).family != family) continue;
        const double shown = one.difference.value_or(0) * measure.scale;
        places.push_back(std::string(shown > 0 ? "+" : "") + lens::fixedText(shown, measure.decimals) +
                         " at " + strengthOf(one));
    }
    return places.empty() ? std::string() : std::string(measure.label) + " " + listed(places);
}

std::string lineOf(const std::vector<Contrast>& contrasts, const std::string& family, const char* none) {
    std::string line;
    for (const ContrastMeasure& measure : contrastMeasures()) {
        const std::string differences = differencesOf(contrasts, family, measure);
        if (!differences.empty()) line += std::string(line.empty() ? "" : "; ") + differences;
    }
    return std::string("- ") + family + ": " + (line.empty() ? none : line) + "\n";
}

std::string linesOf(const std::vector<Contrast>& contrasts, const char* none) {
    std::string lines;
    for (const std::string& family : familiesIn(contrasts)) lines += lineOf(contrasts, family, none);
    return lines;
}

// Half the widest interval of a difference in collapse, in points: what would have stayed unseen.
double unseen(const std::vector<Contrast>& contrasts) {
    double widest = 0;
    for (const Contrast& one : contrasts) {
        if (one.measure == &contrastMeasures().front() && one.interval)
            widest = std::max(widest, (one.interval->high - one.interval->low) / 2);
    }
    return 100 * widest;
}

// "In collapse itself 0 of 16 differ; …".
std::string collapseText(const std::vector<Contrast>& contrasts) {
    int all = 0, different = 0;
    for (const Contrast& one : contrasts) {
        if (one.measure != &contrastMeasures().front()) continue;
        ++all;
        if (one.significant()) ++different;
    }
    return " In collapse itself " + std::to_string(different) + " of " + std::to_string(all) +
           " differ; a difference below about " + lens::fixedText(unseen(contrasts), 0) +
           " points would have stayed unseen.";
}

// A test that flips the signs of n prompts' differences gives 2 / 2ⁿ at least, Holm's adjustment so many
// times that.
bool canTell(const std::vector<Contrast>& contrasts, int prompts) {
    return static_cast<double>(contrasts.size()) * std::ldexp(1.0, 1 - prompts) <= .05;
}

std::string verdict(const std::vector<Contrast>& contrasts, int prompts) {
    if (!canTell(contrasts, prompts)) {
        return "**This study cannot tell**: with " + std::to_string(prompts) +
               (prompts == 1 ? " prompt" : " prompts") + " none of " + std::to_string(contrasts.size()) +
               " paired tests can reach p < .05 after Holm's adjustment. It takes more prompts.";
    }
    const auto different = std::ranges::count_if(contrasts, &Contrast::significant);
    const std::string of = std::to_string(different) + " of " + std::to_string(contrasts.size());
    if (different == 0) {
        return "**Any error of that size**, as far as this study can tell: " + of +
               " paired tests tell JPEG from the same cosine reached by other means." +
               collapseText(contrasts);
    }
    std::vector<std::string> unlike, alike;
    for (const std::string& family : familiesIn(contrasts)) {
        const bool any = std::ranges::any_of(contrasts, [&](const Contrast& one) {
            return one.significant() && familyOf(one.arm).family == family;
        });
        (any ? unlike : alike).push_back(family);
    }
    std::string text =
        "**Not every error of that size does quite the same**: at the cosine that JPEG leaves, " + of +
        " paired tests differ from it (" + listed(unlike) + ").";
    if (!alike.empty()) text += " Not told apart from it: " + listed(alike) + ".";
    return text + collapseText(contrasts);
}

}  // namespace

std::string answerSection(const Summary& summary) {
    const auto jpeg = contrastsOf(summary, Against::jpeg);
    const auto baseline = contrastsOf(summary, Against::baseline);
    std::string text;
    if (!jpeg.empty()) {
        text += "## Is it JPEG, or any error of that size?\n\n" + verdict(jpeg, summary.prompts) +
                "\n\nWhat differs from JPEG at the same quality, after Holm's adjustment over all " +
                std::to_string(jpeg.size()) + " tests:\n\n" + linesOf(jpeg, "nothing");
    }
    if (!baseline.empty()) {
        text += (text.empty() ? "" : "\n") +
                std::string("What differs from the undistorted texts, likewise over ") +
                std::to_string(baseline.size()) + " tests:\n\n" + linesOf(baseline, "nothing");
    }
    return text;
}

}  // namespace lossylens::study
