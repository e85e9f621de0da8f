#include "lens/budget.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "lens/generate.h"
#include "lens/quality_ladder.h"
#include "lens/token_effects.h"
#include "lens/token_feed.h"
#include "lens_support.h"
#include "metrics/divergence.h"

using namespace lossylens;

namespace {

constexpr const char* any_model = "llama-q8_0.gguf";

codec::DistortionSpec jpeg(int quality) {
    codec::DistortionSpec spec;
    spec.strength = quality;
    return spec;
}

// The definition, in one go: both texts fed whole, the distributions compared where the continuation stands.
double klOf(const lens::Subject& subject, const std::vector<int>& prompt,
            const std::vector<int>& continuation, const std::vector<float>& rows) {
    std::vector<int> ids = prompt;
    ids.insert(ids.end(), continuation.begin(), continuation.end() - 1);
    const std::vector<float> base = lens::embeddingsOf(*subject.model, ids);
    std::vector<float> distorted = base;
    std::ranges::copy(rows, distorted.begin());
    double sum = 0;
    const auto fed = lens::feedFixedText(subject.model, {base, distorted},
                                         [&](int position, const auto& logits) {
                                             if (position + 1 < int(prompt.size())) return;
                                             sum += metrics::klDivergence(metrics::logSoftmax(logits[0]),
                                                                          metrics::logSoftmax(logits[1]));
                                         },
                                         {});
    if (!fed) qFatal("%s", fed.error().text().c_str());
    return sum / double(continuation.size());
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-9 + 1e-6 * std::abs(b); }

}  // namespace

class BudgetTest : public QObject {
    Q_OBJECT

    lens::SubjectPointer subject_ = openFixture(any_model, nn::Precision::stored);
    std::vector<int> prompt_ = subject_->tokenizer->encode("Once upon a time there was a dog").value();

    std::vector<float> rowsAt(const std::vector<int>& qualities) const {
        std::vector<float> rows;
        for (std::size_t i = 0; i < prompt_.size(); ++i) {
            std::vector<float> row = lens::embeddingsOf(*subject_->model, std::span(&prompt_[i], 1));
            if (qualities[i] > 0) row = codec::distort(row, prompt_[i], jpeg(qualities[i])).value().embedding;
            rows.insert(rows.end(), row.begin(), row.end());
        }
        return rows;
    }

    lens::BudgetRequest request() const {
        lens::BudgetRequest request;
        request.prompt = prompt_;
        request.qualities = {1, 10, 25, 50, 90};
        request.continuation = 6;
        request.random_draws = 4;
        return request;
    }

    lens::Budget spend(const lens::BudgetRequest& request) const {
        const auto budget = lens::spendBudget(subject_, request, {}, {});
        if (!budget) qFatal("%s", budget.error().text().c_str());
        return *budget;
    }

private Q_SLOTS:
    void eachTokenIsMeasuredAsTheDefinitionHasIt() {
        const auto effects =
            lens::measureTokenEffects(subject_, prompt_, jpeg(10), {.continuation = 5, .progress = {}}, {});
        QVERIFY(effects.has_value());
        QCOMPARE(effects->tokens.size(), prompt_.size());
        QVERIFY(!effects->continuation.empty() && effects->continuation.size() <= 5);
        for (std::size_t i = 0; i < prompt_.size(); ++i) {
            std::vector<int> qualities(prompt_.size(), 0);
            qualities[i] = 10;
            const double kl = klOf(*subject_, prompt_, effects->continuation, rowsAt(qualities));
            QVERIFY2(near(effects->tokens[i].damage.kl, kl), qPrintable(QString::number(i)));
            QCOMPARE(effects->tokens[i].id, prompt_[i]);
            QVERIFY(effects->tokens[i].damage.top1 >= 0 && effects->tokens[i].damage.top1 <= 1);
        }
        const std::vector<int> all(prompt_.size(), 10);
        QVERIFY(near(effects->together->kl, klOf(*subject_, prompt_, effects->continuation, rowsAt(all))));
        const auto order = effects->byEffect();
        for (std::size_t i = 1; i < order.size(); ++i)
            QVERIFY(effects->tokens[order[i - 1]].damage.kl >= effects->tokens[order[i]].damage.kl);
    }

    void theContinuationIsTheGreedyText() {
        const auto effects =
            lens::measureTokenEffects(subject_, prompt_, jpeg(50), {.continuation = 5, .progress = {}}, {});
        lens::GenerationRequest generation;
        generation.prompt = prompt_;
        generation.streams = {{}};
        generation.sampling.greedy = true;
        generation.max_new_tokens = 5;
        const auto written = lens::SideBySide(subject_).run(generation, {}, {});
        QVERIFY(effects && written);
        QCOMPARE(effects->continuation, written->streams[0].ids);
    }

    void nobodySpendsMoreThanUniform() {
        for (const auto currency :
             {lens::BudgetRequest::Currency::bytes, lens::BudgetRequest::Currency::cosine}) {
            auto wanted = request();
            wanted.currency = currency;
            const auto budget = spend(wanted);
            QCOMPARE(budget.uniform.qualities, std::vector<int>(prompt_.size(), 25));
            QCOMPARE(budget.uniform.spent, budget.budget);
            QVERIFY(budget.greedy && !budget.stopped);
            QCOMPARE(budget.random.size(), std::size_t{4});
            auto all = budget.random;
            all.push_back(*budget.greedy);
            for (const auto& allocation : all) {
                QVERIFY2(allocation.spent <= budget.budget + 1e-9, allocation.name.c_str());
                double bytes = 0, cosine = 0;
                for (std::size_t i = 0; i < prompt_.size(); ++i) {
                    lens::DistortedEmbedding embedding(subject_, jpeg(allocation.qualities[i]));
                    const auto row = embedding.row(prompt_[i]);
                    bytes += *(*row)->bytes;
                    cosine += *(*row)->cosine;
                }
                QCOMPARE(double(allocation.bytes), bytes);
                QVERIFY(near(allocation.mean_cosine, cosine / double(prompt_.size())));
                QVERIFY(near(allocation.spent,
                             currency == lens::BudgetRequest::Currency::bytes ? bytes : cosine));
            }
        }
    }

    void everyAllocationsDamageIsMeasured() {
        const auto budget = spend(request());
        const auto effects =
            lens::measureTokenEffects(subject_, prompt_, jpeg(25), {.continuation = 6, .progress = {}}, {});
        QVERIFY(effects.has_value());
        QCOMPARE(std::size_t(budget.continuation), effects->continuation.size());
        QVERIFY(near(budget.uniform.damage.kl, effects->together->kl));
        auto all = budget.random;
        all.push_back(*budget.greedy);
        for (const auto& allocation : all) {
            QVERIFY2(near(allocation.damage.kl,
                          klOf(*subject_, prompt_, effects->continuation, rowsAt(allocation.qualities))),
                     allocation.name.c_str());
        }
    }

    void randomAllocationsBelongToTheirSeed() {
        auto wanted = request();
        wanted.random_draws = 3;
        const auto first = spend(wanted), again = spend(wanted);
        wanted.seed = 2;
        const auto other = spend(wanted);
        bool differs = false;
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(again.random[i].qualities, first.random[i].qualities);
            differs = differs || other.random[i].qualities != first.random[i].qualities;
        }
        QVERIFY(differs);
    }

    void aBudgetPerTokenGetsTheHighestQualityThatFits() {
        auto wanted = request();
        const auto at_25 = spend(wanted);
        wanted.per_token = at_25.budget / double(prompt_.size()) + .001;
        const auto same = spend(wanted);
        QVERIFY(same.uniform.qualities.front() >= 25);
        QVERIFY(same.uniform.spent <= at_25.budget + .1);
        wanted.qualities = {100};  // the only one that a token may get is dearer than the budget
        QVERIFY(!lens::spendBudget(subject_, wanted, {}, {}));
        wanted.per_token = 1;
        const auto refused = lens::spendBudget(subject_, wanted, {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::usage);
        QVERIFY(QString::fromStdString(refused.error().text())
                    .contains(QStringLiteral("less than quality 1 needs")));
    }

    void whatMakesNoSenseIsRefused() {
        for (const auto& spoil : std::vector<std::function<void(lens::BudgetRequest&)>>{
                 [](auto& r) { r.prompt.clear(); },
                 [](auto& r) {
                     r.qualities = {0, 25};
                 },
                 [](auto& r) { r.qualities.clear(); }, [](auto& r) { r.quality = 101; },
                 [](auto& r) { r.per_token = 0; }, [](auto& r) { r.random_draws = -1; },
                 [](auto& r) { r.continuation = 0; }}) {
            auto wanted = request();
            spoil(wanted);
            const auto refused = lens::spendBudget(subject_, wanted, {}, {});
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::usage);
        }
        auto one_image = jpeg(25);
        one_image.layout.image = codec::PlaneLayout::Image::prompt;
        QVERIFY(!lens::measureTokenEffects(subject_, prompt_, one_image, {}, {}));
    }

    void aStopKeepsWhatIsThere() {
        std::stop_source source;
        int reports = 0;
        const auto budget = lens::spendBudget(
            subject_, request(),
            [&](const std::string&, double, double) {
                if (++reports == 2) source.request_stop();
            },
            source.get_token());
        QVERIFY(budget && budget->stopped);
        QVERIFY(!budget->greedy);
        QCOMPARE(budget->random.size(), std::size_t{4});
    }

    void oneTokenIsEnough() {
        auto wanted = request();
        wanted.prompt.resize(1);
        const auto budget = spend(wanted);
        QCOMPARE(budget.greedy->qualities, std::vector<int>{25});
        QVERIFY(near(budget.greedy->damage.kl, budget.uniform.damage.kl));
    }
};

QTEST_GUILESS_MAIN(BudgetTest)
#include "budget_test.moc"
