// A curve out of its file: what was written is read back, what is not sound is refused by name.
#include "lens/curve_file.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "lens/files.h"

using namespace lossylens;
using Json = nlohmann::ordered_json;

namespace {

lens::CurvePoint point(int quality) {
    lens::CurvePoint point;
    point.quality = quality;
    point.cosine.flattened = quality / 100.0;
    point.cosine.mean = .1 / 3;
    point.cosine.tokens.emplace_back(.5);
    point.cosine.tokens.emplace_back();
    point.bytes = {400, 410};
    return point;
}

lens::Curve curve() {
    lens::Curve curve;
    curve.ids = {7, 8};
    curve.pieces = {"Why", "?"};
    for (const int quality : {25, 26}) curve.points.push_back(point(quality));
    return curve;
}

}  // namespace

class CurveFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasWrittenIsReadBack() {
        const auto read = lens::readCurve(lens::toJson(curve()).dump());
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QVERIFY(lens::toJson(*read) == lens::toJson(curve()));
    }

    void whatIsNotSoundIsRefused_data() {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("named");
        const auto row = [](const char* name, const char* change, const char* named) {
            QTest::newRow(name) << QString::fromLatin1(change) << QString::fromLatin1(named);
        };
        row("no ids", R"({"ids":null})", "ids");
        row("a piece too few", R"({"pieces":["Why"]})", "pieces");
        row("a piece that is a number", R"({"pieces":["Why",3]})", "pieces");
        row("no points", R"({"curve":[]})", "curve");
        row("a point without numbers", R"({"curve":[{"quality":3,"cosine":[],"bytes":[]}]})", "cosine");
        row("a quality past 100", R"({"curve":[{"quality":101,"cosine":[1,1],"bytes":[1,1]}]})", "quality");
        row("a quality twice",
            R"({"curve":[{"quality":1,"cosine":[1,1],"bytes":[1,1]},{"quality":1,"cosine":[1,1],"bytes":[1,1]}]})",
            "rise");
    }
    void whatIsNotSoundIsRefused() {
        QFETCH(QString, change);
        QFETCH(QString, named);
        Json changed = lens::toJson(curve());
        changed.merge_patch(Json::parse(change.toStdString()));
        const auto read = lens::readCurve(changed.dump());
        QVERIFY(!read);
        QVERIFY2(read.error().text().find(named.toStdString()) != std::string::npos,
                 read.error().text().c_str());
    }

    void everyBeginningIsRefused() {
        const std::string whole = lens::toJson(curve()).dump();
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY(!lens::readCurve(whole.substr(0, length)));
    }
};

QTEST_MAIN(CurveFileTest)
#include "curve_file_test.moc"
