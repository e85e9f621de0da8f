#include "lens/replay.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "lens/fingerprint.h"
#include "lens/run_file.h"
#include "lens_support.h"

using namespace lossylens;

// Written again by the same model, a run that was read from a file has the same tokens; what differs is said.
class ReplayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSameTokensComeOutOfAFile();
    void aChangedTokenIsFound();
    void aTextThatWasCutOffIsFound();
    void aMissingStreamIsFound();
    void interruptedTextsMayGoOn();
    void anotherModelIsSaid();
    void weightsHaveOneFingerprintWhereverTheyLie();
    void everyFormSaysTheSame();

private:
    [[nodiscard]] static lens::RunDocument written(const lens::SubjectPointer& subject,
                                                   lens::GenerationRequest request);
    lens::SubjectPointer subject_;
    lens::RunDocument run_;   // as it was written
    lens::RunDocument file_;  // as it is read
};

lens::RunDocument ReplayTest::written(const lens::SubjectPointer& subject, lens::GenerationRequest request) {
    lens::RunDocument run;
    run.model = lens::describe(*subject->checkpoint);
    run.fingerprint = lens::fingerprintOf(*subject->checkpoint);
    run.precision = subject->model->precision();
    run.prompt = "The quick brown fox";
    request.prompt = subject->tokenizer->encode(run.prompt).value();
    run.generation = lens::SideBySide(subject).run(request, {}, {}).value();
    run.request = std::move(request);
    return run;
}

void ReplayTest::initTestCase() {
    subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    lens::GenerationRequest request;
    request.streams = {
        {}, {codec::parseDistortion("jpeg-25").value()}, {codec::parseDistortion("rotation").value()}};
    request.max_new_tokens = 16;
    request.stop_at_end = false;
    run_ = written(subject_, request);
    file_ = lens::readRun(lens::toJson(run_).dump()).value();
}

void ReplayTest::theSameTokensComeOutOfAFile() {
    const lens::Replay replay = lens::compareRuns(file_, written(subject_, lens::replayRequest(file_)));
    QVERIFY2(replay.same(), lens::describe(replay).c_str());
    QCOMPARE(replay.streams, 3);
    QCOMPARE(replay.tokens, 48);
    QVERIFY(replay.circumstances.empty());
    QVERIFY(lens::describe(replay).starts_with("The same 48 tokens"));
}

void ReplayTest::aChangedTokenIsFound() {
    lens::RunDocument changed = file_;
    int& id = changed.generation.streams[1].ids[5];
    const int before = id++;
    const lens::Replay replay = lens::compareRuns(changed, run_);
    QCOMPARE(replay.differences.size(), std::size_t{1});
    const lens::TextDifference& difference = replay.differences.front();
    QCOMPARE(difference.stream, std::string("jpeg-25"));
    QCOMPARE(difference.same, 5);
    QCOMPARE(difference.then, std::optional(before + 1));
    QCOMPARE(difference.now, std::optional(before));
    QVERIFY(lens::describe(replay).find("the first 5 tokens are the same") != std::string::npos);
    QVERIFY(lens::describe(replay).find("the file has been changed") != std::string::npos);
}

void ReplayTest::aTextThatWasCutOffIsFound() {
    lens::RunDocument changed = file_;
    changed.generation.streams[0].ids.resize(10);
    const lens::Replay replay = lens::compareRuns(changed, run_);
    QCOMPARE(replay.differences.size(), std::size_t{1});
    QCOMPARE(replay.differences.front().same, 10);
    QVERIFY(!replay.differences.front().then);
}

void ReplayTest::aMissingStreamIsFound() {
    lens::RunDocument fewer = run_;
    fewer.generation.streams.pop_back();
    const lens::Replay replay = lens::compareRuns(file_, fewer);
    QCOMPARE(replay.differences.size(), std::size_t{1});
    QVERIFY(!replay.differences.front().written);
}

void ReplayTest::interruptedTextsMayGoOn() {
    lens::RunDocument interrupted = file_;
    for (lens::StreamSnapshot& stream : interrupted.generation.streams) {
        stream.ids.resize(7);
        stream.state = lens::StreamSnapshot::State::stopped;
    }
    QVERIFY(lens::compareRuns(interrupted, run_).same());
    QCOMPARE(lens::replayRequest(interrupted).max_new_tokens, 7);
    QVERIFY(lens::compareRuns(interrupted, written(subject_, lens::replayRequest(interrupted))).same());
    QCOMPARE(lens::replayRequest(file_).max_new_tokens, 16);
}

void ReplayTest::anotherModelIsSaid() {
    const auto other = openFixture("llama-q4_0.gguf", nn::Precision::f32);
    const lens::Replay replay = lens::compareRuns(file_, written(other, lens::replayRequest(file_)));
    std::vector<lens::Circumstance::Kind> kinds;
    for (const lens::Circumstance& one : replay.circumstances) kinds.push_back(one.kind);
    using Kind = lens::Circumstance::Kind;
    QCOMPARE(kinds, (std::vector{Kind::model, Kind::weights, Kind::precision}));
}

void ReplayTest::weightsHaveOneFingerprintWhereverTheyLie() {
    const auto fingerprint = [](const char* model) {
        return lens::fingerprintOf(*openFixture(model, nn::Precision::stored)->checkpoint);
    };
    QCOMPARE(fingerprint("llama-q8_0.gguf"), run_.fingerprint);
    QCOMPARE(run_.fingerprint.size(), std::size_t{16});
    QVERIFY(fingerprint("llama-q4_0.gguf") != run_.fingerprint);
    const QTemporaryDir folder;
    const QString elsewhere = folder.filePath(QStringLiteral("renamed.gguf"));
    QVERIFY(QFile::copy(QStringLiteral(LOSSYLENS_FIXTURES "/models/llama-q8_0.gguf"), elsewhere));
    const auto renamed = formats::openCheckpoint(elsewhere.toStdString());
    QVERIFY(renamed);
    QCOMPARE(lens::fingerprintOf(**renamed), run_.fingerprint);
}

void ReplayTest::everyFormSaysTheSame() {
    lens::RunDocument changed = file_;
    changed.generation.streams[2].ids[0] += 1;
    changed.program = "LossyLens 0.0.1";
    const lens::Replay replay = lens::compareRuns(changed, run_);
    const auto json = lens::toJson(replay);
    QCOMPARE(json["same"].get<bool>(), false);
    QCOMPARE(json["circumstances"][0]["what"].get<std::string>(), std::string("program"));
    QCOMPARE(json["differences"][0]["same"].get<int>(), 0);
    QVERIFY(lens::toCsv(replay).find("rotation@jpeg-25,1,0,") != std::string::npos);
    QVERIFY(lens::describe(replay).find("LossyLens 0.0.1 then") != std::string::npos);
}

QTEST_GUILESS_MAIN(ReplayTest)
#include "replay_test.moc"
