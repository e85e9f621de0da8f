#include "lens/report.h"

#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>
#include <nlohmann/json.hpp>

#include "lens/run_file.h"

using namespace lossylens;

namespace {

constexpr const char* hostile =
    "</script><img src=x onerror=alert(1)><style>*{display:none}</style> %2 \"' & ]]> \xE2\x80\xAEtxet "
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D";

std::string hostileText() {
    std::string text = hostile;
    text.insert(3, 1, '\0');
    return text;
}

lens::StreamSnapshot stream(const char* name, const std::vector<std::string>& tokens) {
    lens::StreamSnapshot stream;
    stream.name = name;
    if (stream.name != "baseline") stream.distortion = codec::parseDistortion(name).value();
    stream.state = lens::StreamSnapshot::State::full;
    for (const std::string& token : tokens) {
        stream.token_starts.push_back(stream.text.size());
        stream.ids.push_back(int(stream.ids.size()) + 5);
        stream.text += token;
    }
    return stream;
}

lens::Report sampleReport(const std::string& text) {
    lens::RunDocument run;
    run.model = {
        .name = text, .path = "/home/somebody/" + text, .architecture = "llama", .precision = "Q8_0"};
    run.prompt = "<|user|>" + text;
    run.message = text;
    run.request.prompt = {1, 2};
    run.request.streams = {{}, {codec::parseDistortion("jpeg-25+rows-8").value()}};
    run.request.max_new_tokens = 4;
    run.generation.streams = {stream("baseline", {"Once", " upon", text, " time"}),
                              stream("jpeg-25+rows-8", {"Once", text, " again", " again"})};
    run.generation.streams[1].metrics.agreed = 1;
    run.generation.streams[1].metrics.loop = metrics::Loop{.period = 1, .coverage = 2, .copies = 2};
    lens::CodecView view;
    view.spec = *run.request.streams[1].distortion;
    view.ids = {1, 2};
    view.pieces = {text, " b"};
    view.dimensions = 2;
    view.cosine = {.flattened = .75, .mean = {}, .tokens = {.5, {}}};
    view.bytes = {400, {}};
    run.codec = {view};

    lens::Report report;
    report.shown.run = run;
    report.pictures = {{text, text, "QUJD"}};
    lens::Curve& curve = report.shown.curve;
    curve.ids = {1, 2};
    for (const int quality : {1, 25, 100}) {
        lens::CurvePoint point;
        point.quality = quality;
        point.cosine.flattened = quality / 100.0;
        point.cosine.tokens = {.1, {}};
        point.bytes = {400, 500};
        curve.points.push_back(point);
    }
    lens::TextMeasures measures;
    measures.tokens = {{.piece = text, .base = {}, .distorted = {}, .kl = .125}};
    report.shown.measured = {{}, {view.spec, std::make_shared<const lens::TextMeasures>(measures)}};
    report.shown.pinned = {{.run = run, .cosine = {}, .measured = {}}};
    auto xray = std::make_shared<lens::Xray>();
    xray->piece = text;
    report.shown.xray = xray;
    report.shown.near_before = {{.id = 3, .piece = text, .cosine = .9}};
    return report;
}

// What a reader of the page sees, and the elements that it is made of; "not XML: …" where it is not sound.
struct Parsed {
    QString words;
    QStringList elements, attributes;
};

Parsed parse(const std::string& html) {
    Parsed parsed;
    QXmlStreamReader reader(QByteArray::fromStdString(html));
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::Characters) parsed.words += reader.text();
        if (token != QXmlStreamReader::StartElement) continue;
        parsed.elements << reader.name().toString();
        for (const auto& attribute : reader.attributes()) parsed.attributes << attribute.name().toString();
    }
    if (reader.hasError()) parsed.words = QStringLiteral("not XML: ") + reader.errorString();
    return parsed;
}

}  // namespace

// The page is sound, says everything, needs nothing else, and nothing that a model wrote becomes a part of
// it.
class ReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsThereInWords();
    void whatAModelWroteStaysText();
    void nothingIsLoadedAndNothingRuns();
    void itFollowsScreenAndLight();
    void divergenceAndLoopAreSaidInWords();
    void lineBreaksWithoutEndAreCounted();
    void whatIsNotDefinedIsSaid();
    void theRunComesOutAgain();
    void emptyPartsAreNoFault();
};

void ReportTest::everythingIsThereInWords() {
    const Parsed page = parse(lens::toHtml(sampleReport("Tiny")));
    for (const char* expected :
         {"Tiny", "Once upon", "Prompt", "cosine 0.7500", "rows-8", "quality 25: 0.2500", "seq-rep-4",
          "0.125", "Pinned texts", "X-ray", "seed 1", "n = 1", "LossyLens 0", "lossylens run --model Tiny",
          "1 × 2", "Q8_0"})
        QVERIFY2(page.words.contains(QString::fromUtf8(expected)), expected);
    QVERIFY(!page.words.contains(QStringLiteral("somebody")));
}

void ReportTest::whatAModelWroteStaysText() {
    const Parsed plain = parse(lens::toHtml(sampleReport("Tiny")));
    const Parsed page = parse(lens::toHtml(sampleReport(hostileText())));
    QVERIFY2(!page.words.startsWith(QStringLiteral("not XML")), qPrintable(page.words));
    QCOMPARE(page.elements, plain.elements);
    QCOMPARE(page.attributes, plain.attributes);
    QVERIFY(page.words.contains(QStringLiteral("</s␀cript><img src=x onerror=alert(1)>")));
    QVERIFY(page.words.contains(QStringLiteral("%2")));
    QVERIFY(page.words.contains(QString::fromUtf8("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D")));
    QVERIFY(!page.words.contains(QChar(0x202E)));  // would turn round what stands beside it
}

void ReportTest::nothingIsLoadedAndNothingRuns() {
    const std::string html = lens::toHtml(sampleReport(hostileText()));
    const QString page = QString::fromStdString(html);
    QVERIFY(page.contains(QStringLiteral("default-src 'none'")));
    static const QRegularExpression address(
        QStringLiteral("(?:src|href|action)=\"(?!data:image/png;base64,)"));
    QVERIFY(!address.match(page).hasMatch());
    for (const char* word : {"http://", "https://", "@import", "url(", "javascript:"})
        QVERIFY2(!page.contains(QString::fromUtf8(word)), word);
    static const QRegularExpression script(QStringLiteral("<script(?! type=\"application/json\")"));
    QVERIFY(!script.match(page).hasMatch());
}

void ReportTest::itFollowsScreenAndLight() {
    const QString page = QString::fromStdString(lens::toHtml(sampleReport("Tiny")));
    QVERIFY(page.contains(QStringLiteral("name=\"viewport\" content=\"width=device-width")));
    QVERIFY(page.contains(QStringLiteral("prefers-color-scheme:dark")));
    QVERIFY(page.contains(QStringLiteral("lang=\"en\"")));
    QVERIFY(page.startsWith(QStringLiteral("<!DOCTYPE html>")));
    QVERIFY(parse(page.toStdString()).attributes.contains(QStringLiteral("alt")));
}

void ReportTest::divergenceAndLoopAreSaidInWords() {
    const Parsed page = parse(lens::toHtml(sampleReport("Tiny")));
    QVERIFY(
        page.words.contains(QStringLiteral("Onceleaves the baselineTiny again again ⟲ loop: 1 token × 2")));
    QCOMPARE(page.words.count(QStringLiteral("leaves the baseline")),
             2);  // and in the pinned copy, not in the baseline
}

void ReportTest::lineBreaksWithoutEndAreCounted() {
    lens::Report report = sampleReport("Tiny");
    report.shown.run.generation.streams[0] =
        stream("baseline", {"one", "\n\n", "two", std::string(40, '\n'), "three"});
    const QString html = QString::fromStdString(lens::toHtml(report));
    QVERIFY(html.contains(QStringLiteral("one\n\ntwo\n<span class=\"muted\">⏎ × 40</span>\nthree")));
}

void ReportTest::whatIsNotDefinedIsSaid() {
    lens::Report report = sampleReport("Tiny");
    report.shown.run.codec[0].cosine.flattened.reset();
    const Parsed page = parse(lens::toHtml(report));
    QVERIFY(page.words.contains(QStringLiteral("cosine n/a")));
    QVERIFY(!page.words.contains(QStringLiteral("nan")));
}

void ReportTest::theRunComesOutAgain() {
    const lens::Report report = sampleReport(hostileText());
    const auto run = lens::readRun(lens::toHtml(report));
    QVERIFY2(run, run ? "" : run.error().text().c_str());
    QVERIFY(lens::toReplayJson(*run) == lens::toReplayJson(report.shown.run));
}

void ReportTest::emptyPartsAreNoFault() {
    lens::Report empty;
    empty.shown.run.request.streams.emplace_back();
    const Parsed page = parse(lens::toHtml(empty));
    QVERIFY(page.words.contains(QStringLiteral("No text was written.")));
    QVERIFY(!lens::curveSvg({}, 25).empty());
}

QTEST_GUILESS_MAIN(ReportTest)
#include "report_test.moc"
