#include "lens/generate.h"

#include <algorithm>
#include <cmath>

#include "lens/score.h"
#include "lens_support.h"
#include "text/utf8.h"

using namespace lossylens;

namespace {

constexpr const char* any_model = "llama-q8_0.gguf";

lens::StreamPlan jpeg(int quality) {
    codec::DistortionSpec spec;
    spec.strength = quality;
    return {spec};
}

lens::GenerationRequest requestFor(const lens::Subject& subject, std::string_view prompt,
                                   const std::vector<lens::StreamPlan>& distorted) {
    lens::GenerationRequest request;
    request.prompt = subject.tokenizer->encode(prompt).value();
    request.streams = {{}};
    request.streams.insert(request.streams.end(), distorted.begin(), distorted.end());
    request.max_new_tokens = 24;
    request.stop_at_end = false;
    return request;
}

lens::GenerationSnapshot runOrDie(const lens::SubjectPointer& subject,
                                  const lens::GenerationRequest& request) {
    lens::SideBySide side_by_side(subject);
    auto last = side_by_side.run(request, {}, {});
    if (!last) qFatal("%s", last.error().text().c_str());
    return *last;
}

}  // namespace

class GenerateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void greedyIdsEqualTheReference_data() { addReferenceModels(); }
    void greedyIdsEqualTheReference();
    void streamsDoNotDependOnWhatElseIsInTheBatch();
    void sameSeedGivesTheSameTextAndAnotherSeedAnother();
    void untouchedPromptGivesTheBaselinesFirstToken();
    void aKnownBaselineComesBackUnchanged();
    void stopKeepsWhatIsThere();
    void everyStepIsObserved();
    void textIsTheTokensTexts();
    void perplexityIsThatOfTheUndistortedModel();
    void tooLongForTheContextSaysBothNumbers();
    void unusableRequestsAreRefused();
};

void GenerateTest::greedyIdsEqualTheReference() {
    QFETCH(QString, model);
    QFETCH(QString, reference);
    const auto subject = openFixture(model.toStdString(), nn::Precision::f32);
    const auto expected = readReference(reference.toStdString());
    for (const auto& one : expected["prompts"]) {
        auto request = requestFor(*subject, one["prompt"].get<std::string>(), {});
        request.sampling.greedy = true;
        for (const auto& [quality, q] : one["q"].items()) {
            if (q.contains("greedy24")) request.streams.push_back(jpeg(std::stoi(quality)));
        }
        const auto last = runOrDie(subject, request);
        QCOMPARE(last.streams[0].ids, one["greedy24_base"].get<std::vector<int>>());
        std::size_t stream = 1;
        for (const auto& [quality, q] : one["q"].items()) {
            if (!q.contains("greedy24")) continue;
            QCOMPARE(last.streams[stream].name, "jpeg-" + quality);
            QCOMPARE(last.streams[stream++].ids, q["greedy24"].get<std::vector<int>>());
        }
    }
}

void GenerateTest::streamsDoNotDependOnWhatElseIsInTheBatch() {
    for (const auto precision : {nn::Precision::stored, nn::Precision::f32}) {
        const auto subject = openFixture(any_model, precision);
        const auto together =
            runOrDie(subject, requestFor(*subject, "Once upon", {jpeg(75), jpeg(25), jpeg(5)}));
        const auto pair = runOrDie(subject, requestFor(*subject, "Once upon", {jpeg(25)}));
        QCOMPARE(pair.streams[0].ids, together.streams[0].ids);
        QCOMPARE(pair.streams[1].ids, together.streams[2].ids);
    }
}

void GenerateTest::sameSeedGivesTheSameTextAndAnotherSeedAnother() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    auto request = requestFor(*subject, "Once upon a time", {});
    const auto first = runOrDie(subject, request);
    QCOMPARE(runOrDie(subject, request).streams[0].ids, first.streams[0].ids);
    request.sampling.seed = 2;
    QVERIFY(runOrDie(subject, request).streams[0].ids != first.streams[0].ids);
}

void GenerateTest::untouchedPromptGivesTheBaselinesFirstToken() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    auto request = requestFor(*subject, "Once upon a time", {jpeg(1)});
    request.scope = lens::Scope::generated;
    const auto last = runOrDie(subject, request);
    QVERIFY(last.streams[1].metrics.agreed >= 1);
    QVERIFY(last.streams[1].ids != last.streams[0].ids);
}

void GenerateTest::aKnownBaselineComesBackUnchanged() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    lens::SideBySide side_by_side(subject);
    const auto first = side_by_side.run(requestFor(*subject, "Once upon a time", {jpeg(25)}), {}, {});
    const auto request = requestFor(*subject, "Once upon a time", {jpeg(10)});
    const auto second = side_by_side.run(request, {}, {});
    QVERIFY(first && second);
    QCOMPARE(second->streams[0].ids, first->streams[0].ids);
    QCOMPARE(second->streams[1].ids, runOrDie(subject, request).streams[1].ids);
}

void GenerateTest::stopKeepsWhatIsThere() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    const auto request = requestFor(*subject, "Once upon a time", {jpeg(25)});
    std::stop_source source;
    lens::SideBySide side_by_side(subject);
    const auto stopAtThree = [&](const lens::GenerationSnapshot& now) {
        if (now.step == 3) source.request_stop();
    };
    const auto last = side_by_side.run(request, stopAtThree, source.get_token());
    QVERIFY(last.has_value());
    QVERIFY(last->stopped && last->finished);
    const auto whole = runOrDie(subject, request);
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(last->streams[i].state, lens::StreamSnapshot::State::stopped);
        QCOMPARE(last->streams[i].ids,
                 std::vector(whole.streams[i].ids.begin(), whole.streams[i].ids.begin() + 3));
    }
}

void GenerateTest::everyStepIsObserved() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    lens::SideBySide side_by_side(subject);
    std::vector<int> steps;
    const auto note = [&](const lens::GenerationSnapshot& now) { steps.push_back(now.step); };
    const auto last = side_by_side.run(requestFor(*subject, "Once", {jpeg(25)}), note, {});
    QVERIFY(last.has_value());
    QCOMPARE(steps.size(), std::size_t{24});
    QCOMPARE(steps.front(), 1);
    QCOMPARE(steps.back(), 24);
    QCOMPARE(last->streams[1].state, lens::StreamSnapshot::State::full);
}

void GenerateTest::textIsTheTokensTexts() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    const auto last = runOrDie(subject, requestFor(*subject, "Once upon a time", {jpeg(25)}));
    for (const auto& stream : last.streams) {
        std::string bytes;
        for (const int id : stream.ids) bytes += subject->tokenizer->bytesOf(id);
        text::Utf8Stream characters;
        std::string expected = characters.push(bytes);
        expected += characters.finish();
        QCOMPARE(stream.text, expected);
        QCOMPARE(stream.token_starts.size(), stream.ids.size());
        QVERIFY(std::ranges::is_sorted(stream.token_starts));
    }
}

void GenerateTest::perplexityIsThatOfTheUndistortedModel() {
    const auto subject = openFixture(any_model, nn::Precision::f32);
    const auto request = requestFor(*subject, "Once upon a time", {jpeg(25)});
    const auto stream = runOrDie(subject, request).streams[1];
    std::vector<int> ids = request.prompt;
    const auto continuation = subject->tokenizer->endsText(stream.ids.back())
                                  ? std::span(stream.ids).first(stream.ids.size() - 1)
                                  : std::span(stream.ids);
    ids.insert(ids.end(), continuation.begin(), continuation.end());
    lens::DistortedEmbedding embedding(subject, *stream.distortion);
    const auto scored = lens::score(*subject, embedding, ids, {});
    QVERIFY(scored.has_value());
    double bits = 0;
    for (std::size_t i = request.prompt.size(); i < ids.size(); ++i)
        bits += *scored->positions[i].surprisal_base;
    const double expected = std::exp2(bits / static_cast<double>(continuation.size()));
    QVERIFY(stream.metrics.perplexity.has_value());
    QVERIFY(std::abs(*stream.metrics.perplexity - expected) < 1e-3 * expected);
}

void GenerateTest::tooLongForTheContextSaysBothNumbers() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    auto request = requestFor(*subject, "Once upon a time", {});
    request.max_new_tokens = 100000;
    const auto refused = lens::SideBySide(subject).run(request, {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::limit);
    const auto sentence = QString::fromStdString(refused.error().text());
    QVERIFY2(sentence.contains(QStringLiteral("100000")), qPrintable(sentence));
    QVERIFY2(sentence.contains(QString::number(subject->model->shape().context)), qPrintable(sentence));
}

void GenerateTest::unusableRequestsAreRefused() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    lens::SideBySide side_by_side(subject);
    const auto refusedAsUsage = [&](const lens::GenerationRequest& request) {
        const auto result = side_by_side.run(request, {}, {});
        return !result && result.error().code == ErrorCode::usage;
    };
    auto request = requestFor(*subject, "Once", {});
    request.prompt.clear();
    QVERIFY(refusedAsUsage(request));
    request = requestFor(*subject, "Once", {});
    request.streams = {jpeg(25)};
    QVERIFY(refusedAsUsage(request));
    QVERIFY(refusedAsUsage(requestFor(*subject, "Once", {jpeg(25), jpeg(25)})));
    QVERIFY(refusedAsUsage(requestFor(*subject, "Once", {jpeg(0)})));
    request = requestFor(*subject, "Once", {});
    request.sampling.temperature = 0;
    QVERIFY(refusedAsUsage(request));
}

QTEST_GUILESS_MAIN(GenerateTest)
#include "generate_test.moc"
