#include "study/run_study.h"

#include <QTest>

#include "study/merge.h"
#include "study/row_text.h"
#include "study_support.h"

using namespace lossylens;
using namespace lossylens::study;

namespace {

std::string pathIn(const QTemporaryDir& folder, const char* name) {
    return folder.filePath(QString::fromUtf8(name)).toStdString();
}

std::string pathIn(const QTemporaryDir& folder, const char* name, int number) {
    return folder.filePath(QStringLiteral("%1-%2").arg(QString::fromUtf8(name)).arg(number)).toStdString();
}

// Carries out the study in a folder; `trials`: stop once so many have been done in all.
StudyOutcome carryOut(const lens::SubjectPointer& subject, const Study& study, const std::string& path,
                      const RunSettings& settings = {}, int trials = -1) {
    auto prepared = PreparedStudy::make(subject, study);
    auto folder = RowFolder::open(path, study, lens::describe(*subject->checkpoint));
    if (!prepared || !folder) qFatal("%s", (prepared ? folder.error() : prepared.error()).text().c_str());
    std::stop_source stop;
    const auto outcome = runStudy(
        *prepared, *folder, settings,
        [&](const StudyProgress& progress) {
            if (progress.row && progress.done == trials) stop.request_stop();
        },
        stop.get_token());
    if (!outcome) qFatal("%s", outcome.error().text().c_str());
    return *outcome;
}

}  // namespace

// A study on a tiny model: the same rows however it is carried out.
class RunStudyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { subject_ = openFixture("gpt2-tiny"); }

    void rowsAreTheSameWhateverTheBatch() {
        const QTemporaryDir folder;
        std::string first;
        for (const int batch : {1, 3, 8}) {
            const std::string path = pathIn(folder, "batch", batch);
            const auto outcome = carryOut(subject_, smallStudy(), path, {.batch = batch, .shard = {}});
            QVERIFY(outcome.complete());
            QCOMPARE(outcome.all, 12);
            const std::string rows = bytesOf(path + "/rows.jsonl") + bytesOf(path + "/rows.csv");
            if (first.empty()) first = rows;
            QVERIFY(!rows.empty() && rows == first);
        }
    }

    // Nearest rows and perplexities are computed for several texts together.
    void rowsOfRestoredTextsAreTheSameWhateverTheBatch() {
        const auto subject = openFixture("llama-tiny");
        const QTemporaryDir folder;
        Study study = smallStudy();
        study.arms = {{}, armOf("jpeg-10+nearest"), armOf("gaussian@jpeg-10+fresh+nearest")};
        study.stop_at_end = false;
        std::string first;
        for (const int batch : {1, 5, 40}) {
            const std::string path = pathIn(folder, "batch", batch);
            QVERIFY(carryOut(subject, study, path, {.batch = batch, .shard = {}}).complete());
            const std::string rows = bytesOf(path + "/rows.jsonl");
            if (first.empty()) first = rows;
            QVERIFY(!rows.empty() && rows == first);
        }
        const auto rows = readRows(pathIn(folder, "batch", 1));
        QVERIFY(rows && !(*rows)[0].recovered);
        QVERIFY((*rows)[1].recovered && *(*rows)[1].recovered >= 0 && *(*rows)[1].recovered <= 1);
    }

    void aTextIsTheOneThatSideBySideWrites() {
        const QTemporaryDir folder;
        Study study = smallStudy();
        study.prompts.resize(1);
        study.seeds = {7};
        const std::string path = pathIn(folder, "rows");
        carryOut(subject_, study, path);
        const auto rows = readRows(path);
        QVERIFY(rows && rows->size() == 3);

        lens::GenerationRequest request;
        request.prompt = *subject_->tokenizer->encode(study.prompts[0].text);
        request.streams = {{}, {armOf("jpeg-25").distortion}, {armOf("rotation@jpeg-50").distortion}};
        request.sampling.seed = 7;
        request.max_new_tokens = study.new_tokens;
        const auto run = lens::SideBySide(subject_).run(request, {}, {});
        QVERIFY(run);
        for (std::size_t i = 0; i < 3; ++i) {
            const TrialRow& row = (*rows)[i];
            const lens::StreamSnapshot& stream = run->streams[i];
            QCOMPARE(row.arm, stream.name);
            QCOMPARE(row.ids, stream.ids);
            QCOMPARE(row.text, stream.text);
            QCOMPARE(row.at("agreed"), std::optional<double>(stream.metrics.agreed));
            QCOMPARE(row.at("seq_rep_4"), stream.metrics.seq_rep_4);
            QCOMPARE(row.at("perplexity"), stream.metrics.perplexity);
        }
    }

    void aPausedStudyGoesOnAndEndsInTheSameBytes() {
        const QTemporaryDir folder;
        const std::string whole = pathIn(folder, "whole"), paused = pathIn(folder, "paused");
        carryOut(subject_, smallStudy(), whole);
        int done = 0;
        for (const int trials : {1, 4, 5, 11, -1}) {
            const auto outcome = carryOut(subject_, smallStudy(), paused, {.batch = 3, .shard = {}}, trials);
            QVERIFY(outcome.done >= std::max(trials, done));
            done = outcome.done;
        }
        QCOMPARE(done, 12);
        QCOMPARE(bytesOf(paused + "/rows.jsonl"), bytesOf(whole + "/rows.jsonl"));
        QCOMPARE(bytesOf(paused + "/rows.csv"), bytesOf(whole + "/rows.csv"));
    }

    void aTornLastLineIsCutAndWrittenAnew() {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "rows");
        carryOut(subject_, smallStudy(), path);
        const std::string rows = bytesOf(path + "/rows.jsonl");
        const std::size_t last = rows.rfind('\n', rows.size() - 2) + 1;
        for (const std::size_t kept :
             {std::size_t{0}, std::size_t{1}, last - 1, last, last + 1, rows.size() - 1}) {
            writeFile(path + "/rows.jsonl", rows.substr(0, kept));
            QVERIFY(carryOut(subject_, smallStudy(), path).complete());
            QCOMPARE(bytesOf(path + "/rows.jsonl"), rows);
        }
    }

    void aBrokenLineInTheMiddleIsNamed() {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "rows");
        carryOut(subject_, smallStudy(), path);
        std::string rows = bytesOf(path + "/rows.jsonl");
        rows.insert(rows.find('\n') + 1, "{\"study\"\n");
        writeFile(path + "/rows.jsonl", rows);
        const auto folder_again = RowFolder::open(path, smallStudy(), lens::describe(*subject_->checkpoint));
        QVERIFY(!folder_again);
        QVERIFY(folder_again.error().where.find("line 2") != std::string::npos);
    }

    void anotherStudyIsNotMixedIn() {
        const QTemporaryDir folder;
        const std::string path = pathIn(folder, "rows");
        carryOut(subject_, smallStudy(), path, {}, 2);
        Study other = smallStudy();
        other.sampling.temperature = 1;
        const auto refused = RowFolder::open(path, other, lens::describe(*subject_->checkpoint));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::usage);
        other = smallStudy();
        other.name = "a name decides nothing";
        QVERIFY(RowFolder::open(path, other, lens::describe(*subject_->checkpoint)));
    }

    void twoProgramsDoNotWriteToOneFolder() {
        const QTemporaryDir folder;
        const auto info = lens::describe(*subject_->checkpoint);
        const auto one = RowFolder::open(pathIn(folder, "rows"), smallStudy(), info);
        const auto two = RowFolder::open(pathIn(folder, "rows"), smallStudy(), info);
        QVERIFY(one && !two);
        QCOMPARE(two.error().code, ErrorCode::limit);
    }

    void shardsTogetherAreTheWhole() {
        const QTemporaryDir folder;
        const std::string whole = pathIn(folder, "whole");
        carryOut(subject_, smallStudy(), whole);
        std::string lines;
        int trials = 0;
        for (const int part : {1, 2, 3}) {
            const std::string path = pathIn(folder, "part", part);
            trials += carryOut(subject_, smallStudy(), path, {.batch = 2, .shard = {part, 3}}).done;
            lines += bytesOf(path + "/rows.jsonl");
        }
        QCOMPARE(trials, 12);
        std::string expected = bytesOf(whole + "/rows.jsonl");
        QCOMPARE(lines.size(), expected.size());
        for (std::size_t start = 0; start < expected.size();) {
            const std::size_t end = expected.find('\n', start) + 1;
            QVERIFY(lines.find(expected.substr(start, end - start)) != std::string::npos);
            start = end;
        }
    }

    void rowsWithoutTextsSayTheSame() {
        const QTemporaryDir folder;
        const std::string whole = pathIn(folder, "whole"), packed = pathIn(folder, "packed");
        carryOut(subject_, smallStudy(), whole);
        const auto merged = mergeFolders({whole}, packed, RowTexts::dropped);
        QVERIFY(merged && merged->complete());
        const auto all = readRows(whole), some = readRows(packed);
        QVERIFY(all && some);
        QCOMPARE(csvOf(*some), csvOf(*all));
        QVERIFY(some->front().ids.empty() && some->front().text.empty());
        const std::string again = pathIn(folder, "again");
        QVERIFY(mergeFolders({packed}, again, RowTexts::dropped));
        QCOMPARE(bytesOf(again + "/rows.jsonl.gz"), bytesOf(packed + "/rows.jsonl.gz"));
    }

    void aMergeLosesNothingOfItsFolder() {
        const QTemporaryDir folder;
        const std::string whole = pathIn(folder, "whole"), other = pathIn(folder, "other"),
                          packed = pathIn(folder, "packed");
        Study another = smallStudy();
        another.seeds.push_back(7);
        carryOut(subject_, smallStudy(), whole);
        carryOut(subject_, another, other);
        const std::string before = bytesOf(other + "/rows.jsonl");
        QVERIFY(!mergeFolders({whole}, other));
        QVERIFY(!mergeFolders({whole}, other, RowTexts::dropped));
        QCOMPARE(bytesOf(other + "/rows.jsonl"), before);

        // A part that has no rows of its own takes nothing away.
        const std::string empty = pathIn(folder, "empty");
        QVERIFY(std::filesystem::create_directory(empty));
        std::filesystem::copy_file(whole + "/study.json", empty + "/study.json");
        const std::string all = bytesOf(whole + "/rows.jsonl"), sessions = bytesOf(whole + "/sessions.jsonl");
        const auto merged = mergeFolders({empty}, whole);
        QVERIFY(merged && merged->complete());
        QCOMPARE(bytesOf(whole + "/rows.jsonl"), all);
        QVERIFY(mergeFolders({empty, whole}, whole));
        QCOMPARE(bytesOf(whole + "/sessions.jsonl"), sessions);

        // Rows without texts and rows with them are never in one folder.
        QVERIFY(mergeFolders({whole}, packed, RowTexts::dropped));
        QVERIFY(!mergeFolders({whole}, packed));
        QVERIFY(!mergeFolders({whole}, whole, RowTexts::dropped));
        QVERIFY(!RowFolder::open(packed, smallStudy(), lens::describe(*subject_->checkpoint)));
    }

    void aMergeWaitsForWhoWritesToItsFolder() {
        const QTemporaryDir folder;
        const std::string whole = pathIn(folder, "whole"), into = pathIn(folder, "into");
        carryOut(subject_, smallStudy(), whole);
        const auto writer = RowFolder::open(into, smallStudy(), lens::describe(*subject_->checkpoint));
        QVERIFY(writer);
        const auto merged = mergeFolders({whole}, into);
        QVERIFY(!merged && merged.error().code == ErrorCode::limit);
    }

    void aRowCarriesWhatTheTextIs() {
        const QTemporaryDir folder;
        carryOut(subject_, smallStudy(), pathIn(folder, "rows"));
        const auto rows = readRows(pathIn(folder, "rows"));
        QVERIFY(rows);
        for (const TrialRow& row : *rows) {
            QCOMPARE(row.id, row.prompt + "/" + std::to_string(row.seed) + "/" + row.arm);
            QCOMPARE(row.cosine_mean.has_value(), row.arm != "baseline");
            QCOMPARE(row.bytes.has_value(), row.arm == "jpeg-25");
            QVERIFY(!row.text.empty());
            QVERIFY(row.ended || row.ids.size() == 16);
        }
    }

    void aPromptThatIsTooLongIsNamed() {
        Study study = smallStudy();
        study.new_tokens = 100'000;
        const auto prepared = PreparedStudy::make(subject_, study);
        QVERIFY(!prepared);
        QCOMPARE(prepared.error().code, ErrorCode::limit);
        QVERIFY(prepared.error().where.find("first") != std::string::npos);
    }

private:
    lens::SubjectPointer subject_;
};

QTEST_GUILESS_MAIN(RunStudyTest)
#include "run_study_test.moc"
