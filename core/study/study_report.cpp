#include "study/study_report.h"

#include <algorithm>
#include <set>

#include "lens/files.h"
#include "lens/report.h"
#include "study/family_thresholds.h"
#include "study/markdown.h"
#include "study/trial_table.h"

namespace lossylens::study {
namespace {

std::string number(double value) { return lens::csvNumber(value); }

std::vector<std::string> different(const std::vector<SessionRecord>& sessions,
                                   std::string SessionRecord::*part) {
    std::vector<std::string> values;
    for (const SessionRecord& session : sessions) {
        const std::string& value = session.*part;
        if (!value.empty() && std::ranges::find(values, value) == values.end()) values.push_back(value);
    }
    return values;
}

std::string counted(std::size_t count, const char* what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

std::string samplingOf(const nn::Sampling& sampling) {
    if (sampling.greedy) return "greedy";
    return std::string("temperature ") + number(sampling.temperature) + ", top-k " +
           std::to_string(sampling.top_k) + ", top-p " + number(sampling.top_p);
}

std::string seedsOf(const std::vector<std::uint64_t>& seeds) {
    std::vector<std::string> list;
    for (const std::uint64_t seed : seeds) list.push_back(std::to_string(seed));
    return listed(list);
}

std::string armsOf(const Study& study) {
    std::vector<std::string> arms;
    for (const Arm& arm : study.arms) arms.push_back(std::string("`") + nameOf(arm) + "`");
    return listed(arms);
}

std::string costOf(const ReportedStudy& study) {
    double seconds = 0;
    long tokens = 0;
    int batch = 0;
    for (const SessionRecord& session : study.sessions) {
        seconds += session.seconds;
        tokens += session.tokens;
        batch = std::max(batch, session.batch);
    }
    if (study.sessions.empty()) return {};
    const auto trials = static_cast<double>(std::max<std::size_t>(study.rows.size(), 1));
    std::string text = std::string("- time: ") + lens::fixedText(seconds / 3600, 2) + " hours, summed over " +
                       counted(study.sessions.size(), "session") + ", " + std::to_string(tokens) +
                       " tokens, up to " + std::to_string(batch) +
                       " texts at once: " + lens::fixedText(seconds / trials, 2) + " s a trial\n";
    const auto machines = different(study.sessions, &SessionRecord::machine);
    if (!machines.empty()) text += std::string("- machine: ") + listed(machines) + "\n";
    return text;
}

std::string studyText(const ReportedStudy& reported) {
    const Study& study = reported.record.study;
    const lens::SubjectInfo& model = reported.record.model;
    std::string text =
        "- model: " + model.name + " (" + model.precision + ", " + std::to_string(model.bytes) + " bytes";
    const auto weights = different(reported.sessions, &SessionRecord::weights);
    if (!weights.empty()) text += std::string(", weights ") + listed(weights);
    text += std::string(")\n- arms: ") + armsOf(study) + "\n- " + counted(study.prompts.size(), "prompt") +
            (study.chat ? " in the chat template" : "") + (study.seeds.size() == 1 ? ", seed " : ", seeds ") +
            seedsOf(study.seeds) + ": " + std::to_string(reported.rows.size()) + " of " +
            std::to_string(trialCount(study)) + " trials\n- at most " + std::to_string(study.new_tokens) +
            " new tokens, " + samplingOf(study.sampling) +
            (study.stop_at_end ? "" : ", written on after an end token") +
            ", distorted: " + std::string(lens::nameOf(study.scope)) + "\n- collapsed: ends in a loop of " +
            std::to_string(study.collapse.loop_ids) + " ids or more, or seq-rep-4 above " +
            number(study.collapse.seq_rep_4) + "\n";
    const auto programs = different(reported.sessions, &SessionRecord::program);
    if (!programs.empty()) text += std::string("- program: ") + listed(programs) + "\n";
    return text + "- fingerprint of the study: " + reported.record.fingerprint + "\n" + costOf(reported);
}

std::vector<const ReportedStudy*> allOf(const StudyReport& report) {
    std::vector<const ReportedStudy*> all;
    for (const ReportedStudy& study : report.studies) all.push_back(&study);
    if (report.paper) all.push_back(&*report.paper);
    return all;
}

std::string nameOf(const ReportedStudy& study) {
    const std::string& name = study.record.study.name;
    return name.empty() ? lens::fileName(study.folder) : name;
}

std::string methodSection(const StudyReport& report) {
    std::string text = "## What was done\n";
    for (const ReportedStudy* const study : allOf(report)) {
        text +=
            "\n**" + nameOf(*study) + "** (`" + lens::fileName(study->folder) + "`)\n\n" + studyText(*study);
    }
    return text + "\nIntervals and tests come from " + std::to_string(report.options.bootstrap.resamples) +
           " resamples with seed " + std::to_string(report.options.bootstrap.seed) +
           "; [studies.md](studies.md) has the definitions.\n";
}

std::string cautionsSection(const Summary& summary) {
    std::string text = "## Words of caution\n\n";
    for (const Caution& caution : summary.cautions) text += "- " + textOf(caution) + "\n";
    return text;
}

std::vector<TrialRow> rowsOf(const StudyReport& report) {
    std::vector<TrialRow> rows;
    for (const ReportedStudy& study : report.studies)
        rows.insert(rows.end(), study.rows.begin(), study.rows.end());
    return rows;
}

RisingPart risingPartOf(const Summary& summary, std::vector<TrialRow> rows, const Bootstrap& bootstrap) {
    const auto beyond = strengthsBeyondPeak(summary);
    if (beyond.empty()) return {};
    std::vector<ArmSummary> arms = summary.arms;
    std::erase_if(
        arms, [&](const ArmSummary& arm) { return std::ranges::find(beyond, arm.strength) != beyond.end(); });
    RisingPart rising{.thresholds = thresholdsOf(TrialTable(std::move(rows)), arms, bootstrap).over_cosine,
                      .differences = {}};
    rising.differences = differencesBetween(rising.thresholds);
    return rising;
}

}  // namespace

std::string toMarkdown(const StudyReport& report) {
    const Summary summary = summarise(rowsOf(report), report.options);
    const std::string title = report.title.empty() ? nameOf(report.studies.front()) : report.title;
    std::string text = std::string("# ") + title + "\n\n";
    const auto add = [&text](const std::string& section) {
        if (!section.empty()) text += section + "\n";
    };
    add(report.words);
    add(answerSection(summary));
    add(methodSection(report));
    if (report.paper) add(paperSection(*report.paper, report.options));
    add(armsSection(summary));
    add(contrastsSection(summary));
    add(thresholdsSection(summary, risingPartOf(summary, rowsOf(report), report.options.bootstrap)));
    add(restorationSection(summary));
    add(cautionsSection(summary));
    text.pop_back();
    return text;
}

}  // namespace lossylens::study
