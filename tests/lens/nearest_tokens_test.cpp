#include "lens/nearest_tokens.h"

#include <algorithm>

#include "lens/token_feed.h"
#include "lens_support.h"
#include "metrics/similarity.h"

using namespace lossylens;

class NearestTokensTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored); }
    void aTokensOwnRowIsNearestToItself();
    void theyAreTheFirstOfAFullSort();
    void aRowOfZeroesIsNearToNone();
    void aStopEndsTheSearch();

private:
    [[nodiscard]] std::vector<float> rowOf(int id) const {
        return lens::embeddingsOf(*subject_->model, std::span(&id, 1));
    }
    lens::SubjectPointer subject_;
};

void NearestTokensTest::aTokensOwnRowIsNearestToItself() {
    const auto row = rowOf(65);
    const auto nearest = lens::nearestTokens(*subject_, {row}, 3, {}).value();
    QCOMPARE(nearest.front().size(), 3U);
    QCOMPARE(nearest.front().front().id, 65);
    QVERIFY(nearest.front().front().cosine > .999999);
    const int id = 65;
    QCOMPARE(nearest.front().front().piece, text::pieces(*subject_->tokenizer, std::span(&id, 1)).front());
}

void NearestTokensTest::theyAreTheFirstOfAFullSort() {
    const auto one = rowOf(70);
    auto other = rowOf(90);
    for (std::size_t i = 0; i < other.size(); ++i) other[i] += one[i];  // between two tokens
    const auto nearest = lens::nearestTokens(*subject_, {one, other}, 6, {}).value();
    QCOMPARE(nearest.size(), 2U);
    for (std::size_t q = 0; q < nearest.size(); ++q) {
        std::vector<std::pair<double, int>> all;  // smallest first: the most similar, then the lowest id
        for (int id = 0; id < subject_->tokenizer->size(); ++id)
            all.emplace_back(-*metrics::cosine(q == 0 ? one : other, rowOf(id)), id);
        std::ranges::sort(all);
        for (std::size_t i = 0; i < 6; ++i) {
            QCOMPARE(nearest[q][i].id, all[i].second);
            QCOMPARE(nearest[q][i].cosine, -all[i].first);
        }
    }
}

void NearestTokensTest::aRowOfZeroesIsNearToNone() {
    const std::vector<float> zeroes(rowOf(0).size(), 0.F);
    QVERIFY(lens::nearestTokens(*subject_, {zeroes}, 5, {}).value().front().empty());
}

void NearestTokensTest::aStopEndsTheSearch() {
    std::stop_source stop;
    stop.request_stop();
    const auto row = rowOf(1);
    const auto stopped = lens::nearestTokens(*subject_, {row}, 5, stop.get_token());
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::cancelled);
}

QTEST_GUILESS_MAIN(NearestTokensTest)
#include "nearest_tokens_test.moc"
