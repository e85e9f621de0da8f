#include "app/cli/streams.h"

#include <QTest>

using namespace lossylens;

namespace {

QStringList namesOf(const app::StreamOptions& options) {
    const auto specs = options.specs();
    if (!specs) return {QString::fromStdString(specs.error().text())};
    QStringList names;
    for (const auto& spec : *specs) names << QString::fromStdString(codec::streamName(spec));
    return names;
}

QStringList names(const std::vector<const char*>& words) {
    QStringList list;
    for (const char* word : words) list << QString::fromUtf8(word);
    return list;
}

}  // namespace

class StreamsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void qualitiesAndDistortionsMakeStreams_data() {
        QTest::addColumn<std::vector<std::string>>("qualities");
        QTest::addColumn<std::vector<std::string>>("distortions");
        QTest::addColumn<QStringList>("streams");
        using Words = std::vector<std::string>;
        QTest::newRow("nothing said") << Words{} << Words{} << names({"jpeg-25"});
        QTest::newRow("qualities are JPEG's")
            << Words{"95,75", "10"} << Words{} << names({"jpeg-95", "jpeg-75", "jpeg-10"});
        QTest::newRow("a plain name takes them")
            << Words{"95,10"} << Words{"rotation"} << names({"rotation@jpeg-95", "rotation@jpeg-10"});
        QTest::newRow("two plain names take them each")
            << Words{"50"} << Words{"jpeg", "rotation"} << names({"jpeg-50", "rotation@jpeg-50"});
        QTest::newRow("names of streams stand for themselves")
            << Words{} << Words{"jpeg-25", "rotation@jpeg-25", "rotation-0.74"}
            << names({"jpeg-25", "rotation@jpeg-25", "rotation-0.74"});
        QTest::newRow("qualities beside them are JPEG's")
            << Words{"10"} << Words{"rotation@jpeg-10"} << names({"jpeg-10", "rotation@jpeg-10"});
        QTest::newRow("names with dashes and parts take them, too")
            << Words{"50,10"} << Words{"residual-other+fresh"}
            << names({"residual-other@jpeg-50+fresh", "residual-other@jpeg-10+fresh"});
        QTest::newRow("what cannot be matched stands for itself")
            << Words{"50"} << Words{"jpeg", "shrink", "eightbit"}
            << names({"jpeg-50", "shrink-0.5", "eightbit"});
        QTest::newRow("a cosine is no quality") << Words{} << Words{"dct@cos-0.75", "gaussian@jpeg-25+norm"}
                                                << names({"dct@cos-0.75", "gaussian@jpeg-25+norm"});
        QTest::newRow("the same stream is written once")
            << Words{"25"} << Words{"jpeg", "jpeg-25"} << names({"jpeg-25"});
    }
    void qualitiesAndDistortionsMakeStreams() {
        QFETCH(std::vector<std::string>, qualities);
        QFETCH(std::vector<std::string>, distortions);
        QFETCH(QStringList, streams);
        app::StreamOptions options;
        options.qualities = qualities;
        options.distortions = distortions;
        QCOMPARE(namesOf(options), streams);
    }

    void layoutsAreTakenByEveryJpeg() {
        app::StreamOptions options;
        options.qualities = {"95"};
        options.distortions = {"jpeg", "rotation", "rotation-0.5", "jpeg-10+rows-1", "jpeg+swapped"};
        options.plane.name = "rows-8";
        options.plane.rounding = true;
        QCOMPARE(namesOf(options), names({"jpeg-95+rows-8+rounded", "rotation@jpeg-95+rows-8+rounded",
                                          "rotation-0.5", "jpeg-10+rows-1", "jpeg-95+swapped"}));
        options.plane.name = "rows-7";
        QCOMPARE(options.specs().error().code, ErrorCode::usage);
    }

    void unknownDistortionsAreUsage() {
        app::StreamOptions options;
        options.distortions = {"webp"};
        const auto specs = options.specs();
        QVERIFY(!specs);
        QCOMPARE(specs.error().code, ErrorCode::usage);
        QVERIFY(specs.error().text().find("webp") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(StreamsTest)
#include "streams_test.moc"
