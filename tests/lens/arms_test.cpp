#include <memory>

#include "lens/codec_view.h"
#include "lens/distorted_embedding.h"
#include "lens/generate.h"
#include "lens/text_cache.h"
#include "lens/text_measures.h"
#include "lens/vocabulary.h"
#include "lens_support.h"

using namespace lossylens;

namespace {

codec::DistortionSpec spec(const std::string& name) { return codec::parseDistortion(name).value(); }

lens::GenerationRequest requestFor(const lens::Subject& subject, const std::vector<std::string>& streams) {
    lens::GenerationRequest request;
    request.prompt = subject.tokenizer->encode("Once upon a time").value();
    request.streams.emplace_back();
    for (const std::string& stream : streams) request.streams.push_back({spec(stream)});
    request.sampling.greedy = true;
    request.max_new_tokens = 20;
    request.stop_at_end = false;
    return request;
}

void addStreams(const std::vector<const char*>& streams) {
    QTest::addColumn<QString>("stream");
    for (const char* stream : streams) QTest::newRow(stream) << QString::fromLatin1(stream);
}

}  // namespace

// Matches, frozen and fresh draws and nearest rows, through a whole model.
class ArmsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { subject_ = openFixture("llama-q8_0.gguf", nn::Precision::stored); }

    // What a greedy text says next is what a fixed text's distorted reading expects most: so both have the
    // same rows at the same places.
    void textsAreWrittenAndReadWithTheSameRows_data() {
        addStreams({"gaussian@jpeg-25+fresh", "gaussian@jpeg-25", "residual-other@jpeg-10+fresh",
                    "jpeg-10+nearest", "gaussian-2+fresh+nearest", "pca-3", "rotation@jpeg-10+prompt+fresh",
                    "dct@cos-0.6+norm"});
    }
    void textsAreWrittenAndReadWithTheSameRows() {
        QFETCH(QString, stream);
        for (const auto scope : {lens::Scope::both, lens::Scope::prompt, lens::Scope::generated}) {
            auto request = requestFor(*subject_, {stream.toStdString()});
            request.scope = scope;
            const auto run = lens::SideBySide(subject_).run(request, {}, {});
            QVERIFY2(run, run ? "" : run.error().text().c_str());
            const lens::StreamSnapshot& text = run->streams[1];
            QCOMPARE(text.ids.size(), std::size_t{20});
            const auto measured = lens::measureText(subject_,
                                                    {.prompt = request.prompt,
                                                     .continuation = text.ids,
                                                     .distortion = *text.distortion,
                                                     .scope = scope},
                                                    {}, {});
            QVERIFY(measured);
            for (const lens::MeasuredToken& token : measured->tokens) QCOMPARE(token.distorted.rank, 1);
        }
    }

    void companyAndInterruptionsChangeNothing_data() {
        addStreams({"gaussian@jpeg-25+fresh", "dropout@jpeg-5+fresh+norm", "jpeg-5+nearest",
                    "gaussian-3+fresh+nearest"});
    }
    void companyAndInterruptionsChangeNothing() {
        QFETCH(QString, stream);
        const auto alone =
            lens::SideBySide(subject_).run(requestFor(*subject_, {stream.toStdString()}), {}, {});
        const auto together = lens::SideBySide(subject_).run(
            requestFor(*subject_, {"jpeg-10+nearest", "uniform@jpeg-25+fresh", "gaussian-2+nearest",
                                   stream.toStdString()}),
            {}, {});
        QVERIFY(alone && together);
        QCOMPARE(together->streams.back().ids, alone->streams[1].ids);

        lens::SideBySide interrupted(subject_);
        std::stop_source source;
        const auto request = requestFor(*subject_, {stream.toStdString()});
        const auto part = interrupted.run(
            request,
            [&](const auto& snapshot) {
                if (snapshot.step == 7) source.request_stop();
            },
            source.get_token());
        QVERIFY(part && part->stopped);
        QCOMPARE(interrupted.run(request, {}, {})->streams[1].ids, alone->streams[1].ids);
    }

    void armsHaveTextsOfTheirOwn() {
        const auto request = requestFor(*subject_, {});
        const auto key = [&](const char* stream) { return lens::keyOf("m", request, {spec(stream)}); };
        const std::vector<const char*> streams{
            "gaussian@jpeg-25",         "gaussian@jpeg-25+fresh",  "gaussian@jpeg-25+norm",
            "gaussian@jpeg-25+nearest", "gaussian@jpeg-25+seed-2", "gaussian@cos-0.75",
            "gaussian@cos-0.7",         "gaussian-0.75",           "gaussian-25",
            "gaussian@jpeg-25+rows-8"};
        for (const char* one : streams) {
            for (const char* other : streams) QCOMPARE(key(one) == key(other), one == other);
        }
    }

    void freshRowsAreThoseOfTheirPlace() {
        lens::DistortedEmbedding fresh(subject_, spec("gaussian@jpeg-25+fresh"));
        const auto first = (*fresh.row(7, 0))->after, second = (*fresh.row(7, 1))->after;
        QVERIFY(first != second);
        const auto prompt = fresh.prompt(std::vector{7, 7}).value();
        QCOMPARE(prompt.rows[0]->after, first);
        QCOMPARE(prompt.rows[1]->after, second);
        lens::DistortedEmbedding frozen(subject_, spec("gaussian@jpeg-25"));
        QCOMPARE((*frozen.row(7, 0))->after, (*frozen.row(7, 1))->after);
    }

    void aViewShowsTheTargetBesideWhatWasAchieved() {
        const std::vector<int> ids{5, 6, 7, 5};
        lens::DistortedEmbedding jpeg(subject_, spec("jpeg-25")), pca(subject_, spec("pca@jpeg-25"));
        const auto target = lens::viewCodec(*subject_, jpeg, ids).value();
        const auto view = lens::viewCodec(*subject_, pca, ids).value();
        QVERIFY(!target.match);
        QVERIFY(view.match.has_value());
        for (std::size_t i = 0; i < ids.size(); ++i) {
            QVERIFY(std::abs(*view.match->target[i] - *target.cosine.tokens[i]) < 1e-9);
            QVERIFY(std::abs(*view.match->achieved[i] - *view.cosine.tokens[i]) < 1e-9);
            QVERIFY(std::abs(*view.match->achieved[i] - *view.match->target[i]) < 1e-5);
        }
    }

    void aViewCountsTheTokensThatCameBack() {
        const std::vector<int> ids{65, 66, 67, 68, 69, 70};
        lens::DistortedEmbedding light(subject_, spec("jpeg-95+nearest")),
            heavy(subject_, spec("gaussian-1000+nearest"));
        QCOMPARE(lens::viewCodec(*subject_, light, ids)->restored->recovered, 6);
        const auto view = lens::viewCodec(*subject_, heavy, ids).value();
        int back = 0;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const auto row = view.afterRow(static_cast<int>(i)), before = view.beforeRow(static_cast<int>(i));
            if (std::ranges::equal(row, before)) ++back;
        }
        QCOMPARE(view.restored->recovered, back);
        QVERIFY(back < 6);
    }

    // On the fixture's own table, as the paper's codec sees it.
    void everyMatchableOneReachesJpegOnAWholeTable_data() {
        QTest::addColumn<QString>("name");
        for (const codec::Distortion* one : codec::distortions()) {
            const QByteArray name(one->info().name.data(), static_cast<qsizetype>(one->info().name.size()));
            if (one->info().matchable) QTest::newRow(name.constData()) << QString::fromLatin1(name);
        }
    }
    void everyMatchableOneReachesJpegOnAWholeTable() {
        QFETCH(QString, name);
        for (const int quality : {1, 2, 5, 10, 25, 50, 75, 95, 100}) {
            const auto stream = QStringLiteral("%1@jpeg-%2").arg(name).arg(quality).toStdString();
            const auto view = lens::viewVocabulary(*subject_, spec(stream), {}, {});
            QVERIFY2(view, view ? "" : view.error().text().c_str());
            QVERIFY(view->match.has_value());
            const auto said = QStringLiteral("%1: %2 missed, farthest %3")
                                  .arg(QString::fromStdString(stream))
                                  .arg(view->match->missed)
                                  .arg(view->match->largest_miss);
            // With 64 numbers a row, one component can be nearer to it already than JPEG at the lowest
            // qualities is.
            const int out_of_reach = quality < 10 ? static_cast<int>(view->match->target.n) / 8 : 0;
            QVERIFY2(view->match->missed <= out_of_reach, qPrintable(said));
        }
    }

    void aSampleIsPartOfTheTable() {
        const auto all = lens::viewVocabulary(*subject_, spec("jpeg-25"), {}, {}).value();
        const auto some = lens::viewVocabulary(*subject_, spec("jpeg-25"), {.sample = 40}, {}).value();
        QCOMPARE(some.rows, all.rows);
        QCOMPARE(some.looked_at, 40);
        QCOMPARE(some.cosine->n + some.undefined.size(), std::size_t{40});
        QVERIFY(some.cosine->least >= all.cosine->least && some.cosine->most <= all.cosine->most);
        QVERIFY(lens::viewVocabulary(*subject_, spec("jpeg-25"), {.sample = 40}, {})->cosine->mean ==
                some.cosine->mean);
        QVERIFY(
            lens::viewVocabulary(*subject_, spec("jpeg-25"), {.sample = 40, .seed = 2}, {})->cosine->mean !=
            some.cosine->mean);
    }

    void recoveredRowsAreCountedOneByOne() {
        for (const char* stream : {"jpeg-1+nearest", "gaussian-2+nearest"}) {
            lens::DistortedEmbedding table(subject_, spec(stream));
            int recovered = 0;
            for (int id = 0; id < subject_->model->shape().vocabulary; ++id)
                recovered += (*table.row(id))->recovered();
            const auto view = lens::viewVocabulary(*subject_, spec(stream), {.threads = 3}, {}).value();
            QCOMPARE(view.recovered, std::optional(recovered));
            QVERIFY(recovered > 0);
        }
    }

private:
    lens::SubjectPointer subject_;
};

QTEST_GUILESS_MAIN(ArmsTest)
#include "arms_test.moc"
