#include "study/arm_contrasts.h"

#include <algorithm>

#include "study/paired_tests.h"
#include "study/study.h"

namespace lossylens::study {
namespace {

Contrast contrastOf(const ArmSummary& arm, const Comparison& comparison, const ContrastMeasure& measure) {
    Contrast contrast{.arm = arm.name, .against = comparison.against, .measure = &measure};
    const auto found = std::ranges::find(comparison.measures, measure.name, &MeasureComparison::name);
    if (found == comparison.measures.end()) return contrast;
    contrast.difference = found->difference;
    contrast.interval = found->interval;
    contrast.p = found->name == "collapsed" ? comparison.collapsed_by_prompt.p : found->test.p;
    return contrast;
}

}  // namespace

const std::vector<ContrastMeasure>& contrastMeasures() {
    static const std::vector<ContrastMeasure> all{{"collapsed", "collapsed, points", 0, 100},
                                                  {"seq_rep_4", "seq-rep-4", 3},
                                                  {"loop_cover", "loop cover", 3},
                                                  {"ln_perplexity", "ln perplexity", 2},
                                                  {"negative_share", "negative sentences, points", 0, 100},
                                                  {"tokens", "tokens", 0}};
    return all;
}

bool isRestored(const std::string& arm) {
    const auto spec = codec::parseDistortion(arm);
    return spec && spec->finish == codec::DistortionSpec::Finish::nearest;
}

std::vector<Contrast> contrastsOf(const Summary& summary, Against against) {
    std::vector<Contrast> contrasts;
    for (const ArmSummary& arm : summary.arms) {
        if (isRestored(arm.name)) continue;
        for (const Comparison& comparison : arm.comparisons) {
            if ((comparison.against == "baseline") != (against == Against::baseline)) continue;
            for (const ContrastMeasure& measure : contrastMeasures())
                contrasts.push_back(contrastOf(arm, comparison, measure));
        }
    }
    std::vector<double> ps;
    for (const Contrast& contrast : contrasts) ps.push_back(contrast.p);
    const auto adjusted = holm(ps);
    for (std::size_t i = 0; i < contrasts.size(); ++i) contrasts[i].p_holm = adjusted[i];
    return contrasts;
}

}  // namespace lossylens::study
