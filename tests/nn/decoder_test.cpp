#include <QtTest>
#include <atomic>
#include <cstring>
#include <limits>
#include <thread>

#include "nn/decoder.h"
#include "nn/toy_model.h"

using namespace lossylens::nn;
using lossylens::ErrorCode;
using lossylens::Result;
using lossylens::formats::Architecture;
using ModelPointer = std::shared_ptr<const Model>;

namespace {

constexpr int kContext = 4096;

ModelPointer toy(Architecture architecture, Precision precision, int threads = 2) {
    static ToyModel llama(Architecture::llama, kContext);
    static ToyModel gpt2(Architecture::gpt2, kContext);
    const ToyModel& model = architecture == Architecture::llama ? llama : gpt2;
    return model.load({.precision = precision, .threads = threads, .progress = {}}).value();
}

bool sameBits(std::span<const float> a, std::span<const float> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

Logits feed(Decoder& decoder, int stream, std::span<const float> embeddings,
            LogitsOf which = LogitsOf::last_position) {
    const Feed feed{stream, embeddings};
    return decoder.advance({&feed, 1}, which, {}).value();
}

// Logits of every position of a text in one go, alone, on one thread.
Logits alone(Architecture architecture, Precision precision, int count, int first_id) {
    const ModelPointer model = toy(architecture, precision, 1);
    Decoder decoder(model, 1, count);
    return feed(decoder, 0, ToyModel::text(*model, count, first_id), LogitsOf::every_position);
}

void addKinds() {
    QTest::addColumn<int>("architecture");
    QTest::addColumn<int>("precision");
    for (const auto& [architecture, name] :
         {std::pair(Architecture::llama, "llama"), {Architecture::gpt2, "gpt2"}}) {
        for (const Precision precision : {Precision::stored, Precision::f32}) {
            QTest::addRow("%s %s", name, precision == Precision::stored ? "stored" : "f32")
                << static_cast<int>(architecture) << static_cast<int>(precision);
        }
    }
}

}  // namespace

class DecoderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStreamIsTheSameToTheBitInAnyCompany_data() { addKinds(); }
    void aStreamIsTheSameToTheBitInAnyCompany() {
        QFETCH(const int, architecture);
        QFETCH(const int, precision);
        const auto kind = static_cast<Architecture>(architecture);
        constexpr int kCount = 9;
        std::vector<Logits> expected;
        for (int s = 0; s < 8; ++s)
            expected.push_back(alone(kind, static_cast<Precision>(precision), kCount, 40 * s));
        for (const int threads : {1, 2, 3}) {
            const ModelPointer model = toy(kind, static_cast<Precision>(precision), threads);
            const auto d = static_cast<std::size_t>(model->shape().dimensions);
            for (const int streams : {1, 2, 3, 8}) {
                Decoder decoder(model, streams, kCount);
                std::vector<std::vector<float>> texts;
                for (int s = 0; s < streams; ++s) texts.push_back(ToyModel::text(*model, kCount, 40 * s));
                for (std::size_t position = 0; position < kCount; ++position) {
                    std::vector<Feed> feeds;
                    for (int s = streams - 1; s >= 0; --s) {
                        feeds.push_back(
                            {s, std::span(texts[static_cast<std::size_t>(s)]).subspan(position * d, d)});
                    }
                    const auto logits = decoder.advance(feeds, LogitsOf::last_position, {});
                    QVERIFY(logits);
                    for (int i = 0; i < streams; ++i) {
                        const Logits& own = expected[static_cast<std::size_t>(streams - 1 - i)];
                        QVERIFY(sameBits(logits->row(i), own.row(static_cast<int>(position))));
                    }
                }
            }
        }
    }

    void aPromptInPiecesEqualsItInOneGo_data() { addKinds(); }
    void aPromptInPiecesEqualsItInOneGo() {
        QFETCH(const int, architecture);
        QFETCH(const int, precision);
        constexpr int kCount = 150;  // longer than what goes through the layers together
        const Logits whole =
            alone(static_cast<Architecture>(architecture), static_cast<Precision>(precision), kCount, 5);
        QCOMPARE(whole.rows, kCount);
        const ModelPointer model =
            toy(static_cast<Architecture>(architecture), static_cast<Precision>(precision));
        const auto d = static_cast<std::size_t>(model->shape().dimensions);
        const std::vector<float> text = ToyModel::text(*model, kCount, 5);
        Decoder decoder(model, 1, kCount);
        std::size_t position = 0;
        for (const std::size_t piece : {1, 2, 70, 5, 64, 8}) {
            const Logits logits = feed(decoder, 0, std::span(text).subspan(position * d, piece * d));
            position += piece;
            QCOMPARE(decoder.position(0), static_cast<int>(position));
            QVERIFY(sameBits(logits.row(0), whole.row(static_cast<int>(position) - 1)));
        }
        QCOMPARE(position, static_cast<std::size_t>(kCount));
    }

    void aCopiedStreamGoesOnLikeTheOneItWasCopiedFrom_data() { addKinds(); }
    void aCopiedStreamGoesOnLikeTheOneItWasCopiedFrom() {
        QFETCH(const int, architecture);
        QFETCH(const int, precision);
        const ModelPointer model =
            toy(static_cast<Architecture>(architecture), static_cast<Precision>(precision));
        const std::vector<float> prompt = ToyModel::text(*model, 12);
        const std::vector<float> next = ToyModel::text(*model, 1, 99);
        const std::vector<float> other = ToyModel::text(*model, 1, 3);
        Decoder decoder(model, 3, 20);
        static_cast<void>(feed(decoder, 0, prompt));
        decoder.copyStream(0, 2);
        QCOMPARE(decoder.position(2), 12);
        const Logits first = feed(decoder, 0, next);
        QVERIFY(sameBits(first.row(0), feed(decoder, 2, next).row(0)));
        QVERIFY(!sameBits(first.row(0), feed(decoder, 2, other).row(0)));
    }

    void rewindForgetsWhatCameAfter() {
        const ModelPointer model = toy(Architecture::llama, Precision::stored);
        const std::vector<float> prompt = ToyModel::text(*model, 6);
        const std::vector<float> next = ToyModel::text(*model, 1, 99);
        Decoder decoder(model, 1, 20);
        static_cast<void>(feed(decoder, 0, prompt));
        const Logits first = feed(decoder, 0, next);
        static_cast<void>(feed(decoder, 0, ToyModel::text(*model, 5, 17)));
        decoder.rewind(0, 6);
        QVERIFY(sameBits(first.row(0), feed(decoder, 0, next).row(0)));
    }

    void bothPrecisionsAgreeOnFloatWeights() {
        for (const Architecture kind : {Architecture::llama, Architecture::gpt2}) {
            const Logits stored = alone(kind, Precision::stored, 30, 0);
            const Logits exact = alone(kind, Precision::f32, 30, 0);
            for (std::size_t i = 0; i < stored.values.size(); ++i) {
                QVERIFY(std::abs(stored.values[i] - exact.values[i]) < 1e-4F);
            }
        }
    }

    void aTextLongerThanTheRoomIsRefusedWithBothNumbers() {
        const ModelPointer model = toy(Architecture::llama, Precision::stored);
        Decoder decoder(model, 1, 10);
        static_cast<void>(feed(decoder, 0, ToyModel::text(*model, 4)));
        const std::vector<float> text = ToyModel::text(*model, 7);
        const Feed too_long{0, text};
        const auto logits = decoder.advance({&too_long, 1}, LogitsOf::last_position, {});
        QVERIFY(!logits);
        QCOMPARE(logits.error().code, ErrorCode::limit);
        QVERIFY(logits.error().text().find("10") != std::string::npos);
        QVERIFY(logits.error().text().find("11") != std::string::npos);
        QCOMPARE(decoder.position(0), 4);
    }

    // Hostile input 35, from the side of the embeddings.
    void aNumberThatIsNotFiniteIsNamedByStreamAndPosition() {
        for (const float bad :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            const ModelPointer model = toy(Architecture::llama, Precision::stored);
            Decoder decoder(model, 2, 10);
            const std::vector<float> good = ToyModel::text(*model, 4);
            std::vector<float> text = good;
            text[2 * static_cast<std::size_t>(model->shape().dimensions) + 5] = bad;
            const std::vector<Feed> feeds = {{0, good}, {1, text}};
            const auto logits = decoder.advance(feeds, LogitsOf::last_position, {});
            QVERIFY(!logits);
            QCOMPARE(logits.error().code, ErrorCode::not_finite);
            QCOMPARE(logits.error().where, std::string("stream 1, position 2"));
            QCOMPARE(decoder.position(0), 0);
            QCOMPARE(decoder.position(1), 0);
            const Logits after = feed(decoder, 1, good);  // nothing of the bad run is left
            QVERIFY(sameBits(after.row(0), feed(decoder, 0, good).row(0)));
        }
    }

    // Hostile input 40.
    void aStopDuringALongPromptIsAnsweredAndLeavesTheStreamWhereItWas() {
        const ModelPointer model = toy(Architecture::llama, Precision::stored);
        Decoder decoder(model, 1, kContext);
        const std::vector<float> start = ToyModel::text(*model, 3);
        static_cast<void>(feed(decoder, 0, start));
        const std::vector<float> text = ToyModel::text(*model, 4000);
        const Feed prompt{0, text};
        // A starved stopper comes too late: the prompt is read again until a stop lands within it.
        Result<Logits> logits;
        do {
            decoder.rewind(0, 3);
            std::stop_source source;
            std::atomic<bool> reading = false;
            std::jthread stopper([&] {
                reading.wait(false);
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
                source.request_stop();
            });
            reading = true;
            reading.notify_one();
            logits = decoder.advance({&prompt, 1}, LogitsOf::last_position, source.get_token());
        } while (logits);
        QCOMPARE(logits.error().code, ErrorCode::cancelled);
        QCOMPARE(decoder.position(0), 3);
    }

    void loadingReportsProgressAndCanBeStopped() {
        ToyModel toy(Architecture::llama, 64);
        std::vector<double> seen;
        LoadOptions options{.precision = Precision::stored, .threads = 1, .progress = [&](double part) {
                                seen.push_back(part);
                            }};
        QVERIFY(toy.load(options));
        QCOMPARE(seen.front(), 0.0);
        QCOMPARE(seen.back(), 1.0);
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));

        std::stop_source source;
        options.progress = [&](double part) {
            if (part > 0) source.request_stop();
        };
        const auto model = toy.load(options, source.get_token());
        QVERIFY(!model);
        QCOMPARE(model.error().code, ErrorCode::cancelled);
    }
};

QTEST_GUILESS_MAIN(DecoderTest)
#include "decoder_test.moc"
