#include "lens/generate.h"

#include <algorithm>
#include <cmath>

#include "lens/score.h"
#include "lens/stream_writer.h"
#include "lens/text_cache.h"
#include "lens_support.h"
#include "metrics/compressibility.h"
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
    void whatIsKnownIsNotComputedAgain();
    void interruptedTextsGoOnWithTheSameTokens();
    void aShorterTextIsTheBeginningOfALongerOne();
    void onlyWhatDecidesTheTokensIsInTheKey();
    void layoutsChangeTheTextAndHaveTheirOwnKey();
    void aPromptAsOneImageIsReadAsItIsSeen();
    void recallGivesWholeRunsOnly();
    void stopKeepsWhatIsThere();
    void everyStepIsObserved();
    void textIsTheTokensTexts();
    void perplexityIsThatOfTheUndistortedModel();
    void metricsAreThoseOfTheTextSoFar();
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

void GenerateTest::whatIsKnownIsNotComputedAgain() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    lens::SideBySide side_by_side(subject);
    const auto request = requestFor(*subject, "Once upon a time", {jpeg(25), jpeg(10)});
    const auto first = side_by_side.run(request, {}, {});
    int steps = 0;
    const auto second = side_by_side.run(request, [&](const auto&) { ++steps; }, {});
    QVERIFY(first && second);
    QCOMPARE(steps, 0);
    QVERIFY(!first->recalled && second->recalled && second->finished && !second->stopped);
    for (std::size_t i = 0; i < first->streams.size(); ++i) {
        const auto& [once, again] = std::pair(first->streams[i], second->streams[i]);
        QCOMPARE(again.ids, once.ids);
        QCOMPARE(again.text, once.text);
        QCOMPARE(again.token_starts, once.token_starts);
        QCOMPARE(again.state, once.state);
        QCOMPARE(again.metrics.agreed, once.metrics.agreed);
        QCOMPARE(again.metrics.seq_rep_4, once.metrics.seq_rep_4);
        QCOMPARE(again.metrics.perplexity, once.metrics.perplexity);
        QCOMPARE(again.tokens_per_second, once.tokens_per_second);
    }
}

// As a drag does it: stopped again and again, each time with other qualities beside.
void GenerateTest::interruptedTextsGoOnWithTheSameTokens() {
    for (const auto scope : {lens::Scope::both, lens::Scope::generated, lens::Scope::prompt}) {
        const auto subject = openFixture(any_model, nn::Precision::stored);
        lens::SideBySide side_by_side(subject);
        auto request = requestFor(*subject, "Once upon a time", {jpeg(25)});
        request.scope = scope;
        const auto whole = runOrDie(subject, request);
        int behind = -1;
        for (const int quality : {25, 26, 30, 26}) {
            request.streams[1] = jpeg(quality);
            std::stop_source source;
            int first = -1;
            int seen = 0;
            const auto stopAfterFour = [&](const lens::GenerationSnapshot& now) {
                if (first < 0) first = static_cast<int>(now.streams[0].ids.size());
                if (++seen == 4) source.request_stop();
            };
            const auto last = side_by_side.run(request, stopAfterFour, source.get_token());
            QVERIFY(last && last->stopped);
            QVERIFY2(first > behind, "the baseline began anew");
            behind = static_cast<int>(last->streams[0].ids.size());
        }
        QCOMPARE(behind, 16);
        request.streams[1] = jpeg(25);
        const auto last = side_by_side.run(request, {}, {});
        QVERIFY(last && !last->stopped);
        for (const std::size_t i : {0, 1}) {
            QCOMPARE(last->streams[i].ids, whole.streams[i].ids);
            QCOMPARE(last->streams[i].text, whole.streams[i].text);
            QCOMPARE(last->streams[i].metrics.perplexity, whole.streams[i].metrics.perplexity);
        }
        request.streams[1] = jpeg(26);
        const auto other = side_by_side.run(request, {}, {});
        QVERIFY(other.has_value());
        QCOMPARE(other->streams[1].ids, runOrDie(subject, request).streams[1].ids);
    }
}

void GenerateTest::aShorterTextIsTheBeginningOfALongerOne() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    lens::SideBySide side_by_side(subject);
    auto request = requestFor(*subject, "Once upon a time", {jpeg(25)});
    const auto whole = side_by_side.run(request, {}, {});
    request.max_new_tokens = 10;
    const auto shorter = side_by_side.run(request, {}, {});
    QVERIFY(whole && shorter);
    const auto alone = runOrDie(subject, request);
    request.max_new_tokens = 30;
    const auto longer = side_by_side.run(request, {}, {});
    QVERIFY(longer.has_value());
    const auto longer_alone = runOrDie(subject, request);
    for (const std::size_t i : {0, 1}) {
        QCOMPARE(shorter->streams[i].ids, alone.streams[i].ids);
        QCOMPARE(shorter->streams[i].text, alone.streams[i].text);
        QCOMPARE(shorter->streams[i].metrics.perplexity, alone.streams[i].metrics.perplexity);
        QCOMPARE(longer->streams[i].ids, longer_alone.streams[i].ids);
    }
}

void GenerateTest::onlyWhatDecidesTheTokensIsInTheKey() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    const auto request = requestFor(*subject, "Once", {});
    const auto keyWith = [&](const auto& change, const lens::StreamPlan& plan) {
        auto changed = request;
        change(changed);
        return lens::keyOf("m", changed, plan);
    };
    const auto same = [&](const auto& change, const lens::StreamPlan& plan = jpeg(25)) {
        return keyWith(change, plan) == lens::keyOf("m", request, plan);
    };
    QVERIFY(same([](auto& r) { r.max_new_tokens = 3; }));
    QVERIFY(same([](auto& r) { r.stop_at_end = true; }));
    QVERIFY(same([](auto& r) { r.scope = lens::Scope::prompt; }, {}));
    QVERIFY(!same([](auto& r) { r.scope = lens::Scope::prompt; }));
    QVERIFY(!same([](auto& r) { r.prompt.push_back(1); }));
    QVERIFY(!same([](auto& r) { r.sampling.seed = 2; }));
    QVERIFY(!same([](auto& r) { r.sampling.temperature = 2; }));
    QVERIFY(!same([](auto& r) { r.sampling.greedy = true; }));
    const auto greedyWithSeed = [&](std::uint64_t seed) {
        return keyWith(
            [&](auto& r) {
                r.sampling.greedy = true;
                r.sampling.seed = seed;
            },
            jpeg(25));
    };
    QVERIFY(greedyWithSeed(1) == greedyWithSeed(2));
    QVERIFY(lens::keyOf("m", request, jpeg(25)) != lens::keyOf("m", request, jpeg(26)));
    QVERIFY(lens::keyOf("m", request, jpeg(25)) != lens::keyOf("n", request, jpeg(25)));
    codec::DistortionSpec other_seed;
    other_seed.seed = 2;
    QVERIFY(lens::keyOf("m", request, jpeg(25)) != lens::keyOf("m", request, {other_seed}));
}

void GenerateTest::layoutsChangeTheTextAndHaveTheirOwnKey() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    const lens::StreamPlan usual{codec::parseDistortion("jpeg-10").value()};
    const lens::StreamPlan tall{codec::parseDistortion("jpeg-10+rows-8").value()};
    const lens::StreamPlan image{codec::parseDistortion("jpeg-10+prompt").value()};
    const auto request = requestFor(*subject, "Once upon a time", {usual, tall, image});
    QVERIFY(lens::keyOf("m", request, usual) != lens::keyOf("m", request, tall));
    const auto run = runOrDie(subject, request);
    QCOMPARE(run.streams[2].name, std::string("jpeg-10+rows-8"));
    QVERIFY(run.streams[1].ids != run.streams[2].ids);
    QVERIFY(run.streams[1].ids != run.streams[3].ids);
}

// The first token's logits come from the prompt alone: with the scope `prompt`, what scoring the prompt as
// one image says of its last position must be what the text begins with. A longer prompt with the same
// beginning afterwards must not take that beginning over.
void GenerateTest::aPromptAsOneImageIsReadAsItIsSeen() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    const auto spec = codec::parseDistortion("jpeg-10+prompt").value();
    lens::SideBySide side_by_side(subject);
    for (const char* prompt : {"Once upon", "Once upon a time", "Once upon a time in a village"}) {
        auto request = requestFor(*subject, prompt, {{spec}});
        request.sampling.greedy = true;
        request.max_new_tokens = 1;
        request.scope = lens::Scope::prompt;
        const auto run = side_by_side.run(request, {}, {});
        QVERIFY(run.has_value());
        lens::DistortedEmbedding embedding(subject, spec);
        const auto score = lens::score(*subject, embedding, request.prompt, {});
        QVERIFY(score.has_value());
        QCOMPARE(run->streams[1].ids.front(), score->positions.back().top1_distorted);
    }
}

void GenerateTest::recallGivesWholeRunsOnly() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    const auto cache = std::make_shared<lens::TextCache>();
    lens::SideBySide side_by_side(subject, cache);
    const auto request = requestFor(*subject, "Once upon a time", {jpeg(25)});
    QVERIFY(!lens::recall(subject, *cache, request));
    std::stop_source source;
    const auto stopped = side_by_side.run(
        request, [&](const auto&) { source.request_stop(); }, source.get_token());
    QVERIFY(stopped && stopped->stopped);
    QVERIFY(!lens::recall(subject, *cache, request));
    const auto whole = side_by_side.run(request, {}, {});
    const auto recalled = lens::recall(subject, *cache, request);
    QVERIFY(whole && recalled && recalled->recalled);
    QCOMPARE(recalled->streams[1].ids, whole->streams[1].ids);
    QCOMPARE(recalled->streams[1].metrics.agreed, whole->streams[1].metrics.agreed);
    QVERIFY(!lens::recall(subject, *cache, requestFor(*subject, "Once upon a time", {jpeg(26)})));
    QVERIFY(!lens::recall(subject, *cache, requestFor(*subject, "Once upon a time", {jpeg(25), jpeg(25)})));
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
    int perplexities = 0;
    const auto note = [&](const lens::GenerationSnapshot& now) {
        if (now.streams.front().metrics.perplexity)
            ++perplexities;
        else
            steps.push_back(now.step);
    };
    const auto last = side_by_side.run(requestFor(*subject, "Once", {jpeg(25)}), note, {});
    QVERIFY(last.has_value());
    QCOMPARE(steps.size(), std::size_t{24});
    QCOMPARE(steps.front(), 1);
    QCOMPARE(steps.back(), 24);
    QCOMPARE(perplexities, 1);  // of both together
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

void GenerateTest::metricsAreThoseOfTheTextSoFar() {
    const auto subject = openFixture(any_model, nn::Precision::stored);
    for (const bool stop_at_end : {true, false}) {
        auto request = requestFor(*subject, "Once upon a time", {jpeg(25), jpeg(1)});
        request.stop_at_end = stop_at_end;
        request.max_new_tokens = 40;
        const auto check = [&](const lens::StreamSnapshot& stream) {
            const auto ids = lens::withoutEnd(*subject->tokenizer, stream.ids);
            QCOMPARE(stream.metrics.seq_rep_4, metrics::seqRep(ids, 4));
            QCOMPARE(stream.metrics.diversity, metrics::diversity(ids));
            QCOMPARE(stream.metrics.loop, metrics::terminalLoop(ids));
            const bool writing = stream.state == lens::StreamSnapshot::State::writing;
            QCOMPARE(stream.metrics.gzip_ratio.has_value(), !writing);
        };
        lens::SideBySide side_by_side(subject);
        int seen = 0;
        const auto last = side_by_side.run(request,
                                           [&](const lens::GenerationSnapshot& now) {
                                               ++seen;
                                               for (const auto& stream : now.streams) check(stream);
                                           },
                                           {});
        QVERIFY(last && seen > 10);
        for (const auto& stream : last->streams) {
            const auto ids = lens::withoutEnd(*subject->tokenizer, stream.ids);
            const auto text = ids.size() == stream.ids.size()
                                  ? stream.text
                                  : stream.text.substr(0, stream.token_starts.back());
            QCOMPARE(stream.metrics.tone.sentences, metrics::toneOf(text).sentences);
            QCOMPARE(stream.metrics.tone.negative, metrics::toneOf(text).negative);
            QCOMPARE(stream.metrics.gzip_ratio, metrics::gzipRatio(text));
        }
    }
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
