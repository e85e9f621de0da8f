// What the Study page is made of, on values: the form as a study, a summary as lines and words, the duel.
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <set>

#include "ui/duel.h"
#include "ui/study_curves.h"
#include "ui/study_draft.h"

using namespace lossylens;
using namespace lossylens::ui;

namespace {

QString fromUtf8(const char* text) { return QString::fromUtf8(text); }

StudyDraft draft() {
    StudyDraft draft;
    draft.name = fromUtf8("a study");
    draft.prompts = {{"one", "The quick brown fox"}, {"two", "Once upon a time"}};
    draft.qualities = fromUtf8("75, 25");
    draft.more_arms = fromUtf8("jpeg-25+rows-8");
    draft.seeds = fromUtf8("3");
    return draft;
}

RowPointer row(const char* prompt, std::uint64_t seed, const char* arm, const char* text) {
    study::TrialRow row;
    row.prompt = prompt;
    row.seed = seed;
    row.arm = arm;
    row.text = text;
    row.id = row.prompt + "/" + std::to_string(seed) + "/" + row.arm;
    return std::make_shared<const study::TrialRow>(row);
}

study::FamilyThreshold threshold(bool bracketed, double logistic, double line, double step) {
    study::FamilyThreshold one;
    one.family = "rotation@jpeg";
    one.trials = 80;
    one.strengths = 4;
    one.threshold.fit.alpha = std::acos(.7);
    one.threshold.fit.bracketed = bracketed;
    one.threshold.alpha = study::Interval{std::acos(.75), std::acos(.65)};
    one.threshold.held_out = study::HeldOut{.logistic = logistic, .line = line, .step = step};
    return one;
}

study::ArmSummary arm(const char* name, const char* family, const char* strength, double cosine,
                      int collapsed) {
    study::ArmSummary arm;
    arm.name = name;
    arm.family = family;
    arm.strength = strength;
    arm.trials = 30;
    arm.collapsed = collapsed;
    arm.cosine_flattened = cosine;
    arm.collapse_wilson = study::wilson(collapsed, 30);
    arm.collapse_interval = study::Interval{.1, .9};
    return arm;
}

study::Summary summary() {
    study::Summary summary;
    summary.arms = {arm("baseline", "baseline", "", 1, 0), arm("jpeg-75", "jpeg", "75", .94, 0),
                    arm("jpeg-10", "jpeg", "10", .52, 15), arm("gaussian-0.5", "gaussian", "0.5", .89, 3)};
    summary.arms[3].trials = 9;
    return summary;
}

}  // namespace

class StudyValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeNumbersAreListsAndRanges();
    void draftMakesEveryArmOnce();
    void studyBecomesTheDraftThatMakesIt();
    void variantsAndCosinesAreArmsOfTheirOwn();
    void strengthsOfItsOwnAreTaken();
    void draftWithoutPromptsOrArmsIsRefused();
    void takenFolderIsNotProposed();
    void scoreIsWilsonAndTheExactBinomial();
    void pairsAreOfOnePromptAndSeedAndDiffer();
    void duelAsksEveryPairOnceAndDrawsBothSides();
    void verdictsComeBackFromTheFolder();
    void curvesAreOfFamiliesOverTheAxis();
    void bandIsOfTheChosenKind();
    void thresholdIsSpokenOfOnlyWhereTheCurveWins();
    void cosineFallsWhereTheAngleRises();
};

void StudyValuesTest::wholeNumbersAreListsAndRanges() {
    const auto parse = [](const char* text) {
        return parseWholeNumbers(fromUtf8(text), 100, fromUtf8("Field"));
    };
    QCOMPARE(parse("95, 75").value(), (std::vector<std::uint64_t>{95, 75}));
    QCOMPARE(parse("1-3 7").value(), (std::vector<std::uint64_t>{1, 2, 3, 7}));
    for (const char* wrong : {"", "x", "5-3", "101", "1-2-3", "1.5", "-4"}) {
        const auto numbers = parse(wrong);
        QVERIFY2(!numbers, wrong);
        QCOMPARE(numbers.error().where, std::string("Field"));
    }
}

void StudyValuesTest::draftMakesEveryArmOnce() {
    const auto study = studyOf(draft(), {});
    QVERIFY(study);
    std::vector<std::string> names;
    for (const study::Arm& arm : study->arms) names.push_back(study::nameOf(arm));
    QCOMPARE(names, (std::vector<std::string>{"baseline", "jpeg-75", "jpeg-25", "rotation@jpeg-75",
                                              "rotation@jpeg-25", "jpeg-25+rows-8"}));
    QCOMPARE(study->seeds, (std::vector<std::uint64_t>{1, 2, 3}));
}

void StudyValuesTest::studyBecomesTheDraftThatMakesIt() {
    for (const char* seeds : {"3", "7-7", "4, 9"}) {
        StudyDraft wanted = draft();
        wanted.source = fromUtf8("study");
        wanted.seeds = fromUtf8(seeds);
        const auto study = studyOf(wanted, {});
        QVERIFY(study);
        QCOMPARE(draftOf(*study), wanted);
    }
}

// The whole grammar of a distortion's name but a layout and a seed, which are named.
void StudyValuesTest::variantsAndCosinesAreArmsOfTheirOwn() {
    StudyDraft wanted = draft();
    wanted.source = fromUtf8("study");
    wanted.more_arms.clear();
    wanted.qualities = fromUtf8("25");
    wanted.cosines = fromUtf8("0.9, 0.5");
    wanted.distortions = {{fromUtf8("jpeg"), {}}, {fromUtf8("gaussian"), {}}};
    const auto names = [](const StudyDraft& one) {
        const auto study = studyOf(one, {});
        if (!study) return QString::fromStdString(study.error().text());
        QStringList arms;
        for (const study::Arm& arm : study->arms) arms << QString::fromStdString(study::nameOf(arm));
        return arms.join(QLatin1Char(' '));
    };
    QCOMPARE(names(wanted), fromUtf8("baseline jpeg-25 gaussian@jpeg-25 gaussian@cos-0.9 gaussian@cos-0.5"));
    QCOMPARE(draftOf(*studyOf(wanted, {})), wanted);
    wanted.cosines.clear();
    wanted.draws = StudyDraft::Draws::both;
    wanted.then = StudyDraft::Then::norm;
    QCOMPARE(names(wanted),
             fromUtf8("baseline jpeg-25+norm gaussian@jpeg-25+norm gaussian@jpeg-25+fresh+norm"));
    QCOMPARE(draftOf(*studyOf(wanted, {})), wanted);
    wanted.draws = StudyDraft::Draws::fresh;
    wanted.then = StudyDraft::Then::each;
    QCOMPARE(names(wanted), fromUtf8("baseline jpeg-25 jpeg-25+norm jpeg-25+nearest gaussian@jpeg-25+fresh "
                                     "gaussian@jpeg-25+fresh+norm gaussian@jpeg-25+fresh+nearest"));
    QCOMPARE(draftOf(*studyOf(wanted, {})), wanted);
    // Cosines alone: for what can be matched.
    wanted = draft();
    wanted.more_arms.clear();
    wanted.qualities.clear();
    wanted.cosines = fromUtf8("0.9");
    wanted.distortions = {{fromUtf8("rotation"), {}}};
    QCOMPARE(names(wanted), fromUtf8("baseline rotation@cos-0.9"));
    wanted.distortions.push_back({fromUtf8("jpeg"), {}});
    QVERIFY(studyOf(wanted, {}).error().text().find("jpeg") != std::string::npos);
    wanted.cosines = fromUtf8("steep");
    QVERIFY(studyOf(wanted, {}).error().text().find("steep") != std::string::npos);
}

void StudyValuesTest::strengthsOfItsOwnAreTaken() {
    StudyDraft own = draft();
    own.distortions = {{fromUtf8("rotation"), fromUtf8("0.9, 0.5")}};
    own.more_arms.clear();
    const auto study = studyOf(own, {});
    QVERIFY(study);
    QCOMPARE(study->arms.size(), std::size_t(3));
    QCOMPARE(study::nameOf(study->arms[2]), std::string("rotation-0.5"));
    own.distortions.front().strengths = fromUtf8("strong");
    QVERIFY(!studyOf(own, {}));
}

void StudyValuesTest::draftWithoutPromptsOrArmsIsRefused() {
    StudyDraft none = draft();
    none.prompts.clear();
    QVERIFY(!studyOf(none, {}));
    none = draft();
    none.distortions.clear();
    none.more_arms.clear();
    QVERIFY(!studyOf(none, {}));
}

void StudyValuesTest::takenFolderIsNotProposed() {
    const QTemporaryDir folder;
    const std::filesystem::path parent = folder.path().toStdString();
    const auto first = freeFolder(parent, fromUtf8("2026-01-02"), fromUtf8("JPEG, or any noise?"));
    QCOMPARE(first.filename().string(), std::string("2026-01-02-jpeg-or-any-noise"));
    std::filesystem::create_directory(first);
    QCOMPARE(freeFolder(parent, fromUtf8("2026-01-02"), fromUtf8("JPEG, or any noise?")).filename().string(),
             std::string("2026-01-02-jpeg-or-any-noise-2"));
    QCOMPARE(freeFolder(parent, fromUtf8("2026-01-02"), fromUtf8("??")).filename().string(),
             std::string("2026-01-02-study"));
}

void StudyValuesTest::scoreIsWilsonAndTheExactBinomial() {
    std::vector<Verdict> verdicts(10, {"a", "b", true});
    verdicts.back().right = false;
    DuelScore score = scoreOf(verdicts);
    QCOMPARE(score.right, 9);
    QCOMPARE(score.n, 10);
    QVERIFY(std::abs(score.p - 22. / 1024) < 1e-12);  // 2 · (10 + 1) / 2¹⁰
    verdicts.resize(0);
    for (int i = 0; i < 30; ++i) verdicts.push_back({"a", "b", i < 15});
    score = scoreOf(verdicts);
    QVERIFY(std::abs(score.interval->low - .33) < .005 && std::abs(score.interval->high - .67) < .005);
    QCOMPARE(score.p, 1.0);
    QVERIFY(!scoreOf({}).interval);
}

void StudyValuesTest::pairsAreOfOnePromptAndSeedAndDiffer() {
    const Rows rows{row("a", 1, "baseline", "x"),
                    row("a", 1, "jpeg-25", "one"),
                    row("a", 1, "rotation@jpeg-25", "two"),
                    row("a", 2, "rotation@jpeg-25", "no JPEG of this seed"),
                    row("b", 1, "jpeg-25", "same"),
                    row("b", 1, "rotation@jpeg-25", "same"),
                    row("a", 1, "gaussian@jpeg-25+fresh", "three"),
                    row("a", 1, "gaussian-0.5", "not matched")};
    QCOMPARE(duelPairs(rows).size(), std::size_t(2));
    const auto pairs = duelPairs(rows, fromUtf8("rotation@jpeg"));
    QCOMPARE(pairs.size(), std::size_t(1));
    QCOMPARE(pairs.front().jpeg->text, std::string("one"));
    QCOMPARE(pairs.front().control->text, std::string("two"));
    QCOMPARE(controlFamilies(rows),
             (QStringList{fromUtf8("rotation@jpeg"), fromUtf8("gaussian@jpeg+fresh")}));
}

void StudyValuesTest::duelAsksEveryPairOnceAndDrawsBothSides() {
    Rows rows;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        rows.push_back(row("a", seed, "jpeg-25", "one"));
        rows.push_back(row("a", seed, "rotation@jpeg-25", "two"));
    }
    Duel duel(1);
    duel.setPairs(duelPairs(rows));
    std::set<std::string> asked;
    int left = 0;
    while (duel.next()) {
        asked.insert(duel.pair()->jpeg->id);
        left += duel.jpegIsLeft() ? 1 : 0;
        const Verdict verdict = duel.choose(true);
        QCOMPARE(verdict.right, duel.jpegIsLeft());
    }
    QCOMPARE(asked.size(), std::size_t(40));
    QCOMPARE(duel.verdicts().size(), std::size_t(40));
    QCOMPARE(scoreOf(duel.verdicts()).right, left);
    QVERIFY(left > 8 && left < 32);  // both sides are drawn; with this seed it is the same each time
}

void StudyValuesTest::verdictsComeBackFromTheFolder() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const std::vector<Verdict> verdicts{{"a/1/jpeg-25", "a/1/rotation@jpeg-25", true},
                                        {"a/2/jpeg-25", "a/2/rotation@jpeg-25", false}};
    for (const Verdict& verdict : verdicts) QVERIFY(appendVerdict(path, verdict));
    QCOMPARE(readVerdicts(path), verdicts);
    QVERIFY(!appendVerdict(path / "not there", verdicts.front()));
    QVERIFY(readVerdicts(path / "not there").empty());
}

void StudyValuesTest::curvesAreOfFamiliesOverTheAxis() {
    const StudyCurves cosine = curvesOf(summary(), {});
    QCOMPARE(cosine.families.size(), std::size_t(2));
    QCOMPARE(cosine.families[0].family, fromUtf8("jpeg"));
    QCOMPARE(cosine.families[0].dots.front().x, .52);  // by rising cosine
    QCOMPARE(cosine.families[0].dots.front().y, .5);
    QVERIFY(!cosine.families[0].dots.front().anecdote());
    QVERIFY(cosine.families[1].dots.front().anecdote());
    QCOMPARE(cosine.baseline->y, 0.);
    StudyView view;
    view.axis = StudyAxis::quality;
    const StudyCurves quality = curvesOf(summary(), view);
    QCOMPARE(quality.families.size(), std::size_t(1));
    QCOMPARE(quality.families[0].dots.front().x, 10.);
    QCOMPARE(quality.left_out, 1);
}

void StudyValuesTest::bandIsOfTheChosenKind() {
    StudyView view;
    const auto wilson = curvesOf(summary(), view).families[0].dots.front().interval;
    QVERIFY(std::abs(wilson->low - .33) < .005);
    view.band = RateBand::prompts;
    QCOMPARE(curvesOf(summary(), view).families[0].dots.front().interval->low, .1);
}

void StudyValuesTest::thresholdIsSpokenOfOnlyWhereTheCurveWins() {
    const auto says = [](const study::FamilyThreshold& one) {
        return thresholdText(one).contains(fromUtf8("threshold"));
    };
    QVERIFY(says(threshold(true, 40, 50, 45)));
    QVERIFY(!says(threshold(true, 50, 40, 45)));  // a straight line
    QVERIFY(!says(threshold(true, 50, 45, 40)));  // a step
    QVERIFY(!says(threshold(false, 40, 50, 45)));
    QVERIFY(thresholdText(threshold(false, 40, 50, 45)).contains(fromUtf8("not bracketed")));
    QVERIFY(thresholdText(threshold(true, 50, 40, 45)).contains(fromUtf8("straight line")));
    study::FamilyThreshold one_prompt = threshold(true, 40, 50, 45);
    one_prompt.threshold.held_out.reset();
    QVERIFY(!says(one_prompt));
}

void StudyValuesTest::cosineFallsWhereTheAngleRises() {
    study::Summary with = summary();
    study::FamilyThreshold jpeg = threshold(true, 40, 50, 45);
    jpeg.family = "jpeg";
    with.thresholds = {jpeg};
    const FamilyCurve curve = curvesOf(with, {}).families[0];
    QVERIFY(std::abs(*curve.threshold - .7) < 1e-12);
    QVERIFY(std::abs(curve.threshold_at->low - .65) < 1e-12 &&
            std::abs(curve.threshold_at->high - .75) < 1e-12);
    QVERIFY(thresholdText(jpeg).contains(fromUtf8("0.700 [0.650, 0.750]")));
}

QTEST_GUILESS_MAIN(StudyValuesTest)
#include "study_values_test.moc"
