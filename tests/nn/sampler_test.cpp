#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <cmath>
#include <limits>
#include <map>

#include "nn/sampler.h"

using lossylens::ErrorCode;
using lossylens::nn::Sampler;
using lossylens::nn::Sampling;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

// How often each id comes in `draws` positions.
std::map<int, int> histogram(const Sampling& sampling, const std::vector<float>& logits, int draws) {
    Sampler sampler(sampling, static_cast<int>(logits.size()));
    std::map<int, int> counts;
    for (int position = 0; position < draws; ++position) {
        const auto id = sampler.pick(logits, position);
        if (!id) return {};
        ++counts[*id];
    }
    return counts;
}

std::vector<float> logarithms(const std::vector<double>& probabilities) {
    std::vector<float> logits;
    for (const double p : probabilities) logits.push_back(static_cast<float>(std::log(p)));
    return logits;
}

std::vector<int> idsOf(const std::map<int, int>& counts) {
    std::vector<int> ids;
    for (const auto& [id, count] : counts) ids.push_back(id);
    return ids;
}

}  // namespace

class SamplerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void greedyTakesTheLargestAndOfEqualOnesTheFirst() {
        Sampler sampler({.greedy = true}, 5);
        QCOMPARE(sampler.pick(std::vector<float>{1, 4, 2, 4, 3}, 0).value(), 1);
    }

    void frequenciesFollowTheProbabilities() {
        const std::vector<double> p = {0.5, 0.25, 0.15, 0.1};
        constexpr int kDraws = 40000;
        const auto counts = histogram({.temperature = 1, .top_k = 0, .top_p = 1}, logarithms(p), kDraws);
        for (std::size_t id = 0; id < p.size(); ++id) {
            const double spread = std::sqrt(kDraws * p[id] * (1 - p[id]));
            QVERIFY(std::abs(counts.at(static_cast<int>(id)) - kDraws * p[id]) < 4 * spread);
        }
    }

    void temperatureActsBeforeTopP() {
        // At temperature 1/2 the probabilities are squared: .64, .24, .11 …, so the first two reach .85; at
        // temperature 1 it would take three.
        const auto logits = logarithms({0.45, 0.275, 0.185, 0.09});
        QCOMPARE(idsOf(histogram({.temperature = 0.5, .top_k = 0, .top_p = 0.85}, logits, 5000)),
                 (std::vector<int>{0, 1}));
        QCOMPARE(idsOf(histogram({.temperature = 1, .top_k = 0, .top_p = 0.85}, logits, 5000)),
                 (std::vector<int>{0, 1, 2}));
    }

    void topKKeepsTiesWithTheLast() {
        const std::vector<float> logits = {1, 3, 2, 2, 0, 2};
        const Sampling sampling{.temperature = 1, .top_k = 2, .top_p = 1};
        QCOMPARE(idsOf(histogram(sampling, logits, 5000)), (std::vector<int>{1, 2, 3, 5}));
    }

    void topPCountsAfterTopK() {
        // Of the two that top-k leaves, the first has .6 / .9 = .67: enough for .65, though not before top-k.
        const auto logits = logarithms({0.6, 0.3, 0.1});
        QCOMPARE(idsOf(histogram({.temperature = 1, .top_k = 2, .top_p = 0.65}, logits, 2000)),
                 (std::vector<int>{0}));
        QCOMPARE(idsOf(histogram({.temperature = 1, .top_k = 0, .top_p = 0.65}, logits, 2000)),
                 (std::vector<int>{0, 1}));
    }

    void topKOfALargeVocabularyIsThatOfASort() {
        std::vector<float> logits(49152);
        std::uint32_t state = 1;
        for (float& logit : logits) {
            state = state * 1664525 + 1013904223;
            logit = static_cast<float>(state >> 20);  // 4096 values: many ties
        }
        std::vector<float> sorted = logits;
        std::sort(sorted.begin(), sorted.end(), std::greater<>());
        const auto counts = histogram({.temperature = 1e6, .top_k = 50, .top_p = 1}, logits, 20000);
        const auto expected =
            std::count_if(logits.begin(), logits.end(), [&](float v) { return v >= sorted[49]; });
        QCOMPARE(static_cast<std::ptrdiff_t>(counts.size()), expected);
        for (const auto& [id, count] : counts) QVERIFY(logits[static_cast<std::size_t>(id)] >= sorted[49]);
    }

    void theNumberBelongsToSeedAndPosition() {
        const std::vector<float> logits(100, 0.0F);
        Sampler first({.seed = 7}, 100);
        Sampler second({.seed = 7}, 100);
        Sampler other({.seed = 8}, 100);
        static_cast<void>(second.pick(logits, 3));  // an earlier draw changes nothing
        int differences = 0;
        for (int position = 0; position < 50; ++position) {
            QCOMPARE(first.pick(logits, position).value(), second.pick(logits, position).value());
            differences += first.pick(logits, position).value() != other.pick(logits, position).value();
        }
        QVERIFY(differences > 40);
    }

    void paddingRowsOfTheTableAreNeverPicked() {
        std::vector<float> logits(10, 0.0F);
        logits[9] = 50;
        logits[8] = kNaN;
        Sampler greedy({.greedy = true}, 8);
        QCOMPARE(greedy.pick(logits, 0).value(), 0);
        Sampler sampler({.top_k = 0, .top_p = 1}, 8);
        for (int position = 0; position < 500; ++position)
            QVERIFY(sampler.pick(logits, position).value() < 8);
    }

    void tokensWithoutProbabilityAreNeverPicked() {
        const std::vector<float> logits = {-kInfinity, 0, -kInfinity, 0};
        QCOMPARE(idsOf(histogram({.temperature = 1, .top_k = 3, .top_p = 1}, logits, 1000)),
                 (std::vector<int>{1, 3}));
    }

    // The probabilities that transformers' warpers leave (fixtures/sampler/cases.json): each id comes as
    // often as it should, and what they remove never.
    void picksFollowTransformersProbabilities_data() {
        QTest::addColumn<QJsonObject>("fixture");
        QFile file(QStringLiteral(LOSSYLENS_FIXTURES "/sampler/cases.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray cases =
            QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("cases")].toArray();
        QVERIFY(!cases.isEmpty());
        for (const QJsonValue& value : cases) {
            const QJsonObject fixture = value.toObject();
            QTest::newRow(qPrintable(fixture[QStringLiteral("name")].toString())) << fixture;
        }
    }

    void picksFollowTransformersProbabilities() {
        QFETCH(const QJsonObject, fixture);
        std::vector<float> logits;
        for (const QJsonValue& logit : fixture[QStringLiteral("logits")].toArray()) {
            logits.push_back(static_cast<float>(logit.toDouble()));
        }
        const Sampling sampling{.temperature = fixture[QStringLiteral("temperature")].toDouble(),
                                .top_k = fixture[QStringLiteral("top_k")].toInt(),
                                .top_p = fixture[QStringLiteral("top_p")].toDouble()};
        const QJsonArray probabilities = fixture[QStringLiteral("probabilities")].toArray();
        constexpr int kDraws = 20000;
        const auto counts = histogram(sampling, logits, kDraws);
        std::vector<double> expected;
        for (const QJsonValue& p : probabilities) expected.push_back(p.toDouble());
        std::map<int, double> seen;
        for (const auto& [id, count] : counts) seen[id] = count;
        if (fixture[QStringLiteral("ambiguous")].toBool()) {
            // Equal logits are equally likely to stay: which of them does is the sampler's choice.
            const auto kept = std::count_if(expected.begin(), expected.end(), [](double p) { return p > 0; });
            QVERIFY(static_cast<std::ptrdiff_t>(seen.size()) <= kept);
            return;
        }
        for (std::size_t id = 0; id < expected.size(); ++id) {
            const double p = expected[id];
            const double spread = std::sqrt(kDraws * p * (1 - p));
            const double count = seen[static_cast<int>(id)];
            if (p == 0) QCOMPARE(count, 0.0);
            QVERIFY2(std::abs(count - kDraws * p) <= 5 * spread + 2,
                     qPrintable(
                         QStringLiteral("id %1: %2 times, expected %3").arg(id).arg(count).arg(kDraws * p)));
        }
    }

    // Hostile input 35.
    void logitsThatAreNotFiniteStopAndNameThePosition_data() {
        QTest::addColumn<std::vector<float>>("logits");
        QTest::newRow("NaN") << std::vector<float>{0, kNaN, 1};
        QTest::newRow("infinity") << std::vector<float>{0, kInfinity, 1};
        QTest::newRow("all -infinity") << std::vector<float>{-kInfinity, -kInfinity};
    }

    void logitsThatAreNotFiniteStopAndNameThePosition() {
        QFETCH(const std::vector<float>, logits);
        for (const bool greedy : {false, true}) {
            Sampler sampler({.greedy = greedy}, static_cast<int>(logits.size()));
            const auto id = sampler.pick(logits, 17);
            QVERIFY(!id);
            QCOMPARE(id.error().code, ErrorCode::not_finite);
            QVERIFY(id.error().text().find("position 17") != std::string::npos);
        }
    }

    void settingsOutOfRangeAreNamed() {
        QVERIFY(Sampling{}.check());
        QCOMPARE(Sampling{.temperature = 0}.check().error().where, std::string("temperature"));
        QCOMPARE(Sampling{.temperature = static_cast<double>(kNaN)}.check().error().where,
                 std::string("temperature"));
        QCOMPARE(Sampling{.top_k = -1}.check().error().where, std::string("top-k"));
        QCOMPARE(Sampling{.top_p = 0}.check().error().where, std::string("top-p"));
        QCOMPARE(Sampling{.top_p = 1.01}.check().error().where, std::string("top-p"));
        QCOMPARE(Sampling{.top_p = 2}.check().error().code, ErrorCode::usage);
    }
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "sampler_test.moc"
