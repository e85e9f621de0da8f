#include "lens/codec_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lens_support.h"

using namespace lossylens;

class CodecViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cosinesAndBytesEqualTheReference_data() { addReferenceModels(); }
    void cosinesAndBytesEqualTheReference();
    void aViewAndTheCurveAgree();
    void theControlReachesTheSameCosineTokenByToken();
    void inEveryLayoutTheViewAndTheCurveAgree();
    void oneImageOfThePromptHasBytesOfItsOwn();
    void stoppedCurvesSaySo();
};

void CodecViewTest::cosinesAndBytesEqualTheReference() {
    QFETCH(QString, model);
    QFETCH(QString, reference);
    const auto subject = openFixture(model.toStdString(), nn::Precision::stored);
    const auto expected = readReference(reference.toStdString());
    lens::CurveMaker maker(subject);
    for (const auto& one : expected["prompts"]) {
        const auto ids = one["ids"].get<std::vector<int>>();
        QCOMPARE(subject->tokenizer->encode(one["prompt"].get<std::string>()).value(), ids);
        for (const auto& [quality, q] : one["q"].items()) {
            const auto curve = maker.make(ids, std::vector{std::stoi(quality)}, {});
            QVERIFY(curve.has_value());
            const auto& point = curve->points.at(0);
            QVERIFY(std::abs(*point.cosine.flattened - q["cos_flat"].get<double>()) < 2e-6);
            QCOMPARE(point.bytes, q["bytes"].get<std::vector<int>>());
            for (std::size_t i = 0; i < ids.size(); ++i) {
                QVERIFY(std::abs(*point.cosine.tokens[i] - q["cos_tok"][i].get<double>()) < 2e-6);
            }
        }
    }
}

void CodecViewTest::aViewAndTheCurveAgree() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    const auto ids = subject->tokenizer->encode("Once upon a time").value();
    const auto curve = lens::CurveMaker(subject).make(ids, std::vector{25}, {});
    lens::DistortedEmbedding embedding(subject, codec::parseDistortion("jpeg-25").value());
    const auto view = lens::viewCodec(*subject, embedding, ids);
    QVERIFY(curve && view);
    QCOMPARE(view->cosine.flattened, curve->points[0].cosine.flattened);
    QCOMPARE(view->cosine.mean, curve->points[0].cosine.mean);
    QCOMPARE(view->pieces, curve->pieces);
    QCOMPARE(view->beforeRow(1).size(), std::size_t(view->dimensions));
    QVERIFY(!std::ranges::equal(view->beforeRow(1), view->afterRow(1)));
    for (std::size_t i = 0; i < ids.size(); ++i) QCOMPARE(view->bytes[i], curve->points[0].bytes[i]);
}

void CodecViewTest::inEveryLayoutTheViewAndTheCurveAgree() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    const auto ids = subject->tokenizer->encode("Once upon a time").value();
    lens::CurveMaker maker(subject);
    std::vector<std::optional<double>> cosines;
    for (const std::string layout : {"rows-2", "rows-8", "rows-8+permuted-1", "rounded", "prompt"}) {
        lens::DistortedEmbedding embedding(subject, codec::parseDistortion("jpeg-25+" + layout).value());
        const auto view = lens::viewCodec(*subject, embedding, ids);
        const auto curve = maker.make(ids, std::vector{25}, {}, codec::parseLayout(layout).value());
        QVERIFY(view && curve);
        QCOMPARE(view->cosine.tokens, curve->points[0].cosine.tokens);
        QCOMPARE(view->cosine.flattened, curve->points[0].cosine.flattened);
        QCOMPARE(std::ranges::count(cosines, view->cosine.flattened), 0);  // each is another way
        cosines.push_back(view->cosine.flattened);
    }
}

void CodecViewTest::oneImageOfThePromptHasBytesOfItsOwn() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    const auto ids = subject->tokenizer->encode("Once upon a time").value();
    lens::DistortedEmbedding embedding(subject, codec::parseDistortion("jpeg-25+prompt").value());
    const auto view = lens::viewCodec(*subject, embedding, ids).value();
    const auto curve = lens::CurveMaker(subject).make(ids, std::vector{25}, {}, view.spec.layout).value();
    const auto& shares = curve.points[0].bytes;
    QVERIFY(view.prompt_bytes.has_value());
    QCOMPARE(std::accumulate(shares.begin(), shares.end(), 0), *view.prompt_bytes);
    QVERIFY(std::ranges::none_of(view.bytes, [](const auto& bytes) { return bytes.has_value(); }));
    QVERIFY(!std::ranges::equal(view.afterRow(1), embedding.row(ids[1]).value()->after));
}

void CodecViewTest::theControlReachesTheSameCosineTokenByToken() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    const auto ids = subject->tokenizer->encode("Once upon a time").value();
    for (const std::string quality : {"95", "25", "1"}) {
        lens::DistortedEmbedding jpeg(subject, codec::parseDistortion("jpeg-" + quality).value());
        lens::DistortedEmbedding rotation(subject,
                                          codec::parseDistortion("rotation@jpeg-" + quality).value());
        const auto one = lens::viewCodec(*subject, jpeg, ids);
        const auto other = lens::viewCodec(*subject, rotation, ids);
        QVERIFY(one && other);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QVERIFY(std::abs(*one->cosine.tokens[i] - *other->cosine.tokens[i]) < 1e-5);
            QVERIFY(!other->bytes[i].has_value());
        }
    }
}

void CodecViewTest::stoppedCurvesSaySo() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    std::stop_source source;
    source.request_stop();
    const auto stopped =
        lens::CurveMaker(subject).make(std::vector{1, 2}, std::vector{25}, source.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

QTEST_GUILESS_MAIN(CodecViewTest)
#include "codec_view_test.moc"
