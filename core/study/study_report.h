#pragma once

#include <optional>
#include <string>
#include <vector>

#include "study/reported_study.h"
#include "study/summary.h"

namespace lossylens::study {

// What a report is made of; nothing else is in it, so that the same folders give the same page.
struct StudyReport {
    // Of one study, or of several with the same prompts and seeds, whose arms are put side by side.
    std::vector<ReportedStudy> studies;
    // One with the paper's prompt, to be shown beside what Haylett (2025) reports.
    std::optional<ReportedStudy> paper;
    std::string title;  // empty: the first study's name
    std::string words;  // Markdown that a person has written about the numbers, put first; may be empty
    SummaryOptions options;
};

// The page, in Markdown: the answer, what was done and how to repeat it, rates of collapse, paired
// differences, thresholds, restoration, the paper's table.
[[nodiscard]] std::string toMarkdown(const StudyReport& report);

// Its sections, for toMarkdown().
[[nodiscard]] std::string answerSection(const Summary& summary);
[[nodiscard]] std::string armsSection(const Summary& summary);
[[nodiscard]] std::string contrastsSection(const Summary& summary);
// `rising`: fits without the strengths beyond the one at which most texts collapse; see
// strengthsBeyondPeak().
struct RisingPart {
    std::vector<FamilyThreshold> thresholds;
    std::vector<FamilyDifference> differences;
};
[[nodiscard]] std::string thresholdsSection(const Summary& summary, const RisingPart& rising);
// Strengths of those families whose rate of collapse falls again beyond its peak, by more than its interval:
// the ones beyond the peak. A curve that only rises cannot follow there.
[[nodiscard]] std::vector<std::string> strengthsBeyondPeak(const Summary& summary);
[[nodiscard]] std::string restorationSection(const Summary& summary);  // empty where nothing was restored
[[nodiscard]] std::string paperSection(const ReportedStudy& paper, const SummaryOptions& options);

}  // namespace lossylens::study
