#include "lens/vocabulary.h"

#include <QTemporaryDir>
#include <algorithm>
#include <cmath>

#include "lens/distorted_embedding.h"
#include "lens_support.h"

using namespace lossylens;

namespace {

codec::DistortionSpec spec(const char* name) { return codec::parseDistortion(name).value(); }

}  // namespace

// The whole table against rows distorted one by one.
class VocabularyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored); }

    void everyRowIsCountedAsIfDistortedByItself_data() {
        QTest::addColumn<QString>("stream");
        for (const char* stream : {"jpeg-1", "jpeg-25", "jpeg-100", "rotation@jpeg-25", "rotation-0.5"})
            QTest::newRow(stream) << QString::fromLatin1(stream);
    }
    void everyRowIsCountedAsIfDistortedByItself() {
        QFETCH(QString, stream);
        lens::DistortedEmbedding table(subject_, spec(stream.toLatin1().constData()));
        const auto view = lens::viewVocabulary(*subject_, table.spec(), {.bytes = true}, {});
        QVERIFY(view.has_value());
        std::vector<double> cosines, bytes;
        const int rows = subject_->model->shape().vocabulary;
        for (int id = 0; id < rows; ++id) {
            const auto row = table.row(id);
            QVERIFY(row.has_value());
            if ((*row)->cosine) cosines.push_back(*(*row)->cosine);
            if ((*row)->cosine && (*row)->bytes) bytes.push_back(*(*row)->bytes);
        }
        QCOMPARE(view->rows, rows);
        QVERIFY(view->refused.empty());
        QCOMPARE(cosines.size() + view->undefined.size(), std::size_t(rows));
        const auto expected = metrics::spreadOf(cosines);
        QCOMPARE(view->cosine->n, expected->n);
        QCOMPARE(view->cosine->mean, expected->mean);
        QCOMPARE(view->cosine->quantiles, expected->quantiles);
        QCOMPARE(view->worst.front().cosine, std::ranges::min(cosines));
        QCOMPARE(view->best.front().cosine, std::ranges::max(cosines));
        QCOMPARE(view->bytes.has_value(), !bytes.empty());
        if (view->bytes) QCOMPARE(view->bytes->mean, metrics::spreadOf(bytes)->mean);
    }

    void listedTokensComeInOrderWithTheirOwnFigures() {
        const auto jpeg = spec("jpeg-25");
        const auto view = lens::viewVocabulary(*subject_, jpeg, {.bytes = true, .listed = 7}, {});
        QVERIFY(view.has_value());
        QCOMPARE(view->worst.size(), 7U);
        QCOMPARE(view->best.size(), 7U);
        QVERIFY(std::ranges::is_sorted(view->worst, {}, &lens::VocabularyToken::cosine));
        QVERIFY(std::ranges::is_sorted(view->best, std::greater<>(), &lens::VocabularyToken::cosine));
        lens::DistortedEmbedding table(subject_, jpeg);
        for (const lens::VocabularyToken& token : view->worst) {
            const auto row = table.row(token.id);
            QCOMPARE(token.cosine, *(*row)->cosine);
            QCOMPARE(token.bytes, (*row)->bytes);
            QCOMPARE(token.piece, text::pieces(*subject_->tokenizer, std::vector{token.id}).front());
        }
    }

    void threadsChangeNothing() {
        const auto one = lens::viewVocabulary(*subject_, spec("jpeg-10"), {.threads = 1}, {});
        const auto three = lens::viewVocabulary(*subject_, spec("jpeg-10"), {.threads = 3}, {});
        QVERIFY(one && three);
        QCOMPARE(one->cosine->mean, three->cosine->mean);
        QCOMPARE(one->norm_ratio->quantiles, three->norm_ratio->quantiles);
        QCOMPARE(one->histogram.counts, three->histogram.counts);
        QCOMPARE(one->worst.back().id, three->worst.back().id);
    }

    void histogramHoldsEveryRow() {
        const auto view = lens::viewVocabulary(*subject_, spec("jpeg-25"), {}, {});
        QVERIFY(view.has_value());
        int sum = 0;
        for (const int count : view->histogram.counts) sum += count;
        QCOMPARE(std::size_t(sum), view->cosine->n);
    }

    void rowsThatAreNotFiniteOrZeroAreNamedAndNotCounted() {
        const QTemporaryDir folder;
        const auto damaged = withRows(folder.filePath(QStringLiteral("damaged.gguf")), {{5, NAN}, {9, 0}});
        const auto whole = openFixture("llama-f32.gguf", nn::Precision::stored);
        const auto view = lens::viewVocabulary(*damaged, spec("jpeg-25"), {}, {});
        const auto reference = lens::viewVocabulary(*whole, spec("jpeg-25"), {}, {});
        QVERIFY(view && reference);
        QCOMPARE(view->refused, std::vector{5});
        QCOMPARE(view->undefined, std::vector{9});
        QCOMPARE(view->rows, reference->rows);
        QCOMPARE(view->cosine->n, reference->cosine->n - 2);
    }

    void sizesAreThereOnlyWhenAskedFor() {
        QVERIFY(!lens::viewVocabulary(*subject_, spec("jpeg-25"), {}, {})->bytes);
        QVERIFY(!lens::viewVocabulary(*subject_, spec("jpeg-25"), {}, {})->worst.front().bytes);
    }

    void aStrengthThatThereIsNotIsRefused() {
        for (const double quality : {0.0, 101.0, 25.5}) {
            const auto view =
                lens::viewVocabulary(*subject_, {.strength = quality, .matched_quality = {}}, {}, {});
            QVERIFY(!view);
            QCOMPARE(view.error().code, ErrorCode::usage);
        }
    }

    void stoppedOnesSaySo() {
        std::stop_source source;
        source.request_stop();
        const auto view = lens::viewVocabulary(*subject_, spec("jpeg-25"), {}, source.get_token());
        QVERIFY(!view);
        QCOMPARE(view.error().code, ErrorCode::cancelled);
    }

private:
    // A copy of the float32 fixture in which each number of some rows is this one.
    static lens::SubjectPointer withRows(const QString& path,
                                         const std::vector<std::pair<int, float>>& rows) {
        const auto whole = openFixture("llama-f32.gguf", nn::Precision::stored);
        QFile source(QStringLiteral(LOSSYLENS_FIXTURES "/models/llama-f32.gguf"));
        if (!source.open(QIODevice::ReadOnly)) qFatal("no fixture");
        QByteArray bytes = source.readAll();
        for (const auto& [id, number] : rows) {
            std::vector<float> row(std::size_t(whole->model->shape().dimensions));
            const auto as_bytes = [&row] {
                return QByteArray(reinterpret_cast<const char*>(row.data()),
                                  qsizetype(row.size() * sizeof(float)));
            };
            whole->model->embedding(id, row);
            const QByteArray before = as_bytes();
            std::ranges::fill(row, number);
            bytes.replace(before, as_bytes());
        }
        QFile copy(path);
        if (!copy.open(QIODevice::WriteOnly) || copy.write(bytes) != bytes.size()) qFatal("no copy");
        copy.close();
        auto damaged = lens::openSubject(path.toStdString(), {}, {});
        if (!damaged) qFatal("%s", damaged.error().text().c_str());
        return *damaged;
    }

    lens::SubjectPointer subject_;
};

QTEST_GUILESS_MAIN(VocabularyTest)
#include "vocabulary_test.moc"
