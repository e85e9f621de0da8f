#include <cmath>

#include "lens/files.h"
#include "study/json_object.h"
#include "study/summary.h"

namespace lossylens::study {
namespace {

Json number(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

Json toJson(const std::optional<Interval>& interval) {
    if (!interval) return nullptr;
    return Json::array({interval->low, interval->high});
}

Json toJson(const TestResult& test) {
    return {{"pairs", test.pairs}, {"p", test.p}, {"least_p", test.least_p}};
}

Json toJson(const MeasureSummary& measure) {
    return {
        {"trials", measure.trials}, {"mean", number(measure.mean)}, {"interval", toJson(measure.interval)}};
}

Json toJson(const MeasureComparison& measure) {
    return {{"difference", number(measure.difference)},
            {"interval", toJson(measure.interval)},
            {"prompts", measure.prompts},
            {"test", measure.name == "collapsed" ? "mcnemar" : "sign-flip"},
            {"pairs", measure.test.pairs},
            {"p", number(measure.prompts > 0 ? std::optional(measure.test.p) : std::nullopt)},
            {"least_p", measure.test.least_p},
            {"p_holm", number(measure.p_holm)}};
}

Json toJson(const Comparison& comparison) {
    Json measures = Json::object();
    for (const MeasureComparison& measure : comparison.measures) measures[measure.name] = toJson(measure);
    return {{"against", comparison.against},
            {"measures", std::move(measures)},
            {"collapsed_by_prompt", toJson(comparison.collapsed_by_prompt)}};
}

Json toJson(const ArmSummary& arm) {
    Json measures = Json::object();
    for (const MeasureSummary& measure : arm.measures) measures[measure.name] = toJson(measure);
    Json comparisons = Json::array();
    for (const Comparison& comparison : arm.comparisons) comparisons.push_back(toJson(comparison));
    return {{"arm", arm.name},
            {"family", arm.family},
            {"strength", arm.strength.empty() ? Json(nullptr) : Json(arm.strength)},
            {"prompts", arm.prompts},
            {"trials", arm.trials},
            {"anecdote", arm.anecdote()},
            {"cosine_mean", number(arm.cosine_mean)},
            {"cosine_flattened", number(arm.cosine_flattened)},
            {"bytes", number(arm.bytes)},
            {"kl", number(arm.kl)},
            {"recovered", number(arm.recovered)},
            {"ended", number(arm.ended)},
            {"collapsed",
             {{"trials", arm.collapsed},
              {"rate", number(arm.rate())},
              {"wilson", toJson(arm.collapse_wilson)},
              {"interval", toJson(arm.collapse_interval)}}},
            {"measures", std::move(measures)},
            {"comparisons", std::move(comparisons)}};
}

std::string_view nameOf(HeldOut::Best best) {
    switch (best) {
        case HeldOut::Best::logistic:
            return "logistic";
        case HeldOut::Best::line:
            return "line";
        case HeldOut::Best::step:
            return "step";
    }
    return {};
}

Json toJson(const FamilyThreshold& family) {
    const Threshold& threshold = family.threshold;
    const bool over_quality = family.scale == ThresholdScale::quality;
    Json held_out = nullptr;
    if (threshold.held_out) {
        held_out = {{"logistic", threshold.held_out->logistic},
                    {"line", threshold.held_out->line},
                    {"step", threshold.held_out->step},
                    {"best", nameOf(threshold.held_out->best())}};
    }
    return {
        {"family", family.family},
        {"trials", family.trials},
        {"strengths", family.strengths},
        {"z", over_quality ? "-quality" : "arccos(cosine_mean)"},
        {"bracketed", threshold.fit.bracketed},
        {"alpha", threshold.fit.bracketed ? Json(threshold.fit.alpha) : Json(nullptr)},
        {"alpha_interval", toJson(threshold.alpha)},
        {over_quality ? "alpha_quality" : "alpha_cosine",
         threshold.fit.bracketed ? Json(over_quality ? -threshold.fit.alpha : std::cos(threshold.fit.alpha))
                                 : Json(nullptr)},
        {"beta", threshold.fit.beta},
        {"gamma", threshold.fit.gamma},
        {"lambda", threshold.fit.lambda},
        {"deviance", threshold.fit.deviance},
        {"resamples_outside", threshold.outside},
        {"held_out_deviance", std::move(held_out)},
        {"is_threshold", threshold.isThreshold()}};
}

Json toJson(const FamilyDifference& difference) {
    return {{"family", difference.family},
            {"against", difference.against},
            {"alpha_difference", difference.difference.difference},
            {"interval", toJson(difference.difference.interval)},
            {"p", difference.difference.p},
            {"p_holm", difference.p_holm}};
}

Json toJson(const Caution& caution) { return textOf(caution); }

template <class Value>
Json listOf(const std::vector<Value>& values) {
    Json list = Json::array();
    for (const Value& value : values) list.push_back(toJson(value));
    return list;
}

// Cells of one row, joined by commas.
std::string joined(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + cells[i];
    return line + "\r\n";
}

std::string low(const std::optional<Interval>& interval) {
    return interval ? lens::csvNumber(interval->low) : std::string();
}
std::string high(const std::optional<Interval>& interval) {
    return interval ? lens::csvNumber(interval->high) : std::string();
}

std::string meansOf(const ArmSummary& arm) {
    const auto row = [&](const std::string& name, int trials, std::optional<double> mean,
                         const std::optional<Interval>& interval) {
        return joined({lens::csvText(arm.name), "", name, std::to_string(arm.prompts), std::to_string(trials),
                       arm.anecdote() ? "1" : "0", lens::csvNumber(mean), low(interval), high(interval), "",
                       ""});
    };
    std::string rows = row("collapsed", arm.trials, arm.rate(), arm.collapse_wilson);
    rows += row("collapsed_over_prompts", arm.trials, arm.rate(), arm.collapse_interval);
    for (const auto& [name, value] :
         {std::pair("cosine_mean", arm.cosine_mean), std::pair("cosine_flattened", arm.cosine_flattened),
          std::pair("bytes", arm.bytes), std::pair("kl", arm.kl), std::pair("recovered", arm.recovered),
          std::pair("ended", arm.ended)})
        rows += row(name, arm.trials, value, {});
    for (const MeasureSummary& measure : arm.measures)
        rows += row(measure.name, measure.trials, measure.mean, measure.interval);
    return rows;
}

std::string differencesOf(const ArmSummary& arm) {
    std::string rows;
    for (const Comparison& comparison : arm.comparisons) {
        for (const MeasureComparison& measure : comparison.measures) {
            const bool tested = measure.prompts > 0;
            rows += joined({lens::csvText(arm.name), lens::csvText(comparison.against), measure.name,
                            std::to_string(measure.prompts), std::to_string(arm.trials),
                            arm.anecdote() ? "1" : "0", lens::csvNumber(measure.difference),
                            low(measure.interval), high(measure.interval),
                            tested ? lens::csvNumber(measure.test.p) : "", lens::csvNumber(measure.p_holm)});
        }
    }
    return rows;
}

}  // namespace

Json toJson(const Summary& summary) {
    return {{"study", summary.study.empty() ? Json(nullptr) : Json(summary.study)},
            {"prompts", summary.prompts},
            {"seeds", summary.seeds},
            {"trials", summary.trials},
            {"arms", listOf(summary.arms)},
            {"thresholds", listOf(summary.thresholds)},
            {"threshold_differences", listOf(summary.differences)},
            {"quality_thresholds", listOf(summary.quality_thresholds)},
            {"quality_threshold_differences", listOf(summary.quality_differences)},
            {"cautions", listOf(summary.cautions)}};
}

std::string toCsv(const Summary& summary) {
    std::string file = "arm,against,measure,prompts,trials,anecdote,mean,low_95,high_95,p,p_holm\r\n";
    for (const ArmSummary& arm : summary.arms) file += meansOf(arm) + differencesOf(arm);
    return file;
}

}  // namespace lossylens::study
