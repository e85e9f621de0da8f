#include <algorithm>
#include <array>
#include <cmath>

#include "lens/report.h"
#include "study/markdown.h"
#include "study/study_report.h"

namespace lossylens::study {
namespace {

// Haylett (2025), GPT-2 large: the flattened cosine of its prompt, and what its one sample a quality
// measures, scored on lower-case words with the prompt removed.
struct PaperRow {
    const char* arm;
    const char* cosine;
    double seq_rep_4;
    double negative_share;
};
constexpr std::array<PaperRow, 4> paper_rows{{{"jpeg-95", "0.99878", .110, .06},
                                              {"jpeg-75", "0.96807", .104, .06},
                                              {"jpeg-25", "0.75703", .041, .13},
                                              {"jpeg-10", "0.5753", .535, .26}}};

std::vector<std::string> ours(const ArmSummary& arm) {
    return {lens::fixedText(arm.cosine_flattened, 5), lens::fixedText(arm.cosine_mean, 5),
            meanOf(arm, "seq_rep_4", 3), meanOf(arm, "negative_share", 0, 100),
            std::to_string(arm.collapsed) + " of " + std::to_string(arm.trials)};
}

}  // namespace

std::string paperSection(const ReportedStudy& paper, const SummaryOptions& options) {
    const Summary summary = summarise(paper.rows, {.bootstrap = options.bootstrap, .thresholds = false});
    MarkdownTable table({"quality", "cosine: paper", "ours, flattened", "ours, mean", "seq-rep-4: its sample",
                         "ours", "negative sentences, %: its sample", "ours", "collapsed: ours"});
    if (const ArmSummary* const baseline = summary.find("baseline")) {
        std::vector<std::string> cells{"none", "", "", "", "", "", "", "", ""};
        const auto own = ours(*baseline);
        cells[5] = own[2];
        cells[7] = own[3];
        cells[8] = own[4];
        table.add(cells);
    }
    for (const PaperRow& row : paper_rows) {
        const ArmSummary* const arm = summary.find(row.arm);
        if (!arm) continue;
        const auto own = ours(*arm);
        table.add({arm->strength, row.cosine, own[0], own[1], lens::fixedText(row.seq_rep_4, 3), own[2],
                   lens::fixedText(100 * row.negative_share, 0), own[3], own[4]});
    }
    const Study& study = paper.record.study;
    return "## Beside the paper's table\n\nK. R. Haylett (2025) reports a cosine and one sample a quality, "
           "of GPT-2 "
           "large. Ours are of " +
           paper.record.model.name + " and the same prompt (“" + study.prompts.front().text + "”), " +
           std::to_string(study.seeds.size()) + " seeds, at most " + std::to_string(study.new_tokens) +
           " new tokens. Its samples are scored on words, ours on tokens: compare within a column, not "
           "across.\n\n" +
           table.text() +
           "\nThe figures are the paper's (CC BY-NC-ND 4.0), its texts are not shown. Its listing cannot run "
           "as "
           "printed: its forward returns a bare tensor, and it has `top_p=0.`, which its text gives as .95, "
           "used "
           "here. Gaussian noise vectors of its 1280 dimensions, put through the same codec, have cosines of "
           ".999, .971, .765 and .582: that curve needs no structure in the embedding.\n";
}

}  // namespace lossylens::study
