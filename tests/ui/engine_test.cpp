#include "ui/engine.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>

using namespace lossylens;
using namespace lossylens::ui;

namespace {

constexpr int patience = 60'000;  // ms, for work that gives way to all other on the machine

nn::LoadOptions loadOptions() { return {.precision = nn::Precision::stored, .threads = 1}; }

std::string model(const char* name) { return std::string(LOSSYLENS_FIXTURES "/models/") + name; }

void open(Engine& engine, const char* name) {
    engine.open(model(name), loadOptions());
    QTRY_VERIFY(!engine.opening());
    QVERIFY(engine.subject());
}

RequestNumber generate(Engine& engine, int new_tokens, int seed = 1) {
    RunRequest request{.prompt = "once upon", .generation = {}};
    request.generation.streams = {{}, {.distortion = codec::DistortionSpec{}}};
    request.generation.max_new_tokens = new_tokens;
    request.generation.stop_at_end = false;
    request.generation.sampling.seed = static_cast<std::uint64_t>(seed);
    return engine.generate(std::move(request));
}

}  // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laneDoesJobsInOrder();
    void laneDropsJobsThatHaveNotBegun();
    void missingModelIsAnErrorThatNamesIt();
    void supersededOpeningIsNeverHeardOf();
    void cancelledOpeningKeepsTheOldModel();
    void failedOpeningKeepsTheOldModel();
    void onlyTheLatestViewIsHeardOf();
    void promptBeyondTheContextIsRefusedWithBothNumbers();
    void curveComesRoughThenWhole();
    void bandIsDrawnRoughlyThenWholeWithoutBeingAskedFor();
    void bandOfAnotherModelIsNeverHeardOf();
    void comparisonTellsHowFarFromExactAndItsProgress();
    void cancelledComparisonIsNeverHeardOf();
    void writtenTextsCarryTheirRequest();
    void stopGivesWhatIsThere();
    void replacedGenerationIsNeverHeardOf();
    void openedModelSilencesTheOldOne();
    void measuresComeInPiecesThenWhole();
    void aGenerationEndsTheMeasuring();
    void nearestTokensComeForBothRows();
    void savingWritesTheWholeFile();
    void savingIntoNowhereIsAnError();
    void exceptionWhileSavingIsAnError();
};

void EngineTest::laneDoesJobsInOrder() {
    std::vector<int> done;
    std::atomic<bool> finished = false;
    Lane lane;
    for (int i = 0; i < 100; ++i) lane.post([&done, i] { done.push_back(i); });
    lane.post([&finished] { finished = true; });
    QTRY_VERIFY(finished);
    QCOMPARE(done.size(), 100U);
    QVERIFY(std::ranges::is_sorted(done));
}

void EngineTest::laneDropsJobsThatHaveNotBegun() {
    std::atomic<bool> begun = false;
    std::atomic<bool> go_on = false;
    std::atomic<bool> second = false;
    std::jthread opener;
    {
        Lane lane;
        lane.post([&] {
            begun = true;
            go_on.wait(false);
        });
        lane.post([&] { second = true; });
        QTRY_VERIFY(begun);
        opener = std::jthread([&] {  // lets the first job go on while the lane is being destroyed
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            go_on = true;
            go_on.notify_all();
        });
    }
    QVERIFY(!second);
}

void EngineTest::missingModelIsAnErrorThatNamesIt() {
    Engine engine;
    std::vector<Error> errors;
    connect(&engine, &Engine::openingFailed, this,
            [&](RequestNumber, const Error& error) { errors.push_back(error); });
    engine.open("/nowhere/absent.gguf", loadOptions());
    QVERIFY(engine.opening());
    QTRY_COMPARE(errors.size(), 1U);
    QVERIFY(!engine.opening());
    QVERIFY(errors.front().text().find("absent.gguf") != std::string::npos);
    QVERIFY(!engine.subject());
}

void EngineTest::supersededOpeningIsNeverHeardOf() {
    Engine engine;
    std::vector<RequestNumber> failed;
    connect(&engine, &Engine::openingFailed, this,
            [&](RequestNumber number, const Error&) { failed.push_back(number); });
    engine.open("/nowhere/first.gguf", loadOptions());
    const RequestNumber second = engine.open("/nowhere/second.gguf", loadOptions());
    QTRY_VERIFY(!engine.opening());
    QCOMPARE(failed, std::vector<RequestNumber>{second});
}

void EngineTest::cancelledOpeningKeepsTheOldModel() {
    Engine engine;
    open(engine, "llama-tiny");
    const lens::SubjectPointer old = engine.subject();
    engine.open(model("gpt2-tiny"), loadOptions());
    engine.cancelOpening();
    QVERIFY(!engine.opening());
    generate(engine, 2);  // comes after the opening on its lane
    QTRY_VERIFY(!engine.generating());
    QCOMPARE(engine.subject(), old);
}

void EngineTest::failedOpeningKeepsTheOldModel() {
    Engine engine;
    open(engine, "llama-tiny");
    const lens::SubjectPointer old = engine.subject();
    engine.open("/nowhere/absent.gguf", loadOptions());
    QTRY_VERIFY(!engine.opening());
    QCOMPARE(engine.subject(), old);
}

void EngineTest::onlyTheLatestViewIsHeardOf() {
    Engine engine;
    open(engine, "llama-tiny");
    std::vector<RequestNumber> answered;
    std::vector<double> strengths;
    connect(&engine, &Engine::viewed, this, [&](RequestNumber number, const ViewPointer& view) {
        answered.push_back(number);
        strengths.push_back(view->views.front().spec.strength);
    });
    RequestNumber last = 0;
    for (int quality = 1; quality <= 50; ++quality) {
        last = engine.view(
            {.prompt = "a b c",
             .distortions = {{.name = "jpeg", .strength = double(quality), .matched_quality = {}}}});
    }
    QTRY_COMPARE(answered, std::vector<RequestNumber>{last});
    QCOMPARE(strengths, std::vector<double>{50});
}

void EngineTest::promptBeyondTheContextIsRefusedWithBothNumbers() {
    Engine engine;
    open(engine, "llama-tiny");
    std::vector<std::string> errors;
    connect(&engine, &Engine::viewFailed, this,
            [&](RequestNumber, const Error& error) { errors.push_back(error.text()); });
    engine.view({.prompt = std::string(300, '7'), .distortions = {{}}});  // a token a digit
    QTRY_COMPARE(errors.size(), 1U);
    QVERIFY(errors.front().find("300") != std::string::npos);
    QVERIFY(errors.front().find("128") != std::string::npos);
}

void EngineTest::curveComesRoughThenWhole() {
    Engine engine;
    open(engine, "llama-tiny");
    std::vector<std::size_t> points;
    connect(&engine, &Engine::curveDrawn, this,
            [&](RequestNumber, const CurvePointer& curve) { points.push_back(curve->points.size()); });
    engine.drawCurve({5, 6, 7});
    QTRY_COMPARE(points, (std::vector<std::size_t>{11, 100}));
}

void EngineTest::bandIsDrawnRoughlyThenWholeWithoutBeingAskedFor() {
    Engine engine;
    std::vector<BandPointer> bands;
    connect(&engine, &Engine::bandDrawn, this, [&](const BandPointer& band) { bands.push_back(band); });
    open(engine, "llama-tiny");
    QTRY_VERIFY_WITH_TIMEOUT(!bands.empty() && bands.back()->points.size() == 100U, patience);
    QCOMPARE(bands.front()->points.size(), 8U);
    QCOMPARE(bands.back()->n, std::size_t(engine.subject()->model->shape().vocabulary));
    for (int quality = 1; quality <= 100; ++quality) {
        const lens::BandPoint& point = bands.back()->points[std::size_t(quality - 1)];
        QCOMPARE(point.quality, quality);
        QVERIFY(point.low < point.median && point.median < point.high);
    }
}

void EngineTest::bandOfAnotherModelIsNeverHeardOf() {
    Engine engine;
    open(engine, "llama-tiny");
    BandPointer last;
    const auto second = [&] { return engine.subject()->checkpoint->name.find("gpt2") != std::string::npos; };
    connect(&engine, &Engine::bandDrawn, this, [&](const BandPointer& band) {
        if (second()) last = band;
    });
    open(engine, "gpt2-tiny");
    QTRY_VERIFY_WITH_TIMEOUT(last && last->points.size() == 100U, patience);
    lens::VocabularyBand expected;
    QVERIFY(lens::extendBand(expected, *engine.subject(), 25, 1, {}).has_value());
    QCOMPARE(last->points[24].median, expected.points.front().median);
}

void EngineTest::comparisonTellsHowFarFromExactAndItsProgress() {
    Engine engine;
    open(engine, "llama-q4_1.gguf");
    std::vector<double> shares;
    std::optional<lens::Exactness> exactness;
    connect(&engine, &Engine::comparisonProgressed, this,
            [&](RequestNumber, double share) { shares.push_back(share); });
    connect(&engine, &Engine::compared, this,
            [&](RequestNumber, const lens::Exactness& result) { exactness = result; });
    engine.compareWithExact("once upon a time there was a mill", 1);
    QVERIFY(engine.comparing());
    QTRY_VERIFY_WITH_TIMEOUT(!engine.comparing(), patience);
    QVERIFY(exactness && exactness->positions > 3 && exactness->mean_kl >= 0);
    QVERIFY(std::ranges::is_sorted(shares));
    QCOMPARE(shares.back(), 1.0);
}

void EngineTest::cancelledComparisonIsNeverHeardOf() {
    Engine engine;
    open(engine, "llama-q4_1.gguf");
    int answers = 0;
    connect(&engine, &Engine::compared, this, [&] { ++answers; });
    connect(&engine, &Engine::comparisonFailed, this, [&] { ++answers; });
    engine.compareWithExact("once upon a time", 1);
    engine.cancelComparison();
    QVERIFY(!engine.comparing());
    bool later = false;
    connect(&engine, &Engine::compared, this, [&] { later = true; });
    engine.compareWithExact("once", 1);  // comes after the first on its lane
    QTRY_VERIFY_WITH_TIMEOUT(later, patience);
    QCOMPARE(answers, 1);
}

void EngineTest::writtenTextsCarryTheirRequest() {
    Engine engine;
    open(engine, "llama-tiny");
    RunPointer last;
    connect(&engine, &Engine::written, this, [&](RequestNumber, const RunPointer& run) { last = run; });
    generate(engine, 8);
    QTRY_VERIFY(!engine.generating());
    QVERIFY(last && last->snapshot.finished && !last->snapshot.stopped);
    QCOMPARE(last->snapshot.streams.size(), 2U);
    QCOMPARE(last->snapshot.step, 8);
    QCOMPARE(last->request.prompt, std::string("once upon"));
    QCOMPARE(last->subject, engine.subject());
    QVERIFY(!last->request.generation.prompt.empty());
}

// A tiny model may be done before it is stopped, so there are several tries.
void EngineTest::stopGivesWhatIsThere() {
    Engine engine;
    open(engine, "llama-tiny");
    RunPointer last;
    connect(&engine, &Engine::written, this, [&](RequestNumber, const RunPointer& run) { last = run; });
    for (int attempt = 0; attempt < 20 && (!last || !last->snapshot.stopped); ++attempt) {
        generate(engine, 100, attempt);  // another seed: what is known by now costs nothing
        engine.stop();
        QTRY_VERIFY(!engine.generating());
        QVERIFY(last && last->snapshot.finished);
    }
    QVERIFY(last->snapshot.stopped);
    QVERIFY(last->snapshot.step < last->snapshot.steps);
}

void EngineTest::replacedGenerationIsNeverHeardOf() {
    Engine engine;
    open(engine, "llama-tiny");
    std::vector<RequestNumber> heard;
    connect(&engine, &Engine::written, this,
            [&](RequestNumber number, const RunPointer&) { heard.push_back(number); });
    generate(engine, 100);
    const RequestNumber second = generate(engine, 4);
    QTRY_VERIFY(!engine.generating());
    QVERIFY(!heard.empty());
    QVERIFY(std::ranges::all_of(heard, [&](RequestNumber number) { return number == second; }));
}

void EngineTest::openedModelSilencesTheOldOne() {
    Engine engine;
    open(engine, "llama-tiny");
    std::vector<lens::SubjectPointer> heard;
    connect(&engine, &Engine::written, this, [&](RequestNumber, const RunPointer& run) {
        if (!engine.opening()) heard.push_back(run->subject);
    });
    generate(engine, 100);
    open(engine, "gpt2-tiny");
    QVERIFY(!engine.generating());
    generate(engine, 4);
    QTRY_VERIFY(!engine.generating());
    QVERIFY(std::ranges::all_of(heard, [&](const auto& subject) { return subject == engine.subject(); }));
}

namespace {

lens::MeasureRequest measureRequest(int tokens) {
    return {.prompt = {5, 6, 7},
            .continuation = std::vector<int>(std::size_t(tokens), 8),
            .distortion = codec::DistortionSpec{},
            .scope = lens::Scope::both};
}

}  // namespace

void EngineTest::measuresComeInPiecesThenWhole() {
    Engine engine;
    open(engine, "llama-tiny");
    std::vector<std::size_t> tokens;
    connect(&engine, &Engine::measured, this, [&](RequestNumber, const MeasuresPointer& measures) {
        tokens.push_back(measures->tokens.size());
    });
    engine.measure(measureRequest(70));
    QTRY_COMPARE(tokens, (std::vector<std::size_t>{32, 64, 70}));
}

void EngineTest::aGenerationEndsTheMeasuring() {
    Engine engine;
    open(engine, "llama-tiny");
    QSignalSpy measured(&engine, &Engine::measured);
    QSignalSpy failed(&engine, &Engine::measuringFailed);
    engine.measure(measureRequest(100));
    generate(engine, 8);
    QTRY_VERIFY(!engine.generating());
    QCOMPARE(measured.count() + failed.count(), 0);
}

void EngineTest::nearestTokensComeForBothRows() {
    Engine engine;
    open(engine, "llama-tiny");
    NearestPointer nearest;
    connect(&engine, &Engine::nearestFound, this,
            [&](RequestNumber, const NearestPointer& found) { nearest = found; });
    engine.findNearest(7, codec::DistortionSpec{});
    QTRY_VERIFY(nearest);
    QCOMPARE(nearest->id, 7);
    QCOMPARE(nearest->before.size(), 5U);
    QCOMPARE(nearest->before.front().id, 7);
    QCOMPARE(nearest->after.size(), 5U);
    QVERIFY(nearest->after.front().cosine < nearest->before.front().cosine);
    nearest.reset();
    engine.findNearest(7, {});
    QTRY_VERIFY(nearest);
    QVERIFY(nearest->after.empty());
}

void EngineTest::savingWritesTheWholeFile() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("säule.csv"));
    Engine engine;
    QSignalSpy saved(&engine, &Engine::saved);
    engine.save(path.toStdString(), [] { return Result<std::string>("a,b\r\n1,2\r\n"); });
    QTRY_COMPARE(saved.size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("a,b\r\n1,2\r\n"));
}

void EngineTest::savingIntoNowhereIsAnError() {
    Engine engine;
    std::vector<Error> errors;
    connect(&engine, &Engine::savingFailed, this, [&](const Error& error) { errors.push_back(error); });
    engine.save("/nowhere/curve.csv", [] { return Result<std::string>("a"); });
    QTRY_COMPARE(errors.size(), 1U);
    QVERIFY(errors.front().text().find("/nowhere/curve.csv") != std::string::npos);
}

void EngineTest::exceptionWhileSavingIsAnError() {
    Engine engine;
    std::vector<ErrorCode> codes;
    connect(&engine, &Engine::savingFailed, this, [&](const Error& error) { codes.push_back(error.code); });
    engine.save("/nowhere/a", []() -> Result<std::string> { throw std::bad_alloc(); });
    engine.save("/nowhere/a", []() -> Result<std::string> { throw std::runtime_error("fault"); });
    QTRY_COMPARE(codes.size(), 2U);
    QCOMPARE(codes.front(), ErrorCode::out_of_memory);
    QCOMPARE(codes.back(), ErrorCode::internal);
}

QTEST_GUILESS_MAIN(EngineTest)
#include "engine_test.moc"
