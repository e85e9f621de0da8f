#include "lens/text_measures.h"

#include <cmath>

#include "lens/perplexity.h"
#include "lens/score.h"
#include "lens_support.h"
#include "metrics/divergence.h"

using namespace lossylens;

namespace {

constexpr int prompt_tokens = 3;

// A fixture's model and a fixed text of its, cut into prompt and continuation.
struct Sample {
    lens::SubjectPointer subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    std::vector<int> ids = subject->tokenizer->encode("Once upon a time, there was a clock-maker").value();
    lens::MeasureRequest request{.prompt = {ids.begin(), ids.begin() + prompt_tokens},
                                 .continuation = {ids.begin() + prompt_tokens, ids.end()},
                                 .distortion = {.name = "jpeg", .strength = 25, .matched_quality = {}},
                                 .scope = lens::Scope::both};

    [[nodiscard]] lens::TextMeasures measure() const {
        return lens::measureText(subject, request, {}, {}).value();
    }
};

}  // namespace

class TextMeasuresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valuesAreThoseOfTheScoreOfTheWholeText();
    void meanSurprisalIsThePerplexity();
    void perplexitiesAreTheSameInAnyCompany();
    void theTopCandidatesAreInOrderAndTheRankFitsThem();
    void whatTheScopeLeavesAloneIsNotDistorted();
    void partialAnswersAreTheBeginningOfTheWhole();
    void aTextWithoutTokensHasNoMean();
    void aTextWithoutPromptIsRefused();
    void aStopEndsIt();
};

void TextMeasuresTest::valuesAreThoseOfTheScoreOfTheWholeText() {
    const Sample sample;
    lens::DistortedEmbedding embedding(sample.subject, sample.request.distortion);
    const auto score = lens::score(*sample.subject, embedding, sample.ids, {}).value();
    const auto measures = sample.measure();
    QCOMPARE(measures.tokens.size(), sample.request.continuation.size());
    double sum = 0;
    for (std::size_t i = 0; i < measures.tokens.size(); ++i) {
        const lens::MeasuredToken& token = measures.tokens[i];
        const auto& scored = score.positions[prompt_tokens + i];
        QCOMPARE(token.base.surprisal, *scored.surprisal_base);
        QCOMPARE(token.distorted.surprisal, *scored.surprisal_distorted);
        const auto& before = score.positions[prompt_tokens + i - 1];  // its KL is that of the next token
        QCOMPARE(token.kl, before.kl);
        QCOMPARE(token.base.top.front().id, before.top1_base);
        QCOMPARE(token.distorted.top.front().id, before.top1_distorted);
        sum += token.kl;
    }
    QCOMPARE(*measures.meanKl(), sum / static_cast<double>(measures.tokens.size()));
}

void TextMeasuresTest::meanSurprisalIsThePerplexity() {
    const Sample sample;
    double bits = 0;
    const auto measures = sample.measure();
    for (const auto& token : measures.tokens) bits += token.base.surprisal;
    const auto perplexity =
        lens::perplexities(*sample.subject, sample.request.prompt, {sample.request.continuation}, {}).value();
    QVERIFY(std::abs(std::exp2(bits / static_cast<double>(measures.tokens.size())) / *perplexity[0] - 1) <
            1e-6);
}

// Texts of all lengths, one of them longer than what is read at a time.
void TextMeasuresTest::perplexitiesAreTheSameInAnyCompany() {
    const Sample sample;
    std::vector<int> ids;
    for (int i = 0; i < 90; ++i) ids.push_back((31 * i + 5) % sample.subject->tokenizer->size());
    std::vector<std::span<const int>> texts;
    for (const std::size_t length : {90, 1, 0, 2, 40, 17}) texts.push_back(std::span(ids).first(length));
    const std::vector<int> prompt(ids.begin(), ids.begin() + 10);
    const auto together = lens::perplexities(*sample.subject, prompt, texts, {}).value();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto alone = lens::perplexities(*sample.subject, prompt, {texts[i]}, {}).value();
        QCOMPARE(together[i].has_value(), !texts[i].empty());
        QCOMPARE(together[i], alone.front());
    }
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = lens::perplexities(*sample.subject, prompt, texts, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

void TextMeasuresTest::theTopCandidatesAreInOrderAndTheRankFitsThem() {
    const Sample sample;
    const auto measures = sample.measure();
    for (std::size_t i = 0; i < measures.tokens.size(); ++i) {
        for (const auto* expectation : {&measures.tokens[i].base, &measures.tokens[i].distorted}) {
            QCOMPARE(expectation->top.size(), std::size_t(lens::expected_candidates));
            QVERIFY(
                std::ranges::is_sorted(expectation->top, std::greater<>(), &lens::Candidate::probability));
            const int id = sample.request.continuation[i];
            const auto place = std::ranges::find(expectation->top, id, &lens::Candidate::id);
            const bool among_them = expectation->rank <= lens::expected_candidates;
            QCOMPARE(place != expectation->top.end(), among_them);
            if (!among_them) continue;
            QCOMPARE(int(place - expectation->top.begin()) + 1, expectation->rank);
            QVERIFY(std::abs(-std::log2(place->probability) - expectation->surprisal) < 1e-9);
        }
    }
}

void TextMeasuresTest::whatTheScopeLeavesAloneIsNotDistorted() {
    Sample sample;
    sample.request.scope = lens::Scope::generated;
    const auto generated = sample.measure();
    QCOMPARE(generated.tokens.front().kl, 0.0);  // only the prompt has been read
    QVERIFY(generated.tokens.back().kl > 0);
    sample.request.scope = lens::Scope::prompt;
    const auto prompt = sample.measure();
    QVERIFY(prompt.tokens.front().kl > 0);
    sample.request.scope = lens::Scope::both;
    const auto both = sample.measure();
    QCOMPARE(prompt.tokens.front().kl, both.tokens.front().kl);
    QVERIFY(prompt.tokens.back().kl != both.tokens.back().kl);
}

void TextMeasuresTest::partialAnswersAreTheBeginningOfTheWhole() {
    Sample sample;
    const std::vector<int> words = sample.request.continuation;
    while (sample.request.continuation.size() < 80)
        sample.request.continuation.insert(sample.request.continuation.end(), words.begin(), words.end());
    std::vector<lens::TextMeasures> seen;
    const auto whole = lens::measureText(sample.subject, sample.request,
                                         [&](const lens::TextMeasures& part) { seen.push_back(part); }, {});
    QCOMPARE(seen.size(), whole->tokens.size() / 32);
    for (const auto& part : seen) {
        QVERIFY(part.tokens.size() < whole->tokens.size());
        for (std::size_t i = 0; i < part.tokens.size(); ++i) QCOMPARE(part.tokens[i].kl, whole->tokens[i].kl);
    }
}

void TextMeasuresTest::aTextWithoutTokensHasNoMean() {
    Sample sample;
    sample.request.continuation.clear();
    QVERIFY(!sample.measure().meanKl());
}

void TextMeasuresTest::aTextWithoutPromptIsRefused() {
    Sample sample;
    sample.request.prompt.clear();
    const auto refused = lens::measureText(sample.subject, sample.request, {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::usage);
}

void TextMeasuresTest::aStopEndsIt() {
    const Sample sample;
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = lens::measureText(sample.subject, sample.request, {}, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

QTEST_GUILESS_MAIN(TextMeasuresTest)
#include "text_measures_test.moc"
