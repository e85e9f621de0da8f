#include <QtTest>
#include <cmath>
#include <cstring>
#include <limits>

#include "nn/attention.h"
#include "nn/kv_cache.h"
#include "nn/random_weights.h"
#include "nn/targets.h"

using namespace lossylens::nn;

namespace {

void addTargets() {
    QTest::addColumn<qint64>("target");
    for (const auto& [name, target] : runnableTargets())
        QTest::addRow("%s", name.c_str()) << static_cast<qint64>(target);
}

// One head's past, as rows and in a cache.
struct Past {
    int dimensions;
    std::vector<float> keys, values;  // positions × dimensions
    KvCache cache;

    Past(int positions, int head_dimensions)
        : dimensions(head_dimensions),
          keys(activations(positions * dimensions)),
          values(activations(2 * positions * dimensions)),
          cache(1, 1, 1, dimensions) {
        cache.makeRoom(0, 0, positions);
        const auto width = static_cast<std::size_t>(dimensions);
        for (int p = 0; p < positions; ++p) {
            const std::size_t from = static_cast<std::size_t>(p) * width;
            cache.remember(0, 0, p, std::span(keys).subspan(from, width),
                           std::span(values).subspan(from, width));
        }
    }
};

std::vector<double> expected(const Past& past, std::span<const float> query, int positions) {
    const auto width = static_cast<std::size_t>(past.dimensions);
    std::vector<double> weights, sums(width);
    double total = 0;
    for (std::size_t p = 0; p < static_cast<std::size_t>(positions); ++p) {
        double dot = 0;
        for (std::size_t i = 0; i < width; ++i)
            dot += static_cast<double>(query[i]) * static_cast<double>(past.keys[p * width + i]);
        weights.push_back(std::exp(dot / std::sqrt(past.dimensions)));
        total += weights.back();
    }
    for (std::size_t p = 0; p < weights.size(); ++p) {
        for (std::size_t i = 0; i < width; ++i)
            sums[i] += weights[p] / total * static_cast<double>(past.values[p * width + i]);
    }
    return sums;
}

}  // namespace

class AttentionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itIsTheWeightedMeanOfThePast_data() { addTargets(); }
    void itIsTheWeightedMeanOfThePast() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        std::vector<float> scratch;
        for (const int dimensions : {7, 8, 12, 33, 64, 80}) {
            const Past past(131, dimensions);
            const std::vector<float> query = activations(dimensions);
            std::vector<float> out(query.size());
            for (const int positions : {1, 2, 5, 16, 17, 33, 130}) {
                const AttentionQuery one{query.data(), out.data(), positions};
                attend({&one, 1}, past.cache.past(0, 0, 0), scratch);
                const std::vector<double> mean = expected(past, query, positions);
                for (std::size_t i = 0; i < out.size(); ++i)
                    QVERIFY(std::abs(static_cast<double>(out[i]) - mean[i]) < 2e-5);
            }
        }
    }

    void aQueryIsAnsweredTheSameToTheBitInAnyCompany_data() { addTargets(); }
    void aQueryIsAnsweredTheSameToTheBitInAnyCompany() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        constexpr int kQueries = 11;
        constexpr int kDimensions = 20;
        const Past past(60, kDimensions);
        const std::vector<float> queries = activations(kQueries * kDimensions);
        std::vector<float> together(queries.size()), alone(queries.size()), scratch;
        std::vector<AttentionQuery> all;
        for (int i = 0; i < kQueries; ++i)
            all.push_back({&queries[static_cast<std::size_t>(i * kDimensions)],
                           &together[static_cast<std::size_t>(i * kDimensions)], 14 + 4 * i});
        attend(all, past.cache.past(0, 0, 0), scratch);
        for (int i = 0; i < kQueries; ++i) {
            AttentionQuery one = all[static_cast<std::size_t>(i)];
            one.out = &alone[static_cast<std::size_t>(i * kDimensions)];
            attend({&one, 1}, past.cache.past(0, 0, 0), scratch);
        }
        QCOMPARE(std::memcmp(alone.data(), together.data(), alone.size() * sizeof(float)), 0);
    }

    void whatComesAfterTheLastPositionIsNotLookedAt_data() { addTargets(); }
    void whatComesAfterTheLastPositionIsNotLookedAt() {
        QFETCH(const qint64, target);
        const OnTarget on(target);
        constexpr int kDimensions = 16;
        Past past(10, kDimensions);
        const std::vector<float> query = activations(kDimensions);
        std::vector<float> before(kDimensions), after(kDimensions), scratch;
        const AttentionQuery first{query.data(), before.data(), 9};
        attend({&first, 1}, past.cache.past(0, 0, 0), scratch);
        const std::vector<float> poison(kDimensions, std::numeric_limits<float>::quiet_NaN());
        past.cache.remember(0, 0, 9, poison, poison);
        const AttentionQuery second{query.data(), after.data(), 9};
        attend({&second, 1}, past.cache.past(0, 0, 0), scratch);
        QCOMPARE(before, after);
    }

    void whoSharesAPastKeepsItWhenTheOtherGoesOn() {
        constexpr int kDimensions = 4;
        KvCache cache(2, 3, 1, kDimensions);
        const auto remember = [&](int stream, int position, float number) {
            cache.makeRoom(stream, position, position + 1);
            for (const int layer : {0, 1}) {
                const std::vector<float> numbers(kDimensions, number + static_cast<float>(layer));
                cache.remember(layer, stream, position, numbers, numbers);
            }
        };
        const auto keyOf = [&](int layer, int stream, int position) {
            const HeadPast past = cache.past(layer, stream, 0);
            return past.pages[position / kPagePositions]
                             [past.offset + static_cast<std::size_t>(position % kPagePositions)];
        };
        for (int position = 0; position < 20; ++position) remember(0, position, static_cast<float>(position));
        cache.share(0, 1, 20);
        cache.share(0, 2, 18);
        QCOMPARE(cache.past(0, 1, 0).pages[0], cache.past(0, 0, 0).pages[0]);  // held once
        remember(1, 20, 100);
        remember(2, 18, 200);
        remember(0, 20, 300);
        QCOMPARE(keyOf(0, 0, 20), 300.0F);
        QCOMPARE(keyOf(1, 1, 20), 101.0F);
        QCOMPARE(keyOf(1, 2, 18), 201.0F);
        QCOMPARE(keyOf(1, 0, 18), 19.0F);
        QCOMPARE(keyOf(1, 1, 19), 20.0F);
        QCOMPARE(cache.past(0, 1, 0).pages[0], cache.past(0, 2, 0).pages[0]);
        QVERIFY(cache.past(0, 1, 0).pages[1] != cache.past(0, 2, 0).pages[1]);
    }
};

QTEST_GUILESS_MAIN(AttentionTest)
#include "attention_test.moc"
