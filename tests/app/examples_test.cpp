// The recorded examples that are compiled in: sound, small, of the first start's prompt, with a loop to be
// found, and without anybody's folders.
#include <QTest>

#include "app/resources.h"
#include "lens/curve_file.h"
#include "lens/run_file.h"
#include "ui/film.h"
#include "ui/session.h"

using namespace lossylens;

class ExamplesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areSoundAndSmall() {
        std::size_t bytes = 0;
        bool of_first_start = false, loops = false;
        for (const ui::ExampleFiles& files : app::examples()) {
            bytes += files.run.size() + files.curve.size();
            const auto run = lens::readRun(files.run);
            const auto curve = lens::readCurve(files.curve);
            QVERIFY2(run.has_value(), run ? "" : run.error().text().c_str());
            QVERIFY2(curve.has_value(), curve ? "" : curve.error().text().c_str());
            QCOMPARE(curve->ids, run->request.prompt);
            QCOMPARE(curve->points.size(), 100U);
            QVERIFY(!run->fingerprint.empty() && !run->program.empty());  // their origin
            const auto& streams = run->generation.streams;
            QCOMPARE(streams.size(), 1 + 2 * ui::filmed_qualities.size());  // JPEG and the rotation
            for (const lens::StreamSnapshot& stream : streams) {
                QCOMPARE(stream.token_starts.size(), stream.ids.size());
                loops |= stream.metrics.loop.has_value();
            }
            QVERIFY(run->model.path.parent_path().empty());
            of_first_start |= run->prompt == ui::Settings{}.prompt.toStdString();
        }
        QVERIFY(of_first_start);
        QVERIFY(loops);
        QVERIFY2(bytes < 250'000, std::to_string(bytes).c_str());
    }
};

QTEST_MAIN(ExamplesTest)
#include "examples_test.moc"
