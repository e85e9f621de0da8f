#include "study/summary.h"

#include <algorithm>

#include "study/arms.h"
#include "study/cautions.h"
#include "study/family_thresholds.h"
#include "study/measures.h"
#include "study/trial_table.h"

namespace lossylens::study {
namespace {

constexpr const char* baseline_name = "baseline";
constexpr double intervals_share = .1;  // of the time, roughly; the rest is for thresholds

std::optional<double> collapsedOf(const TrialRow& row) { return row.collapsed ? 1.0 : 0.0; }

std::vector<const Measure*> comparedMeasures() {
    std::vector<const Measure*> compared;
    for (const Measure& measure : measures()) {
        if (measure.compared) compared.push_back(&measure);
    }
    return compared;
}

TrialTable::Value valueOf(const Measure& measure) {
    return [place = static_cast<std::size_t>(&measure - measures().data())](const TrialRow& row) {
        return row.measured[place];
    };
}

int definedIn(const CellValues& values) {
    return static_cast<int>(
        std::ranges::count_if(values, [](const auto& value) { return value.has_value(); }));
}

CellValues differencesOf(const CellValues& a, const CellValues& b) {
    CellValues differences(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] && b[i]) differences[i] = *a[i] - *b[i];
    }
    return differences;
}

// Makes the summary of one table; intervals of all arms come from the same resamples.
class Summariser {
public:
    Summariser(const TrialTable& table, const SummaryOptions& options) : table_(table), options_(options) {}

    std::vector<ArmSummary> arms() {
        std::vector<ArmSummary> arms;
        for (const std::string& name : table_.arms()) arms.push_back(armOf(name));
        for (ArmSummary& arm : arms) {
            for (const std::string& other : comparedWith(arm)) arm.comparisons.push_back(compare(arm, other));
        }
        return withIntervals(std::move(arms));
    }

private:
    ArmSummary armOf(const std::string& name) {
        const auto [family, strength] = familyOf(name);
        ArmSummary arm{.name = name, .family = family, .strength = strength};
        arm.prompts = table_.promptsOf(name);
        arm.trials = table_.trialsOf(name);
        const auto meanValue = [&](const TrialTable::Value& value) {
            return meanOf(table_.valuesOf(name, value));
        };
        arm.cosine_mean = meanValue([](const TrialRow& row) { return row.cosine_mean; });
        arm.cosine_flattened = meanValue([](const TrialRow& row) { return row.cosine_flattened; });
        arm.bytes = meanValue([](const TrialRow& row) { return row.bytes; });
        arm.kl = meanValue([](const TrialRow& row) { return row.kl; });
        arm.recovered = meanValue([](const TrialRow& row) { return row.recovered; });
        arm.ended = meanValue([](const TrialRow& row) { return row.ended ? 1.0 : 0.0; });
        const CellValues collapses = table_.valuesOf(name, collapsedOf);
        for (const auto& value : collapses) arm.collapsed += value.value_or(0) > 0 ? 1 : 0;
        arm.collapse_wilson = wilson(arm.collapsed, arm.trials);
        values_.push_back(collapses);
        for (const Measure* const measure : comparedMeasures()) {
            const CellValues values = table_.valuesOf(name, valueOf(*measure));
            arm.measures.push_back(
                {.name = std::string(measure->name), .trials = definedIn(values), .mean = meanOf(values)});
            values_.push_back(values);
        }
        return arm;
    }

    std::vector<std::string> comparedWith(const ArmSummary& arm) const {
        const auto there = [&](const std::string& name) {
            return std::ranges::find(table_.arms(), name) != table_.arms().end();
        };
        std::vector<std::string> others;
        if (arm.name == baseline_name) return others;
        if (there(baseline_name)) others.emplace_back(baseline_name);
        const std::size_t at = arm.name.find("@jpeg-");
        if (at == std::string::npos && !arm.name.starts_with("jpeg-")) return others;
        // Of the same layout where there is one, otherwise the paper's.
        const std::string jpeg = at == std::string::npos ? arm.name : arm.name.substr(at + 1);
        const std::string plain = jpeg.substr(0, jpeg.find('+'));
        if (jpeg != arm.name && there(jpeg))
            others.push_back(jpeg);
        else if (plain != arm.name && there(plain))
            others.push_back(plain);
        return others;
    }

    Comparison compare(const ArmSummary& arm, const std::string& other) {
        Comparison comparison;
        comparison.against = other;
        const auto add = [&](const std::string& name, const TrialTable::Value& value) {
            const CellValues differences =
                differencesOf(table_.valuesOf(arm.name, value), table_.valuesOf(other, value));
            const auto by_prompt = table_.promptMeans(differences);
            comparison.measures.push_back({.name = name,
                                           .difference = meanOf(differences),
                                           .prompts = static_cast<int>(by_prompt.size()),
                                           .test = signFlip(by_prompt)});
            values_.push_back(differences);
        };
        add("collapsed", collapsedOf);
        comparison.collapsed_by_prompt = comparison.measures.front().test;
        comparison.measures.front().test = mcNemarOf(values_.back());
        for (const Measure* const measure : comparedMeasures())
            add(std::string(measure->name), valueOf(*measure));
        adjust(comparison.measures);
        return comparison;
    }

    static TestResult mcNemarOf(const CellValues& differences) {
        int first = 0, second = 0;
        for (const auto& difference : differences) {
            if (difference.value_or(0) > 0) ++first;
            if (difference.value_or(0) < 0) ++second;
        }
        return mcNemar(first, second);
    }

    static void adjust(std::vector<MeasureComparison>& measures) {
        std::vector<double> ps;
        for (const MeasureComparison& measure : measures) {
            if (measure.prompts > 0) ps.push_back(measure.test.p);
        }
        const std::vector<double> adjusted = holm(ps);
        std::size_t next = 0;
        for (MeasureComparison& measure : measures) {
            if (measure.prompts > 0) measure.p_holm = adjusted[next++];
        }
    }

    // values_ has what intervals are wanted of, in the order in which arms and comparisons were made.
    std::vector<ArmSummary> withIntervals(std::vector<ArmSummary> arms) const {
        Bootstrap bootstrap = options_.bootstrap;
        if (bootstrap.observe && options_.thresholds)  // which take far longer
            bootstrap.observe = [&](double share) { options_.bootstrap.observe(intervals_share * share); };
        const auto intervals = meanIntervals(table_.cells(), values_, bootstrap);
        auto next = intervals.begin();
        for (ArmSummary& arm : arms) {
            arm.collapse_interval = *next++;
            for (MeasureSummary& measure : arm.measures) measure.interval = *next++;
        }
        for (ArmSummary& arm : arms) {
            for (Comparison& comparison : arm.comparisons) {
                for (MeasureComparison& measure : comparison.measures) measure.interval = *next++;
            }
        }
        return arms;
    }

    const TrialTable& table_;
    const SummaryOptions& options_;
    std::vector<CellValues> values_;
};

}  // namespace

std::optional<double> ArmSummary::rate() const {
    if (trials == 0) return {};
    return static_cast<double>(collapsed) / trials;
}

const MeasureSummary* ArmSummary::find(std::string_view measure) const {
    const auto found = std::ranges::find(measures, measure, &MeasureSummary::name);
    return found == measures.end() ? nullptr : &*found;
}

const ArmSummary* Summary::find(const std::string& arm) const {
    const auto found = std::ranges::find(arms, arm, &ArmSummary::name);
    return found == arms.end() ? nullptr : &*found;
}

Summary summarise(std::vector<TrialRow> rows, const SummaryOptions& options) {
    Summary summary;
    if (rows.empty()) return summary;
    summary.study = rows.front().study;
    if (std::ranges::any_of(rows, [&](const TrialRow& row) { return row.study != summary.study; }))
        summary.study.clear();
    const TrialTable table(std::move(rows));
    summary.prompts = static_cast<int>(table.cells().seeds.size());
    summary.seeds = static_cast<int>(table.seeds());
    summary.arms = Summariser(table, options).arms();
    for (const ArmSummary& arm : summary.arms) summary.trials += arm.trials;
    if (options.thresholds) {
        Bootstrap bootstrap = options.bootstrap;
        if (bootstrap.observe) {
            bootstrap.observe = [&](double share) {
                options.bootstrap.observe(intervals_share + (1 - intervals_share) * share);
            };
        }
        auto thresholds = thresholdsOf(table, summary.arms, bootstrap);
        summary.thresholds = std::move(thresholds.over_cosine);
        summary.quality_thresholds = std::move(thresholds.over_quality);
        summary.differences = differencesBetween(summary.thresholds);
        summary.quality_differences = differencesBetween(summary.quality_thresholds);
    }
    summary.cautions = cautionsFor(summary);
    return summary;
}

}  // namespace lossylens::study
