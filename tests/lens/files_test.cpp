#include "lens/files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <clocale>
#include <nlohmann/json.hpp>

using namespace lossylens;

namespace {

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

lens::Curve smallCurve() {
    lens::CurvePoint point;
    point.quality = 25;
    point.cosine.flattened = 0.1;
    point.cosine.tokens = {0.1, {}};
    point.bytes = {400, 410};
    return {.ids = {7, 8}, .pieces = {"=1+1", "a,\"b\""}, .points = {point}};
}

lens::RunDocument smallRun() {
    lens::RunDocument run;
    run.prompt = "Why?";
    run.request.prompt = {1, 2};
    run.request.streams = {{}, {codec::parseDistortion("jpeg-10").value()}};
    lens::CodecView view;
    view.spec = *run.request.streams[1].distortion;
    view.cosine.flattened = 0.5;
    run.codec.push_back(view);
    run.generation.streams.resize(2);
    run.generation.streams[0].name = "baseline";
    run.generation.streams[1].name = "jpeg-10";
    run.generation.streams[1].distortion = view.spec;
    return run;
}

}  // namespace

class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cellsNeverRunAsFormulas();
    void numbersReadBackExactlyInACommaDecimalLocale();
    void undefinedValuesAreNullOrEmpty();
    void aCurveWithoutItsBandHasEmptyCells();
    void aRunSaysWhatItTakesToRepeatIt();
    void savingReplacesTheWholeFile();
    void aFailedSaveLeavesTheOldFile();
};

void FilesTest::cellsNeverRunAsFormulas() {
    for (const char* cell : {"=1", "+1", "-1", "@x"})
        QCOMPARE(lens::csvText(cell), std::string("'").append(cell));
    QCOMPARE(lens::csvText("\tx"), std::string("'\tx"));
    QCOMPARE(lens::csvText("\rx"), std::string("\"'\rx\""));
    QCOMPARE(lens::csvText("say \"hi\", twice"), std::string("\"say \"\"hi\"\", twice\""));
    QCOMPARE(lens::csvText(" plain"), std::string(" plain"));
    QCOMPARE(lens::csvNumber(-0.5), std::string("-0.5"));
}

void FilesTest::numbersReadBackExactlyInACommaDecimalLocale() {
    const bool german = std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
    for (const double value : {0.1, 1.0 / 3.0, 1e-300, 123456789.125, -2.5e17}) {
        const std::string digits = lens::csvNumber(value);
        QCOMPARE(QByteArray::fromStdString(digits).toDouble(), value);  // QByteArray reads in the C locale
        QCOMPARE(digits.find(','), std::string::npos);
    }
    std::setlocale(LC_ALL, "C");
    if (!german) qInfo("the German locale is not installed here: only the C locale was tried");
}

void FilesTest::undefinedValuesAreNullOrEmpty() {
    const auto json = lens::toJson(smallCurve());
    QVERIFY(json["curve"][0]["cosine_mean"].is_null());
    QVERIFY(json["curve"][0]["cosine"][1].is_null());
    QCOMPARE(QString::fromStdString(lens::toCsv(smallCurve())),
             QStringLiteral("quality,token,id,piece,cosine,bytes,cosine_flattened,cosine_mean,layout\r\n"
                            "25,0,7,'=1+1,0.1,400,0.1,,rows-2\r\n"
                            "25,1,8,\"a,\"\"b\"\"\",,410,0.1,,rows-2\r\n"));
}

void FilesTest::aCurveWithoutItsBandHasEmptyCells() {
    lens::Curve curve = smallCurve();
    curve.vocabulary = {.n = 512, .points = {{.quality = 10, .low = .25, .median = .5, .high = .75}}};
    QVERIFY(lens::toCsv(curve).ends_with(",,,,\r\n"));
    curve.vocabulary.add({.quality = 25, .low = .5, .median = .625, .high = .75});
    QVERIFY(lens::toCsv(curve).ends_with(",0.5,0.625,0.75,512\r\n"));
    QCOMPARE(lens::toJson(curve)["vocabulary"]["band"][1]["cosine_50"].dump(), std::string("0.625"));
    QVERIFY(!lens::toJson(smallCurve()).contains("vocabulary"));
}

void FilesTest::aRunSaysWhatItTakesToRepeatIt() {
    const auto json = lens::toJson(smallRun());
    for (const char* key : {"model", "prompt", "ids", "settings", "cosine", "streams"}) {
        QVERIFY2(json.contains(key), key);
    }
    QCOMPARE(json["cosine"]["10"]["flattened"].get<double>(), 0.5);
    QVERIFY(json["streams"][0]["quality"].is_null());
    QCOMPARE(json["streams"][1]["quality"].get<int>(), 10);
    QCOMPARE(json["settings"]["seed"].get<int>(), 1);
    QCOMPARE(json["settings"]["scope"].get<std::string>(), std::string("both"));
    QCOMPARE(json["settings"]["distortions"][0].get<std::string>(), std::string("jpeg-10"));
}

void FilesTest::savingReplacesTheWholeFile() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("Größe und 長さ.csv"));
    QVERIFY(lens::saveFile(path.toStdString(), "a long first version").has_value());
    QVERIFY(lens::saveFile(path.toStdString(), "second").has_value());
    QCOMPARE(read(path), QByteArray("second"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void FilesTest::aFailedSaveLeavesTheOldFile() {
    const QTemporaryDir folder;
    const QString missing = folder.filePath(QStringLiteral("missing/curve.csv"));
    const auto failed = lens::saveFile(missing.toStdString(), "x");
    QVERIFY(!failed);
    QCOMPARE(failed.error().code, ErrorCode::io);
    QVERIFY(QString::fromStdString(failed.error().text()).contains(missing));
    // A folder in the way: the write succeeds, the rename cannot, and nothing is left behind.
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("taken")));
    QVERIFY(!lens::saveFile(folder.filePath(QStringLiteral("taken")).toStdString(), "x"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 0);
}

QTEST_GUILESS_MAIN(FilesTest)
#include "files_test.moc"
