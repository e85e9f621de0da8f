#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/paired_tests.h"
#include "study/threshold.h"
#include "study/trial_row.h"

namespace lossylens::study {

// What a study says, with how sure that is. Made from rows alone.

inline constexpr int anecdote_below = 10;  // trials of an arm

struct MeasureSummary {
    std::string name;
    int trials = 0;  // in which it is defined
    std::optional<double> mean = {};
    std::optional<Interval> interval = {};  // cluster bootstrap, BCa
};

// One arm against another, the same prompts and seeds in both.
struct MeasureComparison {
    std::string name;  // a measure, or "collapsed"
    std::optional<double>
        difference;  // mean of this arm less the other, over pairs in which both are defined
    std::optional<Interval> interval = {};
    int prompts = 0;       // with such a pair
    TestResult test = {};  // means: sign flips, a difference a prompt; collapsed: McNemar over trials
    std::optional<double> p_holm = {};  // over the measures of this comparison
};
struct Comparison {
    std::string against;  // "baseline", "jpeg-25"
    std::vector<MeasureComparison> measures = {};
    TestResult
        collapsed_by_prompt;  // sign flips over prompts' rates, which does not take seeds for independent
};

struct ArmSummary {
    std::string name;      // "rotation@jpeg-25"
    std::string family;    // the same at any strength: "rotation@jpeg"; "baseline"
    std::string strength;  // "25"; empty for the baseline
    int prompts = 0, trials = 0;
    std::optional<double> cosine_mean = {}, cosine_flattened = {}, bytes = {}, kl = {};  // means over trials
    std::optional<double> recovered = {};  // mean share of the prompt's tokens, see TrialRow
    std::optional<double> ended = {};      // share of the trials
    int collapsed = 0;
    std::optional<Interval> collapse_wilson = {};    // as if trials were independent
    std::optional<Interval> collapse_interval = {};  // cluster bootstrap, percentile
    std::vector<MeasureSummary> measures = {};
    std::vector<Comparison> comparisons = {};  // to the baseline, and to the JPEG it is matched to

    [[nodiscard]] std::optional<double> rate() const;  // of collapse
    [[nodiscard]] bool anecdote() const { return trials < anecdote_below; }
    [[nodiscard]] const MeasureSummary* find(std::string_view measure) const;  // null: there is none
};

// What z of a threshold is: arccos of the prompts' mean cosine, in radians; or −quality, of JPEG or of the
// JPEG that a distortion is matched to.
enum class ThresholdScale { cosine, quality };

struct FamilyThreshold {
    std::string family;
    int trials = 0, strengths = 0;
    Threshold threshold;
    ThresholdScale scale = ThresholdScale::cosine;
};
struct FamilyDifference {
    std::string family, against;
    ThresholdDifference difference;
    double p_holm = 1;
};

// A sentence that belongs beside the numbers, so that it can be said in any language.
struct Caution {
    enum class Kind {
        mixed_studies,  // rows of more than one
        anecdote,       // about: arms with their n
        one_prompt,
        few_prompts,        // value: the least p that n prompts can reach
        not_independent,    // seeds of a prompt, by Wilson and McNemar
        short_texts,        // about: arms, with the measure that most of their texts are too short for
        not_bracketed,      // about: a family
        straight_line,      // about: a family
        one_prompts_curve,  // about: a family
        cut_off,            // about: a family; value: per cent of the resamples
        perplexity
    };
    Kind kind;
    std::string about = {};
    int n = 0;
    double value = 0;
};
[[nodiscard]] std::string textOf(const Caution& caution);  // in English

struct Summary {
    std::string study;  // fingerprint; empty where rows of several were given
    int prompts = 0, seeds = 0, trials = 0;
    std::vector<ArmSummary> arms;  // in the order of the study
    // Of families with two strengths or more, over the cosine and, where they have one, over quality;
    // differences are between bracketed ones of one scale.
    std::vector<FamilyThreshold> thresholds, quality_thresholds;
    std::vector<FamilyDifference> differences, quality_differences;
    std::vector<Caution> cautions;

    [[nodiscard]] const ArmSummary* find(const std::string& arm) const;
};

struct SummaryOptions {
    Bootstrap bootstrap;
    bool thresholds = true;  // they take seconds
};
// Rows in any order; a trial that is there twice counts once. Where bootstrap.stop asked for an end, what is
// returned has no intervals and is to be dropped.
[[nodiscard]] Summary summarise(std::vector<TrialRow> rows, const SummaryOptions& options = {});

[[nodiscard]] nlohmann::ordered_json toJson(const Summary& summary);
[[nodiscard]] std::string toCsv(const Summary& summary);  // a row an arm and measure

}  // namespace lossylens::study
