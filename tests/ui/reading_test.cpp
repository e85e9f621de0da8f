#include "ui/reading.h"

#include <QSignalSpy>
#include <QTest>

#include "ui/marked_text.h"
#include "ui/texts_view.h"
#include "ui/token_popup.h"

using namespace lossylens;
using namespace lossylens::ui;

class ReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyTextOfAFinishedRunIsMeasured();
    void aRunThatIsStillWrittenIsNotMeasured();
    void goingBackToARunCostsNothing();
    void whatIsBeingMeasuredGoesOnForTheSameText();
    void whatWasMeasuredGoesWithItsModel();
    void tokensThatAreAskedForAreLookedUp();

private:
    void open(const char* name);
    // A run as the engine gives it, and the texts that show it.
    RunPointer run(double quality);
    void show(const RunPointer& run);
    [[nodiscard]] bool allMeasured() const;

    std::unique_ptr<TextsView> texts_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<Reading> reading_;
};

void ReadingTest::init() {
    reading_.reset();
    engine_ = std::make_unique<Engine>();
    texts_ = std::make_unique<TextsView>();
    reading_ = std::make_unique<Reading>(*engine_, texts_.get(), nullptr);
    open("llama-tiny");
}

void ReadingTest::open(const char* name) {
    engine_->open(std::string(LOSSYLENS_FIXTURES "/models/") + name,
                  {.precision = nn::Precision::stored, .threads = 1});
    QTRY_VERIFY(!engine_->opening());
    QVERIFY(engine_->subject());
}

RunPointer ReadingTest::run(double quality) {
    RunPointer last;
    QObject context;
    connect(engine_.get(), &Engine::written, &context,
            [&](RequestNumber, const RunPointer& run) { last = run; });
    RunRequest request{.prompt = "once upon", .generation = {}};
    request.generation.streams = {
        {},
        {.distortion = codec::DistortionSpec{.name = "jpeg", .strength = quality, .matched_quality = {}}}};
    request.generation.max_new_tokens = 20;
    request.generation.stop_at_end = false;
    engine_->generate(std::move(request));
    for (int i = 0; i < 1000 && engine_->generating(); ++i) QTest::qWait(10);
    return last;
}

void ReadingTest::show(const RunPointer& run) {
    texts_->setSnapshot(run->snapshot);
    reading_->show(run);
}

bool ReadingTest::allMeasured() const {
    for (const int stream : {0, 1}) {
        const auto measures = reading_->measures(stream);
        if (!measures || measures->tokens.size() != 20) return false;
    }
    return true;
}

void ReadingTest::everyTextOfAFinishedRunIsMeasured() {
    show(run(25));
    QTRY_VERIFY(allMeasured());
    QCOMPARE(texts_->pane(0)->measures(), reading_->measures(0));
    QCOMPARE(texts_->pane(1)->measures(), reading_->measures(1));
    QVERIFY(texts_->pane(1)->footer().contains(QStringLiteral("mean KL")));
}

void ReadingTest::aRunThatIsStillWrittenIsNotMeasured() {
    auto growing = std::make_shared<RunAnswer>(*run(25));
    growing->snapshot.finished = false;
    QSignalSpy measured(engine_.get(), &Engine::measured);
    show(growing);
    QTest::qWait(100);
    QCOMPARE(measured.count(), 0);
}

void ReadingTest::goingBackToARunCostsNothing() {
    const RunPointer first = run(25);
    show(first);
    QTRY_VERIFY(allMeasured());
    const MeasuresPointer measures = reading_->measures(1);
    show(run(5));
    QTRY_VERIFY(allMeasured());
    QVERIFY(reading_->measures(1) != measures);
    QSignalSpy measured(engine_.get(), &Engine::measured);
    show(first);
    QCOMPARE(texts_->pane(1)->measures(), measures);
    QTest::qWait(50);
    QCOMPARE(measured.count(), 0);
}

void ReadingTest::whatIsBeingMeasuredGoesOnForTheSameText() {
    const RunPointer first = run(25);
    const RequestNumber before = engine_->findNearest(0, {});
    std::vector<RequestNumber> answered;
    connect(engine_.get(), &Engine::measured, this,
            [&](RequestNumber number, const MeasuresPointer&) { answered.push_back(number); });
    show(first);
    show(std::make_shared<RunAnswer>(*first));
    QTRY_VERIFY(allMeasured());
    QVERIFY((answered == std::vector<RequestNumber>{before + 1, before + 2}));  // none was asked for twice
}

void ReadingTest::whatWasMeasuredGoesWithItsModel() {
    const RunPointer old = run(25);
    show(old);
    QTRY_VERIFY(allMeasured());
    open("gpt2-tiny");
    reading_->show(nullptr);
    QSignalSpy measured(engine_.get(), &Engine::measured);
    show(old);  // by a model that is open no longer
    QTest::qWait(50);
    QVERIFY(!reading_->measures(1));
    QCOMPARE(measured.count(), 0);
}

void ReadingTest::tokensThatAreAskedForAreLookedUp() {
    show(run(25));
    texts_->resize(1200, 500);
    texts_->show();
    QVERIFY(QTest::qWaitForWindowExposed(texts_.get()));
    QTest::keyClick(texts_->pane(1)->body(), Qt::Key_Return);
    QVERIFY(texts_->popup()->isVisible());
    QTRY_VERIFY(texts_->popup()->text().contains(QStringLiteral("nearest embeddings")));
}

QTEST_MAIN(ReadingTest)
#include "reading_test.moc"
