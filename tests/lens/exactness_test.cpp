#include "lens/exactness.h"

#include <algorithm>

#include "lens_support.h"

using namespace lossylens;

namespace {

constexpr const char* story =
    "Once upon a time, in a quiet village, there lived a clock-maker who said nothing.";

}  // namespace

class ExactnessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theExactModeIsNowhereFromItself() {
        const auto subject = openFixture("llama-q4_1.gguf", nn::Precision::f32);
        const auto exactness = lens::compareWithExact(*subject, story, {}, {});
        QVERIFY(exactness.has_value());
        QCOMPARE(exactness->mean_kl, 0.0);
        QCOMPARE(exactness->top1_agreement, 1.0);
        QCOMPARE(exactness->positions, int(subject->tokenizer->encode(story)->size()));
    }

    void storedPrecisionIsNearlyExact() {
        const auto subject = openFixture("llama-q4_1.gguf", nn::Precision::stored);
        const auto exactness = lens::compareWithExact(*subject, story, {}, {});
        QVERIFY(exactness.has_value());
        QVERIFY2(exactness->mean_kl > 0 && exactness->mean_kl < .05,
                 qPrintable(QString::number(exactness->mean_kl)));
        QVERIFY(exactness->top1_agreement > .8);
    }

    void onlyAsManyPositionsAsAskedForAreCompared() {
        const auto subject = openFixture("llama-q4_1.gguf", nn::Precision::stored);
        const auto exactness = lens::compareWithExact(*subject, story, {.most_positions = 5}, {});
        QVERIFY(exactness.has_value());
        QCOMPARE(exactness->positions, 5);
    }

    void progressRisesToItsEnd() {
        const auto subject = openFixture("llama-q4_1.gguf", nn::Precision::stored);
        std::vector<double> shares;
        const auto exactness = lens::compareWithExact(
            *subject, story, {.progress = [&](double share) { shares.push_back(share); }}, {});
        QVERIFY(exactness.has_value());
        QVERIFY(std::ranges::is_sorted(shares));
        QCOMPARE(shares.back(), 1.0);
    }

    void stoppedOnesSaySo() {
        const auto subject = openFixture("llama-q4_1.gguf", nn::Precision::stored);
        std::stop_source source;
        source.request_stop();
        const auto exactness = lens::compareWithExact(*subject, story, {}, source.get_token());
        QVERIFY(!exactness);
        QCOMPARE(exactness.error().code, ErrorCode::cancelled);
    }

    void aTextWithoutTokensIsRefused() {
        const auto subject = openFixture("gpt2-q8_0.gguf", nn::Precision::stored);
        QVERIFY(!lens::compareWithExact(*subject, "", {}, {}));
    }
};

QTEST_GUILESS_MAIN(ExactnessTest)
#include "exactness_test.moc"
