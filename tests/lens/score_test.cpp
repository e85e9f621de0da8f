#include "lens/score.h"

#include <cmath>

#include "lens/token_feed.h"
#include "lens_support.h"

using namespace lossylens;

namespace {

codec::DistortionSpec jpeg(double quality) {
    codec::DistortionSpec spec;
    spec.strength = quality;
    return spec;
}

// The same id leads; where the two differ their logits do so by less than the exact mode's own tolerance.
bool leadAlike(const lens::Subject& subject, lens::DistortedEmbedding& embedding, const std::vector<int>& ids,
               const std::vector<std::pair<int, int>>& leading) {
    std::vector<float> rows;
    for (const int id : ids) {
        const auto& after = embedding.row(id).value()->after;
        rows.insert(rows.end(), after.begin(), after.end());
    }
    bool alike = true;
    const auto fed =
        lens::feedFixedText(subject.model, {rows},
                            [&](int position, const auto& logits) {
                                const auto [theirs, ours] = leading[position];
                                alike = alike && std::abs(logits[0][theirs] - logits[0][ours]) <= 2e-4F;
                            },
                            {});
    return fed.has_value() && alike;
}

}  // namespace

class ScoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void divergenceEqualsTheReference_data() { addReferenceModels(); }
    void divergenceEqualsTheReference();
    void surprisalsAndEntropiesAreWhereTheyBelong();
    void aStopKeepsThePositionsThatWereScored();
    void anEmptyPromptIsRefused();
};

void ScoreTest::divergenceEqualsTheReference() {
    QFETCH(QString, model);
    QFETCH(QString, reference);
    const auto subject = openFixture(model.toStdString(), nn::Precision::f32);
    const auto expected = readReference(reference.toStdString());
    for (const auto& one : expected["prompts"]) {
        for (const auto& [quality, q] : one["q"].items()) {
            lens::DistortedEmbedding embedding(subject, jpeg(std::stod(quality)));
            const auto scored = lens::score(*subject, embedding, one["ids"].get<std::vector<int>>(), {});
            QVERIFY(scored.has_value());
            double mean = 0;
            std::vector<std::pair<int, int>> leading;  // by the reference, by us
            for (std::size_t i = 0; i < scored->positions.size(); ++i) {
                const double kl = q["kl_per_pos"][i].get<double>();
                mean += kl / static_cast<double>(scored->positions.size());
                QVERIFY2(std::abs(scored->positions[i].kl - kl) <= 2e-4 + 2e-3 * kl, qPrintable(model));
                leading.push_back({q["top1"][i].get<int>(), scored->positions[i].top1_distorted});
            }
            QVERIFY(std::abs(scored->mean_kl - mean) <= 2e-4 + 2e-3 * mean);
            QVERIFY(leadAlike(*subject, embedding, one["ids"].get<std::vector<int>>(), leading));
        }
    }
}

void ScoreTest::surprisalsAndEntropiesAreWhereTheyBelong() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    const auto ids = subject->tokenizer->encode("Once upon a time").value();
    lens::DistortedEmbedding embedding(subject, jpeg(25));
    const auto scored = lens::score(*subject, embedding, ids, {});
    QVERIFY(scored.has_value());
    QCOMPARE(scored->positions.size(), ids.size());
    QVERIFY(!scored->positions.front().surprisal_base && !scored->positions.front().surprisal_distorted);
    int agreed = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto& position = scored->positions[i];
        QCOMPARE(position.id, ids[i]);
        QVERIFY(position.entropy_base > 0 && position.entropy_distorted > 0 && position.kl >= 0);
        QVERIFY(position.jsd >= 0 && position.jsd <= std::min(position.kl, std::log(2.0)));
        QVERIFY(*position.top10_overlap >= 0 && *position.top10_overlap <= 1);
        if (i > 0) QVERIFY(*position.surprisal_base > 0 && *position.surprisal_distorted > 0);
        agreed += position.top1_base == position.top1_distorted;
    }
    QCOMPARE(scored->top1_agreement, agreed / static_cast<double>(ids.size()));
    QVERIFY(scored->top10_overlap.has_value());
    QVERIFY(scored->median_kl <= scored->p99_kl && scored->mean_kl <= scored->p99_kl);
}

void ScoreTest::aStopKeepsThePositionsThatWereScored() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    const auto ids = std::vector<int>(100, 7);
    lens::DistortedEmbedding embedding(subject, jpeg(25));
    const auto whole = lens::score(*subject, embedding, ids, {});
    QVERIFY(whole && !whole->stopped);
    std::stop_source source;
    const auto stopAtTen = [&source](std::size_t scored) {
        if (scored == 10) source.request_stop();
    };
    const auto part = lens::score(*subject, embedding, ids, source.get_token(), stopAtTen);
    QVERIFY(part && part->stopped);
    QVERIFY(part->positions.size() >= 10 && part->positions.size() < ids.size());
    QCOMPARE(part->positions.back().kl, whole->positions[part->positions.size() - 1].kl);
    double sum = 0;
    for (const auto& position : part->positions) sum += position.kl;
    QVERIFY(std::abs(part->mean_kl - sum / static_cast<double>(part->positions.size())) < 1e-12);

    const auto nothing = lens::score(*subject, embedding, ids, source.get_token());
    QVERIFY(nothing && nothing->stopped && nothing->positions.empty());
}

void ScoreTest::anEmptyPromptIsRefused() {
    const auto subject = openFixture("llama-q8_0.gguf", nn::Precision::stored);
    lens::DistortedEmbedding embedding(subject, jpeg(25));
    const auto refused = lens::score(*subject, embedding, {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::usage);
}

QTEST_GUILESS_MAIN(ScoreTest)
#include "score_test.moc"
