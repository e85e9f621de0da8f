#include "lens/collapse_search.h"

#include "lens/accuracy.h"
#include "lens_support.h"

using namespace lossylens;

namespace {

lens::PromptSet prompts() {
    return {.name = "two",
            .about = {},
            .prompts = {{.id = "a", .text = "Once upon a time", .answers = {"never"}},
                        {.id = "b", .text = "The dog", .answers = {}}}};
}

}  // namespace

class CollapseSearchTest : public QObject {
    Q_OBJECT

    lens::SubjectPointer subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored);

    lens::CollapseRequest request() const {
        lens::CollapseRequest request;
        request.qualities = {50, 5};
        request.max_new_tokens = 40;
        request.stop_at_end = false;
        request.sampling.greedy = true;
        return request;
    }

private Q_SLOTS:
    void everyTextIsLookedAtWithTheRule() {
        auto wanted = request();
        wanted.rule = {.loop_ids = 4, .seq_rep_4 = .1};  // strict enough for a model of a few layers
        const auto found = lens::searchCollapse(subject_, prompts(), wanted, {}, {});
        QVERIFY(found.has_value());
        QCOMPARE(found->prompts.size(), std::size_t{2});
        QCOMPARE(found->planned, 2);
        for (const auto& prompt : found->prompts) {
            lens::GenerationRequest generation;
            generation.prompt = subject_->tokenizer->encode(prompt.text).value();
            generation.streams = {
                {}, {codec::parseDistortion("jpeg-50").value()}, {codec::parseDistortion("jpeg-5").value()}};
            generation.sampling.greedy = true;
            generation.max_new_tokens = 40;
            generation.stop_at_end = false;
            const auto written = lens::SideBySide(subject_).run(generation, {}, {});
            QVERIFY(written.has_value());
            const auto collapsed = [&](std::size_t i) {
                const auto& metrics = written->streams[i].metrics;
                return metrics::hasCollapsed(metrics.loop, metrics.seq_rep_4, wanted.rule);
            };
            QCOMPARE(prompt.baseline_collapsed, collapsed(0));
            QCOMPARE(prompt.trials[0].collapsed, collapsed(1));
            QCOMPARE(prompt.trials[1].collapsed, collapsed(2));
            QCOMPARE(prompt.highest(), collapsed(1)   ? std::optional(50)
                                       : collapsed(2) ? std::optional(5)
                                                      : std::nullopt);
        }
        QVERIFY(found->prompts[0].highest().value_or(0) >= found->prompts[1].highest().value_or(0));
    }

    void noQualitiesAndWrongOnesAreRefused() {
        for (const std::vector<int>& qualities : {std::vector<int>{}, std::vector{0}, std::vector{101}}) {
            auto wanted = request();
            wanted.qualities = qualities;
            QVERIFY(!lens::searchCollapse(subject_, prompts(), wanted, {}, {}));
        }
    }

    void aStopGivesWhatIsFinished() {
        std::stop_source source;
        const auto found = lens::searchCollapse(
            subject_, prompts(), request(),
            [&](int done, int, int) {
                if (done == 1) source.request_stop();
            },
            source.get_token());
        QVERIFY(found && found->stopped);
        QCOMPARE(found->prompts.size(), std::size_t{1});
    }

    void onlyPromptsWithAnswersAreAsked() {
        const auto accuracy = lens::measureAccuracy(
            subject_, prompts(),
            {.distortions = {codec::parseDistortion("jpeg-5").value()}, .max_new_tokens = 4}, {}, {});
        QVERIFY(accuracy.has_value());
        QCOMPARE(accuracy->prompts.size(), std::size_t{1});
        QCOMPARE(accuracy->streams, (std::vector<std::string>{"baseline", "jpeg-5"}));
        QCOMPARE(accuracy->prompts[0].texts.size(), std::size_t{2});
        auto set = prompts();
        set.prompts[0].answers.clear();
        QVERIFY(!lens::measureAccuracy(subject_, set, {}, {}, {}));
    }

    void rightAnswersAreCounted() {
        const auto first =
            lens::measureAccuracy(subject_, prompts(), {.distortions = {}, .max_new_tokens = 8}, {}, {});
        QVERIFY(first.has_value());
        QCOMPARE(first->right(0), 0);
        auto set = prompts();  // whatever it writes, its own words are a right answer
        for (const QString& word :
             QString::fromStdString(first->prompts[0].texts[0]).split(QLatin1Char(' '))) {
            if (!word.isEmpty()) set.prompts[0].answers.push_back(word.toStdString());
        }
        const auto again =
            lens::measureAccuracy(subject_, set, {.distortions = {}, .max_new_tokens = 8}, {}, {});
        QCOMPARE(again->right(0), 1);
    }
};

QTEST_GUILESS_MAIN(CollapseSearchTest)
#include "collapse_search_test.moc"
