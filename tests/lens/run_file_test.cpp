#include "lens/run_file.h"

#include <QTest>
#include <nlohmann/json.hpp>

#include "lens/command_line.h"
#include "lens/markup.h"
#include "lens/run_carrier.h"

using namespace lossylens;

namespace {

constexpr const char* hostile =
    "</script><img src=x onerror=alert(1)> %2 \"' & ]]> \xE2\x80\xAE \xE6\xBC\xA2\r\n, ";

std::string hostileText() {
    std::string text = hostile;
    text.insert(7, 1, '\0');
    return text;
}

lens::RunDocument sampleRun() {
    lens::RunDocument run;
    run.model = {.name = "tiny \"model\"",
                 .path = "/home/somebody/models/tiny.gguf",
                 .architecture = "llama",
                 .layers = 2,
                 .dimensions = 64,
                 .vocabulary = 512,
                 .context = 128,
                 .precision = "Q8_0",
                 .bytes = 123'456};
    run.fingerprint = "0123456789abcdef";
    run.precision = nn::Precision::f32;
    run.prompt = "<|user|>" + hostileText();
    run.message = hostileText();
    run.request.prompt = {1, 2, 3};
    run.request.streams = {{},
                           {codec::parseDistortion("jpeg-25+rows-8+rounded").value()},
                           {codec::parseDistortion("rotation@jpeg-25").value()}};
    run.request.scope = lens::Scope::generated;
    run.request.sampling = {
        .temperature = 0.7, .top_k = 0, .top_p = 0.9, .seed = 18'446'744'073'709'551'615U, .greedy = false};
    run.request.max_new_tokens = 5;
    run.request.stop_at_end = false;
    for (const lens::StreamPlan& plan : run.request.streams) {
        lens::StreamSnapshot stream;
        stream.name = plan.distortion ? codec::streamName(*plan.distortion) : "baseline";
        stream.distortion = plan.distortion;
        stream.state = lens::StreamSnapshot::State::full;
        stream.ids = {7, 8, 9, 10, 11};
        stream.text = hostileText();
        stream.token_starts = {0, 1, 2, 3, 4};
        run.generation.streams.push_back(stream);
    }
    return run;
}

// The smallest PNG there is: one grey pixel.
std::string png() {
    constexpr unsigned char bytes[] = {
        0x89, 'P',  'N',  'G',  0x0D, 0x0A, 0x1A, 0x0A, 0,    0,    0,    0x0D, 'I',  'H',  'D',  'R',  0,
        0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,    0,    0x3A, 0x7E, 0x9B, 0x55, 0,
        0,    0,    0x0A, 'I',  'D',  'A',  'T',  0x78, 0x9C, 0x63, 0x68, 0,    0,    0,    0x82, 0,    0x81,
        0x77, 0xCD, 0x72, 0xB6, 0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xAE, 0x42, 0x60, 0x82};
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

using Carrier = std::pair<const char*, std::string>;

// The run in every kind of file.
std::vector<Carrier> carriers(const lens::RunDocument& run) {
    const std::string json = lens::carriedJson(run);
    return {{"json", lens::toReplayJson(run).dump()},
            {"whole json", lens::toJson(run).dump()},
            {"carried json", json},
            {"csv", lens::toCsv(run)},
            {"png", lens::carryInPng(png(), json)},
            {"svg", lens::carryInSvg("<svg>" + lens::markupText(hostile) + "</svg>\n", json)},
            {"html", "<!DOCTYPE html><p>" + lens::markupText(hostile) + "</p>" + lens::carryInHtml(json)},
            {"pdf", "%PDF-1.4\n" + lens::xmpPacket(hostile, json)}};
}

}  // namespace

// A run goes into every kind of file and comes out of it as it was; what does not is refused in one sentence.
class RunFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfFileGivesTheRunBack();
    void aWholeRunBringsStartsAndMetrics();
    void nothingCarriedEndsItsFile();
    void aPictureSaysNothingOfFolders();
    void aPngStaysOne();
    void everyBeginningOfAFileIsRefusedOrWhole();
    void aChangedPictureIsRefused();
    void whatIsNoRunIsRefused_data();
    void whatIsNoRunIsRefused();
    void valuesOutOfRangeAreNamed_data();
    void valuesOutOfRangeAreNamed();
    void filesThatCannotBeReadAreNamed();
    void markupIsNothingButText();
    void commandsSurviveTheShell();
};

void RunFileTest::everyKindOfFileGivesTheRunBack() {
    const lens::RunDocument run = sampleRun();
    for (const auto& [kind, file] : carriers(run)) {
        const auto read = lens::readRun(file);
        QVERIFY2(read, read ? kind : read.error().text().c_str());
        QVERIFY2(lens::toReplayJson(*read) == lens::toReplayJson(run), kind);
        QVERIFY2(read->request.streams == run.request.streams, kind);
        QCOMPARE(read->request.sampling, run.request.sampling);
        QCOMPARE(read->message, run.message);
        QCOMPARE(read->generation.streams[2].text, run.generation.streams[2].text);
    }
}

void RunFileTest::aWholeRunBringsStartsAndMetrics() {
    lens::RunDocument run = sampleRun();
    run.generation.streams[1].metrics = {.agreed = 2,
                                         .seq_rep_4 = 0.25,
                                         .diversity = {},
                                         .loop = metrics::Loop{.period = 1, .coverage = 3, .copies = 3},
                                         .tone = {.sentences = 2, .negative = 1},
                                         .gzip_ratio = 1.5,
                                         .perplexity = 1.0 / 3};
    const auto read = lens::readRun(lens::toJson(run).dump());
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    QVERIFY(lens::toJson(*read)["streams"] == lens::toJson(run)["streams"]);
}

void RunFileTest::nothingCarriedEndsItsFile() {
    const std::string json = lens::carriedJson(sampleRun());
    for (const char c : json) QVERIFY(c >= ' ' && c <= '~' && c != '<' && c != '>' && c != '&');
}

void RunFileTest::aPictureSaysNothingOfFolders() {
    QVERIFY(!QByteArray::fromStdString(lens::carriedJson(sampleRun())).contains("somebody"));
    lens::RunDocument folder = sampleRun();
    folder.model.path = "models/llama-tiny/";
    QCOMPARE(lens::toReplayJson(folder)["model"]["path"].get<std::string>(), std::string("llama-tiny"));
}

void RunFileTest::aPngStaysOne() {
    const std::string carrying = lens::carryInPng(png(), "{}");
    QVERIFY(carrying.size() > png().size());
    QVERIFY(carrying.ends_with(png().substr(33)));          // what follows the header is untouched
    QCOMPARE(carrying.substr(0, 33), png().substr(0, 33));  // and so is that
    QCOMPARE(lens::carryInPng("no picture", "{}"), std::string("no picture"));
}

void RunFileTest::everyBeginningOfAFileIsRefusedOrWhole() {
    const lens::RunDocument run = sampleRun();
    for (const auto& [kind, file] : carriers(run)) {
        for (std::size_t length = 0; length < file.size(); ++length) {
            const auto read = lens::readRun(std::string_view(file).substr(0, length));
            if (read) {
                QVERIFY2(lens::toReplayJson(*read) == lens::toReplayJson(run), kind);
                continue;
            }
            QVERIFY(!read.error().what.empty());
            QVERIFY(read.error().code == ErrorCode::corrupt || read.error().code == ErrorCode::unsupported);
        }
    }
}

void RunFileTest::aChangedPictureIsRefused() {
    std::string file = lens::carryInPng(png(), lens::carriedJson(sampleRun()));
    file[file.find("0.7")] = '1';
    const auto read = lens::readRun(file);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::corrupt);
    QVERIFY(QString::fromStdString(read.error().text()).contains(QStringLiteral("damaged")));
}

void RunFileTest::whatIsNoRunIsRefused_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a text") << QByteArray("Dear diary");
    QTest::newRow("other JSON") << QByteArray("{\"a\": 1}");
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("other CSV") << QByteArray("a,b\r\n1,2\r\n");
    QTest::newRow("a picture") << QByteArray::fromStdString(png());
    QTest::newRow("a picture's first bytes") << QByteArray("\x89PNG\r\n\x1a\n\xff\xff\xff\xff", 12);
    QTest::newRow("deep JSON") << QByteArray(100'000, '{');
    QTest::newRow("an open quote") << QByteArray("\"a,run\r\n");
    QTest::newRow("a name twice") << QByteArray(R"({"settings": {}, "settings": {}, "streams": []})");
}
void RunFileTest::whatIsNoRunIsRefused() {
    QFETCH(QByteArray, file);
    const auto read = lens::readRun({file.constData(), std::size_t(file.size())});
    QVERIFY(!read);
    QVERIFY(!read.error().text().empty());
    QVERIFY(read.error().text().find('\n') == std::string::npos);
}

void RunFileTest::valuesOutOfRangeAreNamed_data() {
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("named");
    const auto add = [](const char* place, const char* value, const char* named) {
        const QByteArray name = QByteArray(place) + ' ' + value;
        QTest::newRow(name.constData())
            << QString::fromUtf8(place) << QString::fromUtf8(value) << QString::fromUtf8(named);
    };
    add("/settings/seed", "-1", "settings.seed");
    add("/settings/seed", "1e30", "settings.seed");
    add("/settings/seed", "\"1\"", "settings.seed");
    add("/settings/temperature", "0", "temperature");
    add("/settings/temperature", "null", "settings.temperature");
    add("/settings/top_p", "2", "top-p");
    add("/settings/scope", "\"all\"", "settings.scope");
    add("/settings/precision", "\"f8\"", "settings.precision");
    add("/settings/max_new_tokens", "0", "max_new_tokens");
    add("/settings/distortions", "[\"jpeg-0\", \"rotation@jpeg-25\"]", "distortions");
    add("/settings/distortions", "[1, 2]", "distortions");
    add("/settings/distortions", "[\"jpeg-25\"]", "streams");
    add("/ids", "[-1]", "ids");
    add("/ids", "[1.5]", "ids");
    add("/ids", "[4294967296]", "ids");
    add("/model", "[]", "model");
    add("/model/layers", "99999999999", "model.layers");
    add("/streams/1/name", "\"jpeg-26\"", "stream 2: name");
    add("/streams/1/ids", "[1,2,3,4,5,6]", "stream 2: ids");
    add("/streams/1", "5", "stream 2: name");
    add("/stopped", "\"no\"", "stopped");
    add("/streams/1/starts", "[0,1,2,3]", "stream 2: starts");
    add("/streams/1/starts", "[0,2,1,3,4]", "stream 2: starts");
    add("/streams/1/starts", "[0,1,2,3,4000]", "stream 2: starts");
    add("/streams/1/metrics", "5", "stream 2: metrics");
    add("/streams/1/metrics/agreed", "6", "metrics.agreed");
    add("/streams/1/metrics/loop", "{\"period\":0,\"coverage\":2,\"copies\":2}", "loop.period");
    add("/streams/1/metrics/perplexity", "\"low\"", "metrics.perplexity");
}
void RunFileTest::valuesOutOfRangeAreNamed() {
    QFETCH(QString, place);
    QFETCH(QString, value);
    QFETCH(QString, named);
    auto json = lens::toJson(sampleRun());
    json[nlohmann::ordered_json::json_pointer(place.toStdString())] =
        nlohmann::ordered_json::parse(value.toStdString());
    const auto read = lens::readRun(json.dump());
    QVERIFY(!read);
    QVERIFY2(QString::fromStdString(read.error().text()).contains(named), read.error().text().c_str());
}

void RunFileTest::filesThatCannotBeReadAreNamed() {
    const auto missing = lens::readRunFile("/nowhere/run.json");
    QVERIFY(!missing);
    QVERIFY(missing.error().text().find("/nowhere/run.json") != std::string::npos);
    QVERIFY(!lens::readRunFile("/dev/zero"));
    QVERIFY(!lens::readRunFile("/"));
    const auto other = lens::readRunFile(LOSSYLENS_FIXTURES "/README.md");
    QVERIFY(!other);
    QVERIFY(other.error().text().starts_with("README.md: "));
}

void RunFileTest::markupIsNothingButText() {
    QCOMPARE(lens::markupText("<b a='1' c=\"2\">&"),
             std::string("&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;"));
    QCOMPARE(QString::fromStdString(lens::markupText(std::string("a\0\r\x7f\n", 5))),
             QStringLiteral("a␀␍␡\n"));
    QCOMPARE(QString::fromStdString(lens::markupText("\xE2\x80\xAE\xFF\xEF\xBF\xBE")),
             QStringLiteral("\uFFFD\uFFFD\uFFFD"));
}

void RunFileTest::commandsSurviveTheShell() {
    QCOMPARE(lens::shellWord(""), std::string("''"));
    QCOMPARE(lens::shellWord("plain-1.0"), std::string("plain-1.0"));
    QCOMPARE(lens::shellWord("$(rm)"), std::string("'$(rm)'"));
    QCOMPARE(lens::shellWord("a\nb"), std::string("'a\nb'"));
    QCOMPARE(lens::shellWord("it's"), std::string("'it'\\''s'"));
    const QString command = QString::fromStdString(lens::commandLine(sampleRun()));
    for (const char* part :
         {"--precision f32", "--chat", "--distortion jpeg-25+rows-8+rounded", "--distortion rotation@jpeg-25",
          "--scope generated", "--ignore-end", "--seed 18446744073709551615", "--top-p 0.9"})
        QVERIFY2(command.contains(QString::fromUtf8(part)), part);
}

QTEST_GUILESS_MAIN(RunFileTest)
#include "run_file_test.moc"
