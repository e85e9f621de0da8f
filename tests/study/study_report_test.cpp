#include "study/study_report.h"

#include <QTest>

#include "base/random.h"
#include "study/arm_contrasts.h"
#include "study/measures.h"
#include "study_support.h"

using namespace lossylens;
using namespace lossylens::study;

namespace {

const char* const docs = LOSSYLENS_SOURCES "/docs/";

// So many prompts × 2 seeds; `collapse`: how likely, by arm.
std::vector<TrialRow> rowsWith(const std::vector<std::pair<std::string, double>>& collapse,
                               std::uint64_t prompts = 10) {
    std::vector<TrialRow> rows;
    for (std::uint64_t prompt = 1; prompt <= prompts; ++prompt) {
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            for (std::uint64_t arm = 0; arm < collapse.size(); ++arm) {
                TrialRow row;
                row.study = "s";
                row.trial = static_cast<int>(rows.size());
                row.prompt = std::string("p").append(std::to_string(prompt));
                row.seed = seed;
                row.arm = collapse[arm].first;
                if (arm > 0) row.cosine_mean = .7;
                row.collapsed = randomUniform({prompt, seed, arm, 0}) < collapse[arm].second;
                row.measured.resize(measures().size());
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

Summary summaryOf(const std::vector<std::pair<std::string, double>>& collapse) {
    return summarise(rowsWith(collapse), {.bootstrap = {.resamples = 200}});
}

bool contains(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

}  // namespace

// A study as a page.
class StudyReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // docs/haylett-2025/make.sh writes the page; here its numbers are computed again from the rows beside it.
    void theCommittedReportFollowsFromItsRows() {
        const std::string folder = std::string(docs) + "haylett-2025/";
        StudyReport report;
        for (const char* const name : {"trials", "restored"}) {
            auto study = readReportedStudy(folder + name);
            QVERIFY2(study, study ? "" : study.error().text().c_str());
            report.studies.push_back(*std::move(study));
        }
        auto paper = readReportedStudy(folder + "paper");
        QVERIFY(paper);
        report.paper = *std::move(paper);
        report.words = bytesOf(folder + "words.md");
        const std::string page = toMarkdown(report),
                          committed = bytesOf(std::string(docs) + "haylett-2025.md");
        QCOMPARE(QString::fromStdString(page).split(QLatin1Char('\n')),
                 QString::fromStdString(committed).split(QLatin1Char('\n')));
    }

    void armsThatDoTheSameAreNotToldApart() {
        const auto summary = summaryOf({{"baseline", 0}, {"jpeg-25", 1}, {"rotation@jpeg-25", 1}});
        const std::string answer = answerSection(summary);
        QVERIFY(contains(answer, "**Any error of that size**"));
        QVERIFY(contains(answer, "- rotation@jpeg: nothing"));
        QVERIFY(contains(answer, "- jpeg: collapsed, points +100 at 25"));
    }

    void tooFewPromptsCannotTell() {
        const auto rows = rowsWith({{"baseline", 0}, {"jpeg-25", 1}, {"rotation@jpeg-25", 1}}, 2);
        const std::string answer = answerSection(summarise(rows, {.bootstrap = {.resamples = 200}}));
        QVERIFY(contains(answer, "**This study cannot tell**: with 2 prompts"));
        QVERIFY(!contains(answer, "would have stayed unseen"));
    }

    void anArmThatDoesOtherwiseIsNamed() {
        const auto summary =
            summaryOf({{"baseline", 0}, {"jpeg-25", 1}, {"rotation@jpeg-25", 0}, {"dct@jpeg-25", 1}});
        const std::string answer = answerSection(summary);
        QVERIFY(contains(answer, "**Not every error of that size does quite the same**"));
        QVERIFY(contains(answer, "- rotation@jpeg: collapsed, points -100 at 25"));
        QVERIFY(contains(answer, "Not told apart from it: dct@jpeg"));
    }

    void contrastsAreAdjustedTogetherAndLeaveRestoredArmsOut() {
        const auto summary = summaryOf({{"baseline", .1},
                                        {"jpeg-25", .8},
                                        {"rotation@jpeg-25", .5},
                                        {"jpeg-25+permuted-1", .3},
                                        {"jpeg-25+nearest", .1}});
        const auto contrasts = contrastsOf(summary, Against::jpeg);
        QCOMPARE(contrasts.size(), 2 * contrastMeasures().size());
        QCOMPARE(contrasts.back().arm, std::string("jpeg-25+permuted-1"));
        QCOMPARE(contrasts.back().against, std::string("jpeg-25"));
        double least = 1;
        for (const Contrast& one : contrasts) least = std::min(least, one.p);
        for (const Contrast& one : contrasts) {
            if (one.p == least)
                QCOMPARE(one.p_holm, std::min(1.0, least * static_cast<double>(contrasts.size())));
        }
    }

    void aRateThatFallsAgainIsFittedWithoutItsEnd() {
        auto rows = rowsWith(
            {{"baseline", 0}, {"jpeg-75", 0}, {"jpeg-25", 1}, {"jpeg-10", 0}, {"rotation@jpeg-10", 1}});
        for (TrialRow& row : rows) {
            if (row.arm == "jpeg-75") row.cosine_mean = .95;
            if (row.arm == "jpeg-10") row.cosine_mean = .5;
        }
        const auto summary = summarise(rows, {.bootstrap = {.resamples = 200}});
        QCOMPARE(strengthsBeyondPeak(summary), std::vector<std::string>{"10"});
        ReportedStudy study{.folder = "s", .record = {}, .rows = rows, .sessions = {}};
        const std::string page = toMarkdown({.studies = {study},
                                             .paper = {},
                                             .title = "T",
                                             .words = {},
                                             .options = {.bootstrap = {.resamples = 200}}});
        QVERIFY(contains(page, "jpeg (100 % at 25, 0 % at 10)") && contains(page, "once more, without 10,"));
    }

    void restorationIsShownBesideWhatWasRestored() {
        auto rows = rowsWith({{"baseline", 0}, {"jpeg-25", .5}, {"jpeg-25+nearest", .2}});
        QVERIFY(restorationSection(summarise(rowsWith({{"baseline", 0}, {"jpeg-25", .5}}),
                                             {.bootstrap = {.resamples = 200}}))
                    .empty());
        for (TrialRow& row : rows) {
            if (row.arm == "jpeg-25+nearest") row.recovered = .25;
        }
        const std::string section = restorationSection(summarise(rows, {.bootstrap = {.resamples = 200}}));
        QVERIFY(contains(section, "| jpeg-25 |") && contains(section, "| jpeg-25+nearest | 25.0 |"));
    }
};

QTEST_GUILESS_MAIN(StudyReportTest)
#include "study_report_test.moc"
