#include "lens/stream_pool.h"

#include <QTest>
#include <map>

#include "lens_support.h"

using namespace lossylens;
using namespace lossylens::lens;

namespace {

PooledText textOf(const Subject& subject, const char* prompt, std::uint64_t seed, const char* distortion) {
    PooledText text;
    text.request.prompt = *subject.tokenizer->encode(prompt);
    text.request.sampling.seed = seed;
    text.request.max_new_tokens = 12 + static_cast<int>(seed);
    if (*distortion != 0) text.plan.distortion = *codec::parseDistortion(distortion);
    return text;
}

std::vector<int> alone(const SubjectPointer& subject, const PooledText& text) {
    GenerationRequest request = text.request;
    request.streams = {StreamPlan{}};
    if (text.plan.distortion) request.streams.push_back(text.plan);
    const auto run = SideBySide(subject).run(request, {}, {});
    if (!run) qFatal("%s", run.error().text().c_str());
    return run->streams.back().ids;
}

}  // namespace

class StreamPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { subject_ = openFixture("llama-tiny", nn::Precision::stored); }

    // Texts of different prompts, seeds, lengths and distortions, three at a time: each is the one that it
    // would be alone.
    void aTextDoesNotDependOnItsCompany() {
        const std::vector<PooledText> texts{
            textOf(*subject_, "Once upon a time", 1, ""),
            textOf(*subject_, "The sea", 5, "jpeg-25"),
            textOf(*subject_, "Once upon", 3, "jpeg-25"),
            textOf(*subject_, "Once upon a time", 2, "jpeg-10"),
            textOf(*subject_, "a", 9, "rotation@jpeg-25"),
            textOf(*subject_, "The sea", 5, ""),
            textOf(*subject_, "The sea is", 4, "jpeg-25+prompt"),
            textOf(*subject_, "The sea", 6, "jpeg-10+nearest"),
            textOf(*subject_, "Once upon a time", 1, "jpeg-10+nearest"),
            textOf(*subject_, "The sea is", 2, "gaussian@jpeg-10+fresh+nearest"),
            textOf(*subject_, "a", 3, "jpeg-10+prompt+nearest"),
        };
        StreamPool pool(subject_, 64);
        std::map<int, StreamSnapshot> finished;
        std::size_t begun = 0;
        while (finished.size() < texts.size()) {
            while (pool.size() < 3 && begun < texts.size()) {
                pool.begin(static_cast<int>(begun), texts[begun]);
                ++begun;
            }
            QVERIFY(pool.step({}));
            for (auto& one : pool.takeFinished()) {
                QVERIFY(!pool.find(one.number));
                finished[one.number] = std::move(one.stream);
            }
        }
        for (std::size_t i = 0; i < texts.size(); ++i) {
            QCOMPARE(finished[static_cast<int>(i)].ids, alone(subject_, texts[i]));
        }
        QCOMPARE(pool.size(), std::size_t{0});
    }

    void whatTextsShareIsForgottenWhenItCouldGrowTooLarge() {
        SharedEmbeddings embeddings(subject_, 1);
        const auto spec = *codec::parseDistortion("jpeg-10");
        const auto used = embeddings.of(spec, 10);
        QCOMPARE(embeddings.of(spec, 10), used);
        const std::weak_ptr unused = embeddings.of(*codec::parseDistortion("jpeg-20"), 10);
        const auto image = *codec::parseDistortion("jpeg-10+prompt");
        QVERIFY(embeddings.of(image, 10) != embeddings.of(image, 10));
        QVERIFY(!unused.expired());
        (void)embeddings.of(*codec::parseDistortion("jpeg-30"), 10);
        QVERIFY(unused.expired());
        QCOMPARE(embeddings.of(spec, 10), used);
    }

    void aStopEndsAStepAndLeavesTheTextsAsTheyWere() {
        StreamPool pool(subject_, 64);
        pool.begin(7, textOf(*subject_, "The sea", 1, "jpeg-25"));
        QVERIFY(pool.step({}));
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = pool.step(stop.get_token());
        QVERIFY(!stopped && stopped.error().code == ErrorCode::cancelled);
        QCOMPARE(pool.find(7)->ids.size(), std::size_t{1});
        QVERIFY(pool.step({}));
        QCOMPARE(pool.find(7)->ids.size(), std::size_t{2});
    }

private:
    SubjectPointer subject_;
};

QTEST_GUILESS_MAIN(StreamPoolTest)
#include "stream_pool_test.moc"
